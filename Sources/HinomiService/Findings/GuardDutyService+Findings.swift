// SPDX-License-Identifier: Apache-2.0

package import HinomiAPIModel
import HinomiFindings
import HinomiStore

extension GuardDutyService {
    package func listFindings(
        _ input: API.ListFindingsRequest, _ call: ServiceCall
    ) throws -> API.ListFindingsResponse {
        let scope = try call.scope(of: try call.detector(input.detectorID))
        let token = input.nextToken.flatMap { $0.isEmpty ? nil : $0 }
        let (ids, end) = try call.store.findingIDs(
            in: scope, try call.criteria(input.findingCriteria), sort: try call.sort(input.sortCriteria),
            limit: input.maxResults ?? 50, after: try token.map(FindingPosition.init(token:)))
        return API.ListFindingsResponse(findingIDs: ids, nextToken: end?.token ?? "")
    }

    package func getFindings(
        _ input: API.GetFindingsRequest, _ call: ServiceCall
    ) throws -> API.GetFindingsResponse {
        let scope = try call.scope(of: try call.detector(input.detectorID))
        var documents = try call.store.documents(input.findingIDs, in: scope)
        var texts = input.findingIDs.compactMap { documents.removeValue(forKey: $0) }
        if let sort = try call.sort(input.sortCriteria) {
            texts = try texts.map { (try StoredFinding(document: $0), $0) }
                .map { (sort.key(of: $0.0.attributes), $0.1) }
                .sorted { sort.precedes($0.0, $1.0) }.map(\.1)
        }
        return API.GetFindingsResponse(findings: texts.map(API.Document.init(bytes:)))
    }

    package func archiveFindings(
        _ input: API.ArchiveFindingsRequest, _ call: ServiceCall
    ) throws -> API.ArchiveFindingsResponse {
        try call.change(input.findingIDs, of: input.detectorID) { $0.archive(true) }
        return API.ArchiveFindingsResponse()
    }

    package func unarchiveFindings(
        _ input: API.UnarchiveFindingsRequest, _ call: ServiceCall
    ) throws -> API.UnarchiveFindingsResponse {
        try call.change(input.findingIDs, of: input.detectorID) { $0.archive(false) }
        return API.UnarchiveFindingsResponse()
    }

    package func updateFindingsFeedback(
        _ input: API.UpdateFindingsFeedbackRequest, _ call: ServiceCall
    ) throws -> API.UpdateFindingsFeedbackResponse {
        try call.change(input.findingIDs, of: input.detectorID) {
            $0.note(feedback: input.feedback.rawValue, comments: input.comments)
        }
        return API.UpdateFindingsFeedbackResponse()
    }
}

extension ServiceCall {
    /// Changes findings that the holder of a detector may see; ids of no such finding are passed over.
    fileprivate func change(
        _ ids: [String], of detector: String, _ body: (inout StoredFinding) -> Void
    ) throws {
        let scope = try scope(of: try self.detector(detector))
        for document in try store.documents(ids, in: scope).sorted(by: { $0.key < $1.key }) {
            var finding = try StoredFinding(document: document.value)
            body(&finding)
            try store.save(finding, now: now)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

package import HinomiAPIModel
import HinomiRecords
import HinomiStore

extension GuardDutyService {
    package func tagResource(_ input: API.TagResourceRequest, _ call: ServiceCall) throws -> API.TagResourceResponse {
        try call.tag(try call.resource(input.resourceARN), with: input.tags)
        return API.TagResourceResponse()
    }

    package func untagResource(
        _ input: API.UntagResourceRequest, _ call: ServiceCall
    ) throws -> API.UntagResourceResponse {
        try call.store.untag(try call.resource(input.resourceARN), input.tagKeys)
        return API.UntagResourceResponse()
    }

    package func listTagsForResource(
        _ input: API.ListTagsForResourceRequest, _ call: ServiceCall
    ) throws -> API.ListTagsForResourceResponse {
        API.ListTagsForResourceResponse(tags: try call.store.tags(of: try call.resource(input.resourceARN)))
    }
}

extension ServiceCall {
    /// The most tags that a resource may have.
    static var maximumTags: Int { 50 }

    /// Gives a resource tags besides those it has.
    func tag(_ arn: String, with tags: [String: String]?) throws {
        guard let tags, !tags.isEmpty else { return }
        let names = Set(try store.tags(of: arn).keys).union(tags.keys)
        guard names.count <= ServiceCall.maximumTags else {
            throw APIError.badRequest(because: "a resource may have at most \(ServiceCall.maximumTags) tags.")
        }
        try store.tag(arn, with: tags)
    }

    /// Makes sure that the caller has a resource of this ARN.
    fileprivate func resource(_ text: String) throws -> String {
        guard let arn = ResourceARN(text) else {
            throw APIError.invalid("resourceArn", "it must be the ARN of a resource of GuardDuty")
        }
        guard arn.account == caller.account, arn.region == caller.region else {
            throw APIError(
                .accessDeniedException,
                "The request is rejected because the resource is not owned by the current account.")
        }
        let exists: Bool
        switch (arn.path.first, arn.path.count) {
        case ("detector", 2): exists = try detector(String(arn.path[1])).arn == text
        case ("detector", 4) where arn.path[2] == "filter":
            exists = try store.filter(String(arn.path[3]), of: try detector(String(arn.path[1])).id) != nil
        case ("detector", 4) where arn.path[2] == "publishingDestination":
            exists = try store.destination(String(arn.path[3]), of: try detector(String(arn.path[1])).id) != nil
        case ("malware-protection-plan", 2): exists = try malwarePlan(String(arn.path[1])).arn == text
        case ("detector", 4): exists = try hasList(arn)
        default: exists = false
        }
        guard exists else { throw APIError.noSuchResource }
        return text
    }

    private func hasList(_ arn: ResourceARN) throws -> Bool {
        let detector = try detector(String(arn.path[1]))
        guard let kind = ListKind(rawValue: String(arn.path[2])), let list = try store.list(String(arn.path[3])) else {
            return false
        }
        return list.kind == kind && list.detectorID == detector.id && list.status != .deleted
    }
}

extension APIError {
    /// Programs compare this text.
    static let noSuchResource = APIError(.badRequestException, "The request is rejected since no such resource found.")
}

// SPDX-License-Identifier: Apache-2.0

package import HinomiAPIModel
import HinomiStore

// Lists of addresses and names that are threats.
extension GuardDutyService {
    package func createThreatEntitySet(
        _ input: API.CreateThreatEntitySetRequest, _ call: ServiceCall
    ) throws -> API.CreateThreatEntitySetResponse {
        let list = NewList(
            name: input.name, format: input.format.rawValue, location: input.location,
            expectedBucketOwner: input.expectedBucketOwner, activate: input.activate, token: input.clientToken,
            tags: input.tags)
        return API.CreateThreatEntitySetResponse(
            threatEntitySetID: try call.createList(.threatEntitySet, in: input.detectorID, list, lists))
    }

    package func getThreatEntitySet(
        _ input: API.GetThreatEntitySetRequest, _ call: ServiceCall
    ) throws -> API.GetThreatEntitySetResponse {
        let (list, tags) = try call.list(.threatEntitySet, input.threatEntitySetID, in: input.detectorID)
        return API.GetThreatEntitySetResponse(
            name: list.name, format: API.ThreatEntitySetFormat(rawValue: list.format) ?? .txt, location: list.location,
            expectedBucketOwner: list.expectedBucketOwner,
            status: API.ThreatEntitySetStatus(rawValue: list.status.rawValue) ?? .error, tags: tags,
            createdAt: list.createdAt,
            updatedAt: list.updatedAt, errorDetails: list.problem)
    }

    package func updateThreatEntitySet(
        _ input: API.UpdateThreatEntitySetRequest, _ call: ServiceCall
    ) throws -> API.UpdateThreatEntitySetResponse {
        let change = ListChange(
            name: input.name, location: input.location, expectedBucketOwner: input.expectedBucketOwner,
            activate: input.activate)
        try call.updateList(.threatEntitySet, input.threatEntitySetID, in: input.detectorID, change, lists)
        return API.UpdateThreatEntitySetResponse()
    }

    package func deleteThreatEntitySet(
        _ input: API.DeleteThreatEntitySetRequest, _ call: ServiceCall
    ) throws -> API.DeleteThreatEntitySetResponse {
        try call.deleteList(.threatEntitySet, input.threatEntitySetID, in: input.detectorID)
        return API.DeleteThreatEntitySetResponse()
    }

    package func listThreatEntitySets(
        _ input: API.ListThreatEntitySetsRequest, _ call: ServiceCall
    ) throws -> API.ListThreatEntitySetsResponse {
        let page = try call.listIDs(
            .threatEntitySet, in: input.detectorID, size: input.maxResults, after: input.nextToken)
        return API.ListThreatEntitySetsResponse(threatEntitySetIDs: page.elements, nextToken: page.nextToken)
    }
}

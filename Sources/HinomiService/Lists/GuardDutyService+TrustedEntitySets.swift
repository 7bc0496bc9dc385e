// SPDX-License-Identifier: Apache-2.0

package import HinomiAPIModel
import HinomiStore

// Trusted lists of addresses and names.
extension GuardDutyService {
    package func createTrustedEntitySet(
        _ input: API.CreateTrustedEntitySetRequest, _ call: ServiceCall
    ) throws -> API.CreateTrustedEntitySetResponse {
        let list = NewList(
            name: input.name, format: input.format.rawValue, location: input.location,
            expectedBucketOwner: input.expectedBucketOwner, activate: input.activate, token: input.clientToken,
            tags: input.tags)
        return API.CreateTrustedEntitySetResponse(
            trustedEntitySetID: try call.createList(.trustedEntitySet, in: input.detectorID, list, lists))
    }

    package func getTrustedEntitySet(
        _ input: API.GetTrustedEntitySetRequest, _ call: ServiceCall
    ) throws -> API.GetTrustedEntitySetResponse {
        let (list, tags) = try call.list(.trustedEntitySet, input.trustedEntitySetID, in: input.detectorID)
        return API.GetTrustedEntitySetResponse(
            name: list.name, format: API.TrustedEntitySetFormat(rawValue: list.format) ?? .txt, location: list.location,
            expectedBucketOwner: list.expectedBucketOwner,
            status: API.TrustedEntitySetStatus(rawValue: list.status.rawValue) ?? .error, tags: tags,
            createdAt: list.createdAt,
            updatedAt: list.updatedAt, errorDetails: list.problem)
    }

    package func updateTrustedEntitySet(
        _ input: API.UpdateTrustedEntitySetRequest, _ call: ServiceCall
    ) throws -> API.UpdateTrustedEntitySetResponse {
        let change = ListChange(
            name: input.name, location: input.location, expectedBucketOwner: input.expectedBucketOwner,
            activate: input.activate)
        try call.updateList(.trustedEntitySet, input.trustedEntitySetID, in: input.detectorID, change, lists)
        return API.UpdateTrustedEntitySetResponse()
    }

    package func deleteTrustedEntitySet(
        _ input: API.DeleteTrustedEntitySetRequest, _ call: ServiceCall
    ) throws -> API.DeleteTrustedEntitySetResponse {
        try call.deleteList(.trustedEntitySet, input.trustedEntitySetID, in: input.detectorID)
        return API.DeleteTrustedEntitySetResponse()
    }

    package func listTrustedEntitySets(
        _ input: API.ListTrustedEntitySetsRequest, _ call: ServiceCall
    ) throws -> API.ListTrustedEntitySetsResponse {
        let page = try call.listIDs(
            .trustedEntitySet, in: input.detectorID, size: input.maxResults, after: input.nextToken)
        return API.ListTrustedEntitySetsResponse(trustedEntitySetIDs: page.elements, nextToken: page.nextToken)
    }
}

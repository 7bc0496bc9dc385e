// SPDX-License-Identifier: Apache-2.0

package import HinomiAPIModel
import HinomiStore

// Trusted lists of addresses.
extension GuardDutyService {
    package func createIPSet(
        _ input: API.CreateIPSetRequest, _ call: ServiceCall
    ) throws -> API.CreateIPSetResponse {
        let list = NewList(
            name: input.name, format: input.format.rawValue, location: input.location,
            expectedBucketOwner: input.expectedBucketOwner, activate: input.activate, token: input.clientToken,
            tags: input.tags)
        return API.CreateIPSetResponse(
            ipSetID: try call.createList(.ipSet, in: input.detectorID, list, lists))
    }

    package func getIPSet(
        _ input: API.GetIPSetRequest, _ call: ServiceCall
    ) throws -> API.GetIPSetResponse {
        let (list, tags) = try call.list(.ipSet, input.ipSetID, in: input.detectorID)
        return API.GetIPSetResponse(
            name: list.name, format: API.IpSetFormat(rawValue: list.format) ?? .txt, location: list.location,
            status: API.IpSetStatus(rawValue: list.status.rawValue) ?? .error, tags: tags,
            expectedBucketOwner: list.expectedBucketOwner)
    }

    package func updateIPSet(
        _ input: API.UpdateIPSetRequest, _ call: ServiceCall
    ) throws -> API.UpdateIPSetResponse {
        let change = ListChange(
            name: input.name, location: input.location, expectedBucketOwner: input.expectedBucketOwner,
            activate: input.activate)
        try call.updateList(.ipSet, input.ipSetID, in: input.detectorID, change, lists)
        return API.UpdateIPSetResponse()
    }

    package func deleteIPSet(
        _ input: API.DeleteIPSetRequest, _ call: ServiceCall
    ) throws -> API.DeleteIPSetResponse {
        try call.deleteList(.ipSet, input.ipSetID, in: input.detectorID)
        return API.DeleteIPSetResponse()
    }

    package func listIPSets(
        _ input: API.ListIPSetsRequest, _ call: ServiceCall
    ) throws -> API.ListIPSetsResponse {
        let page = try call.listIDs(
            .ipSet, in: input.detectorID, size: input.maxResults, after: input.nextToken)
        return API.ListIPSetsResponse(ipSetIDs: page.elements, nextToken: page.nextToken)
    }
}

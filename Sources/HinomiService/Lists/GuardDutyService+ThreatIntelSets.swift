// SPDX-License-Identifier: Apache-2.0

package import HinomiAPIModel
import HinomiStore

// Lists of addresses that are threats.
extension GuardDutyService {
    package func createThreatIntelSet(
        _ input: API.CreateThreatIntelSetRequest, _ call: ServiceCall
    ) throws -> API.CreateThreatIntelSetResponse {
        let list = NewList(
            name: input.name, format: input.format.rawValue, location: input.location,
            expectedBucketOwner: input.expectedBucketOwner, activate: input.activate, token: input.clientToken,
            tags: input.tags)
        return API.CreateThreatIntelSetResponse(
            threatIntelSetID: try call.createList(.threatIntelSet, in: input.detectorID, list, lists))
    }

    package func getThreatIntelSet(
        _ input: API.GetThreatIntelSetRequest, _ call: ServiceCall
    ) throws -> API.GetThreatIntelSetResponse {
        let (list, tags) = try call.list(.threatIntelSet, input.threatIntelSetID, in: input.detectorID)
        return API.GetThreatIntelSetResponse(
            name: list.name, format: API.ThreatIntelSetFormat(rawValue: list.format) ?? .txt, location: list.location,
            status: API.ThreatIntelSetStatus(rawValue: list.status.rawValue) ?? .error, tags: tags,
            expectedBucketOwner: list.expectedBucketOwner)
    }

    package func updateThreatIntelSet(
        _ input: API.UpdateThreatIntelSetRequest, _ call: ServiceCall
    ) throws -> API.UpdateThreatIntelSetResponse {
        let change = ListChange(
            name: input.name, location: input.location, expectedBucketOwner: input.expectedBucketOwner,
            activate: input.activate)
        try call.updateList(.threatIntelSet, input.threatIntelSetID, in: input.detectorID, change, lists)
        return API.UpdateThreatIntelSetResponse()
    }

    package func deleteThreatIntelSet(
        _ input: API.DeleteThreatIntelSetRequest, _ call: ServiceCall
    ) throws -> API.DeleteThreatIntelSetResponse {
        try call.deleteList(.threatIntelSet, input.threatIntelSetID, in: input.detectorID)
        return API.DeleteThreatIntelSetResponse()
    }

    package func listThreatIntelSets(
        _ input: API.ListThreatIntelSetsRequest, _ call: ServiceCall
    ) throws -> API.ListThreatIntelSetsResponse {
        let page = try call.listIDs(
            .threatIntelSet, in: input.detectorID, size: input.maxResults, after: input.nextToken)
        return API.ListThreatIntelSetsResponse(threatIntelSetIDs: page.elements, nextToken: page.nextToken)
    }
}

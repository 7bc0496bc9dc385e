// SPDX-License-Identifier: Apache-2.0

package import HinomiAPIModel
import HinomiFindings
import HinomiRecords
import HinomiStore

extension GuardDutyService {
    package func createDetector(
        _ input: API.CreateDetectorRequest, _ call: ServiceCall
    ) throws -> API.CreateDetectorResponse {
        let (account, region) = (call.caller.account, call.caller.region)
        let id = FindingIdentity.detectorID(account: account, region: region)
        _ = try call.once(.createDetector, input.clientToken) {
            guard try call.store.detector(id) == nil else {
                throw APIError.badRequest(because: "a detector already exists for the current account.")
            }
            var features = Feature.defaults(at: call.now)
            try features.apply(Feature.changes(of: input.dataSources) + (input.features ?? []), at: call.now)
            let detector = DetectorRecord(
                id: id, account: account, region: region, isEnabled: input.enable,
                publishingFrequency: (input.findingPublishingFrequency ?? .sixHours).rawValue, createdAt: call.now,
                updatedAt: call.now, features: features)
            try call.store.save(detector)
            try call.tag(detector.arn, with: input.tags)
            try Organization(store: call.store, now: call.now).admit(account, in: region)
            return detector.arn
        }
        return API.CreateDetectorResponse(detectorID: id)
    }

    package func getDetector(
        _ input: API.GetDetectorRequest, _ call: ServiceCall
    ) throws -> API.GetDetectorResponse {
        let detector = try call.detector(input.detectorID)
        return detector.response(tags: try call.store.tags(of: detector.arn))
    }

    package func updateDetector(
        _ input: API.UpdateDetectorRequest, _ call: ServiceCall
    ) throws -> API.UpdateDetectorResponse {
        let before = try call.detector(input.detectorID)
        var detector = before
        if let enable = input.enable { detector.isEnabled = enable }
        if let frequency = input.findingPublishingFrequency { detector.publishingFrequency = frequency.rawValue }
        try detector.features.apply(Feature.changes(of: input.dataSources) + (input.features ?? []), at: call.now)
        detector.updatedAt = call.now
        if let association = try call.store.association(of: detector.account, in: detector.region) {
            try MemberRules.check(before, becomes: detector, as: association)
        }
        try call.store.save(detector)
        if detector.publishingFrequency != before.publishingFrequency {
            try call.store.imposePublishingFrequency(of: detector)
        }
        return API.UpdateDetectorResponse()
    }

    package func deleteDetector(
        _ input: API.DeleteDetectorRequest, _ call: ServiceCall
    ) throws -> API.DeleteDetectorResponse {
        let detector = try call.detector(input.detectorID)
        try call.release(detector)
        try call.store.deleteDetector(detector)
        return API.DeleteDetectorResponse()
    }

    package func listDetectors(
        _ input: API.ListDetectorsRequest, _ call: ServiceCall
    ) throws -> API.ListDetectorsResponse {
        let detector = try call.store.detector(of: call.caller.account, in: call.caller.region)
        let page = try Page(
            of: detector.map { [$0.id] } ?? [], by: \.self, size: input.maxResults, after: input.nextToken)
        return API.ListDetectorsResponse(detectorIDs: page.elements, nextToken: page.nextToken)
    }
}

extension GuardDutyService {
    /// Turns the caller's detector on, with all that is on by default.
    package func enable(_ call: ServiceCall) throws {
        _ = try createDetector(API.CreateDetectorRequest(enable: true), call)
    }
}

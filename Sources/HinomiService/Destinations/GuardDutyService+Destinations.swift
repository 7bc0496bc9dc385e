// SPDX-License-Identifier: Apache-2.0

package import HinomiAPIModel
import HinomiRecords
import HinomiStore

extension GuardDutyService {
    package func createPublishingDestination(
        _ input: API.CreatePublishingDestinationRequest, _ call: ServiceCall
    ) throws -> API.CreatePublishingDestinationResponse {
        let detector = try call.detector(input.detectorID)
        try input.destinationProperties.check()
        let made = try call.once(.createPublishingDestination, input.clientToken) {
            guard try call.store.destinations(of: detector.id).isEmpty else {
                throw APIError.badRequest(
                    because: "the number of publishing destinations has reached its limit of 1.")
            }
            let destination = DestinationRecord(
                id: Identifiers.make(), detector: detector.id, arn: input.destinationProperties.destinationARN,
                kmsKey: input.destinationProperties.kmsKeyARN, createdAt: call.now)
            try call.store.save(destination)
            call.followUps.verify(destination: destination.id)
            let arn = detector.arn(ofDestination: destination.id)
            try call.tag(arn, with: input.tags)
            return arn
        }
        return API.CreatePublishingDestinationResponse(destinationID: String(made.split(separator: "/").last ?? ""))
    }

    package func describePublishingDestination(
        _ input: API.DescribePublishingDestinationRequest, _ call: ServiceCall
    ) throws -> API.DescribePublishingDestinationResponse {
        let detector = try call.detector(input.detectorID)
        let destination = try call.destination(input.destinationID, of: detector)
        return API.DescribePublishingDestinationResponse(
            destinationID: destination.id, destinationType: .s3, status: destination.status.told,
            publishingFailureStartTimestamp: Int(destination.failingSince?.milliseconds ?? 0),
            destinationProperties: API.DestinationProperties(
                destinationARN: destination.arn, kmsKeyARN: destination.kmsKey),
            tags: try call.store.tags(of: detector.arn(ofDestination: destination.id)))
    }

    package func updatePublishingDestination(
        _ input: API.UpdatePublishingDestinationRequest, _ call: ServiceCall
    ) throws -> API.UpdatePublishingDestinationResponse {
        var destination = try call.destination(input.destinationID, of: try call.detector(input.detectorID))
        if let properties = input.destinationProperties {
            try properties.check()
            destination.arn = properties.destinationARN ?? destination.arn
            destination.kmsKey = properties.kmsKeyARN ?? destination.kmsKey
        }
        destination.status = .pending
        try call.store.save(destination)
        call.followUps.verify(destination: destination.id)
        return API.UpdatePublishingDestinationResponse()
    }

    package func deletePublishingDestination(
        _ input: API.DeletePublishingDestinationRequest, _ call: ServiceCall
    ) throws -> API.DeletePublishingDestinationResponse {
        let detector = try call.detector(input.detectorID)
        let destination = try call.destination(input.destinationID, of: detector)
        try call.store.delete(destination)
        try call.store.untag(detector.arn(ofDestination: destination.id), nil)
        return API.DeletePublishingDestinationResponse()
    }

    package func listPublishingDestinations(
        _ input: API.ListPublishingDestinationsRequest, _ call: ServiceCall
    ) throws -> API.ListPublishingDestinationsResponse {
        let destinations = try call.store.destinations(of: try call.detector(input.detectorID).id)
        let page = try Page(of: destinations, by: \.id, size: input.maxResults, after: input.nextToken)
        return API.ListPublishingDestinationsResponse(
            destinations: page.elements.map {
                API.Destination(destinationID: $0.id, destinationType: .s3, status: $0.status.told)
            }, nextToken: page.nextToken)
    }
}

extension ServiceCall {
    /// Programs compare the text, with its odd “the one”.
    func destination(_ id: String, of detector: DetectorRecord) throws -> DestinationRecord {
        guard let destination = try store.destination(id, of: detector.id) else {
            throw APIError.badRequest(because: "the one or more input parameters have invalid values.")
        }
        return destination
    }
}

extension API.DestinationProperties {
    fileprivate func check() throws(APIError) {
        if let destinationARN, ExportPlace(arn: destinationARN) == nil {
            throw .invalid(
                "destinationProperties.destinationArn", "it must be the ARN of a bucket, with or without a prefix")
        }
        if let kmsKeyARN, !kmsKeyARN.hasPrefix("arn:") || !kmsKeyARN.contains(":kms:") {
            throw .invalid("destinationProperties.kmsKeyArn", "it must be the ARN of a key")
        }
    }
}

extension DestinationRecord.Status {
    fileprivate var told: API.PublishingStatus {
        switch self {
        case .pending: .pendingVerification
        case .publishing: .publishing
        case .failing: .unableToPublishFixDestinationProperty
        }
    }
}

extension DetectorRecord {
    /// The ARN under which a destination is tagged.
    func arn(ofDestination id: String) -> String { "\(arn)/publishingDestination/\(id)" }
}

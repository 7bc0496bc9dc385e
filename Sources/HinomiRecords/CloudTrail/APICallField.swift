// SPDX-License-Identifier: Apache-2.0

/// The members of a CloudTrail record, and of what stands around records, that are read.
enum APICallField: UInt8 {
    case other
    case eventVersion, eventTime, eventID, eventName, eventSource, eventType, eventCategory, awsRegion, sourceIPAddress
    case userAgent, errorCode, errorMessage, requestID, sharedEventID, recipientAccountID, vpcEndpointID
    case vpcEndpointAccountID, sessionCredentialFromConsole, apiVersion, requestParameters, responseElements
    case additionalEventData, resources, serviceEventDetails, tlsDetails, readOnly, managementEvent, userIdentity
    // Around records.
    case records, lookupEvents, logEvents, detail, event, eventData, eventJSON, cloudTrailEvent, time

    static let keys = JSONKeys([
        "eventVersion", "eventTime", "eventID", "eventName", "eventSource", "eventType", "eventCategory", "awsRegion",
        "sourceIPAddress", "userAgent", "errorCode", "errorMessage", "requestID", "sharedEventID", "recipientAccountId",
        "vpcEndpointId", "vpcEndpointAccountId", "sessionCredentialFromConsole", "apiVersion", "requestParameters",
        "responseElements", "additionalEventData", "resources", "serviceEventDetails", "tlsDetails", "readOnly",
        "managementEvent", "userIdentity",
        "Records", "Events", "logEvents", "detail", "event", "eventData", "eventJson", "CloudTrailEvent", "time",
    ])

    // The compiler makes a call of `init(rawValue:)`, forty times a record.
    @inline(__always)
    init(number: UInt8) {
        self = number <= APICallField.time.rawValue ? unsafeBitCast(number, to: Self.self) : .other
    }

    /// Whether a record, as opposed to something nested in one, may begin with this key.
    var beginsRecord: Bool { rawValue >= 1 && rawValue <= APICallField.userIdentity.rawValue }

    /// Whether a document of several records may begin with this key.
    var beginsDocument: Bool { self == .records || self == .lookupEvents }
}

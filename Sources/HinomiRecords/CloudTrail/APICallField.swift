// SPDX-License-Identifier: Apache-2.0

/// The members of a CloudTrail record, of what stands around records, and of `userIdentity`, that are read.
enum APICallField: UInt8 {
    case other
    case eventVersion, eventTime, eventID, eventName, eventSource, eventType, eventCategory, awsRegion, sourceIPAddress
    case userAgent, errorCode, errorMessage, requestID, sharedEventID, recipientAccountID, vpcEndpointID
    case vpcEndpointAccountID, sessionCredentialFromConsole, apiVersion, requestParameters, responseElements
    case additionalEventData, resources, serviceEventDetails, tlsDetails, readOnly, managementEvent, userIdentity
    // Around records.
    case records, lookupEvents, logEvents, detail, event, eventData, eventJSON, cloudTrailEvent, time
    // In `userIdentity`. The issuer of a session has members of the same names.
    case type, principalID, arn, accountID, accessKeyID, userName, invokedBy, identityProvider, onBehalfOf
    case sessionContext, sessionIssuer, attributes, mfaAuthenticated, creationDate, ec2RoleDelivery, sourceIdentity
    case webIDFederationData, federatedProvider, inScopeOf

    static let keys = JSONKeys([
        "eventVersion", "eventTime", "eventID", "eventName", "eventSource", "eventType", "eventCategory", "awsRegion",
        "sourceIPAddress", "userAgent", "errorCode", "errorMessage", "requestID", "sharedEventID", "recipientAccountId",
        "vpcEndpointId", "vpcEndpointAccountId", "sessionCredentialFromConsole", "apiVersion", "requestParameters",
        "responseElements", "additionalEventData", "resources", "serviceEventDetails", "tlsDetails", "readOnly",
        "managementEvent", "userIdentity",
        "Records", "Events", "logEvents", "detail", "event", "eventData", "eventJson", "CloudTrailEvent", "time",
        "type", "principalId", "arn", "accountId", "accessKeyId", "userName", "invokedBy", "identityProvider",
        "onBehalfOf",
        "sessionContext", "sessionIssuer", "attributes", "mfaAuthenticated", "creationDate", "ec2RoleDelivery",
        "sourceIdentity", "webIdFederationData", "federatedProvider", "inScopeOf",
    ])

    // The compiler makes a call of `init(rawValue:)`, forty times a record.
    @inline(__always)
    init(number: UInt8) {
        self = number <= APICallField.inScopeOf.rawValue ? unsafeBitCast(number, to: Self.self) : .other
    }

    /// Whether a record, as opposed to something nested in one, may begin with this key.
    var beginsRecord: Bool { rawValue >= 1 && rawValue <= APICallField.userIdentity.rawValue }

    /// Whether a document of several records may begin with this key.
    var beginsDocument: Bool { self == .records || self == .lookupEvents }
}

// SPDX-License-Identifier: Apache-2.0

/// What is found around a record instead of the record itself.
struct APICallEnvelope {
    /// The record in an EventBridge or CloudTrail Lake event: an object, or JSON in a string.
    var content = JSONSlice()
    /// The events of a CloudWatch Logs delivery.
    var logEvents = JSONSlice()
    /// The time of the envelope.
    var time = JSONSlice()
}

extension APICallView {
    /// How reading an object ended.
    enum Reading {
        /// Read to its end.
        case whole
        /// The scanner stands in the list of records that a document holds.
        case inRecords
    }

    /// Reads the object at the scanner into the view and the envelope.
    ///
    /// `mayHoldRecords` says whether a list of records ends the reading at its first element.
    mutating func read(
        _ input: inout JSONScanner, _ keys: JSONKeys, _ order: inout JSONKeys.Order, _ eventTime: inout JSONSlice,
        _ envelope: inout APICallEnvelope, mayHoldRecords: Bool
    ) throws(JSONFault) -> Reading {
        // A copy, so that it stays in registers.
        var scanner = input
        defer { input = scanner }
        let start = scanner.at
        var previous: UInt8 = 0
        var more = try scanner.enterObject()
        while more {
            previous = try scanner.key(of: keys, after: previous, &order)
            // Repeated keys: the last one wins, as in every JSON parser that builds objects.
            switch APICallField(number: previous) {
            case .eventVersion: eventVersion = try scanner.value()
            case .eventTime: eventTime = try scanner.value()
            case .eventID: eventID = try scanner.value()
            case .eventName: eventName = try scanner.value()
            case .eventSource: eventSource = try scanner.value()
            case .eventType: eventType = try scanner.value()
            case .eventCategory: eventCategory = try scanner.value()
            case .awsRegion: region = try scanner.value()
            case .sourceIPAddress: sourceIPAddress = try scanner.value()
            case .userAgent: userAgent = try scanner.value()
            case .errorCode: errorCode = try scanner.value()
            case .errorMessage: errorMessage = try scanner.value()
            case .requestID: requestID = try scanner.value()
            case .sharedEventID: sharedEventID = try scanner.value()
            case .recipientAccountID: recipientAccountID = try scanner.value()
            case .vpcEndpointID: vpcEndpointID = try scanner.value()
            case .vpcEndpointAccountID: vpcEndpointAccountID = try scanner.value()
            case .sessionCredentialFromConsole: sessionCredentialFromConsole = try scanner.value()
            case .apiVersion: apiVersion = try scanner.value()
            case .requestParameters: requestParameters = try scanner.value()
            case .responseElements: responseElements = try scanner.value()
            case .additionalEventData: additionalEventData = try scanner.value()
            case .resources: resources = try scanner.value()
            case .serviceEventDetails: serviceEventDetails = try scanner.value()
            case .tlsDetails: tlsDetails = try scanner.value()
            case .readOnly: readOnlyValue = try scanner.value()
            case .managementEvent: managementEventValue = try scanner.value()
            case .userIdentity: userIdentity = try scanner.value()
            case .records, .lookupEvents:
                if mayHoldRecords, try scanner.peek() == 0x5B {
                    scanner.at += 1
                    return .inRecords
                }
                _ = try scanner.value()
            case .logEvents: envelope.logEvents = try scanner.value()
            case .detail, .event, .eventData, .eventJSON, .cloudTrailEvent: envelope.content = try scanner.value()
            case .time: envelope.time = try scanner.value()
            default: _ = try scanner.value()
            }
            more = try scanner.nextMember()
        }
        record = JSONSlice(.object, start, scanner.at - start)
        return .whole
    }
}

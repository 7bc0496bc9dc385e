// SPDX-License-Identifier: Apache-2.0

@testable import HinomiRecords

/// Hands `content` to `step` as a reader would: in pieces, with what was not used up in front of the next piece.
///
/// `size` gives the size of each piece. Every chunk ends 64 bytes before an unreadable page.
func feed(
    _ content: [UInt8], size: () -> Int, step: (UnsafeBufferPointer<UInt8>, UInt64, Bool) -> Int
) {
    var pending: [UInt8] = []
    var position = 0
    var taken = 0
    while true {
        let piece = min(max(size(), 1), content.count - taken)
        pending += content[taken..<(taken + piece)]
        taken += piece
        let isFinal = taken == content.count
        let guarded = GuardedBytes(pending, spare: isFinal ? 0x7D : 0x22)
        let used = withExtendedLifetime(guarded) { step(guarded.bytes, UInt64(position), isFinal) }
        position += used
        pending.removeFirst(used)
        if isFinal { return }
    }
}

/// A logged query with its texts copied.
struct OwnedQuery: Hashable {
    var time, source, name, type, region, vpc, instance, endpoint, interface: String
    var numbers: [Int]
    var answers: [String]
    var firewall: [String?]
    var account: AccountID
    var recordID: UInt64
    var offset: UInt64
    var record: String

    init(_ view: borrowing DNSQueryView) {
        time = view.time.iso8601
        source = view.source.description
        name = view.name.repairedString ?? ""
        type = view.typeText.repairedString ?? ""
        region = view.region.repairedString ?? ""
        vpc = view.vpcID.repairedString ?? ""
        instance = view.instanceID.repairedString ?? ""
        endpoint = view.resolverEndpoint.repairedString ?? ""
        interface = view.resolverInterface.repairedString ?? ""
        numbers = [
            Int(view.type), Int(view.queryClass), Int(view.responseCode), Int(view.transport.rawValue),
            Int(view.sourcePort),
            view.answerCount,
        ]
        answers = DNSAnswers(view.answers).map { "\($0.type) \($0.data.repairedString ?? "")" }
        firewall = [view.firewallAction, view.firewallDomainListID, view.firewallRuleGroupID].map { $0.string }
        account = view.account
        recordID = view.recordID
        offset = view.offset
        record = view.record.source
    }
}

/// What a parser made of a content.
struct Parsed<Record: Hashable>: Equatable {
    var records: [Record] = []
    var refusals: [ParseRefusal] = []
}

func queries(_ content: [UInt8], size: () -> Int = { 1 << 30 }) -> Parsed<OwnedQuery> {
    var result = Parsed<OwnedQuery>()
    var parser = ResolverQueryParser()
    feed(content, size: size) { chunk, offset, isFinal in
        parser.parse(
            chunk, at: offset, isFinal: isFinal, each: { result.records.append(OwnedQuery($0)) },
            refused: { result.refusals.append($0) })
    }
    return result
}

func queries(_ text: String) -> Parsed<OwnedQuery> { queries(Array(text.utf8)) }

/// An API call with its texts copied.
struct OwnedCall: Hashable {
    var time: Timestamp
    var recordID: UInt64
    var offset: UInt64
    var byteCount: Int
    var record: String
    var texts: [String: String]
    var values: [String: String]
    var readOnly: Bool?
    var managementEvent: Bool?
    var address: IPAddress?
    var account: AccountID

    init(_ view: borrowing APICallView) {
        time = view.time
        recordID = view.recordID
        offset = view.offset
        byteCount = view.byteCount
        record = view.record.source
        var reader = CallerIdentityReader()
        let identity = reader.read(view.userIdentity)
        let fields: [(String, JSONSlice)] = [
            ("eventVersion", view.eventVersion), ("eventID", view.eventID), ("eventName", view.eventName),
            ("eventSource", view.eventSource), ("eventType", view.eventType), ("eventCategory", view.eventCategory),
            ("awsRegion", view.region), ("sourceIPAddress", view.sourceIPAddress), ("userAgent", view.userAgent),
            ("errorCode", view.errorCode), ("errorMessage", view.errorMessage), ("requestID", view.requestID),
            ("sharedEventID", view.sharedEventID), ("recipientAccountId", view.recipientAccountID),
            ("vpcEndpointId", view.vpcEndpointID), ("userIdentity.type", identity.type),
            ("userIdentity.principalId", identity.principalID), ("userIdentity.arn", identity.arn),
            ("userIdentity.accountId", identity.accountID), ("userIdentity.accessKeyId", identity.accessKeyID),
            ("userIdentity.userName", identity.userName), ("userIdentity.invokedBy", identity.invokedBy),
            ("userIdentity.sessionContext.sessionIssuer.type", identity.issuerType),
            ("userIdentity.sessionContext.sessionIssuer.principalId", identity.issuerPrincipalID),
            ("userIdentity.sessionContext.sessionIssuer.arn", identity.issuerARN),
            ("userIdentity.sessionContext.sessionIssuer.accountId", identity.issuerAccountID),
            ("userIdentity.sessionContext.sessionIssuer.userName", identity.issuerUserName),
            ("userIdentity.sessionContext.attributes.mfaAuthenticated", identity.mfaAuthenticated),
            ("userIdentity.sessionContext.attributes.creationDate", identity.sessionCreationDate),
            ("userIdentity.sessionContext.ec2RoleDelivery", identity.ec2RoleDelivery),
            ("userIdentity.inScopeOf.issuerType", identity.credentialsIssuerType),
            ("userIdentity.inScopeOf.credentialsIssuedTo", identity.credentialsIssuedTo),
        ]
        texts = [:]
        for (name, slice) in fields where slice.isString { texts[name] = slice.repairedString }
        let raw: [(String, JSONSlice)] = [
            ("requestParameters", view.requestParameters), ("responseElements", view.responseElements),
            ("additionalEventData", view.additionalEventData), ("resources", view.resources),
            ("serviceEventDetails", view.serviceEventDetails), ("tlsDetails", view.tlsDetails),
            ("userIdentity", identity.whole),
        ]
        values = [:]
        for (name, slice) in raw where !slice.isAbsent { values[name] = slice.source }
        readOnly = view.readOnly
        managementEvent = view.managementEvent
        address = view.sourceAddress
        account = view.account
    }
}

func calls(_ content: [UInt8], size: () -> Int = { 1 << 30 }) -> Parsed<OwnedCall> {
    var result = Parsed<OwnedCall>()
    var parser = CloudTrailParser()
    feed(content, size: size) { chunk, offset, isFinal in
        parser.parse(
            chunk, at: offset, isFinal: isFinal, each: { result.records.append(OwnedCall($0)) },
            refused: { result.refusals.append($0) })
    }
    return result
}

func calls(_ text: String) -> Parsed<OwnedCall> { calls(Array(text.utf8)) }

// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// A finished contact as the owner of the interface sees it: who is who, who began, and how it went.
///
/// What it tells of the interface is valid during the fold only; detectors keep copies of what they need.
struct ObservedContact: Sendable {
    /// Which side opened the contact.
    enum Initiator: UInt8, Codable, Sendable {
        case unknown
        case local
        case remote
    }

    /// How a contact went.
    enum Outcome: UInt8, Codable, Sendable {
        /// Stopped by a security group or network ACL, and not answered.
        case refused
        /// Let through, and not answered.
        case silent
        /// Answered only to turn it down: a TCP exchange of at most three packets each way, the answer all bare packets.
        case reset
        /// Answered and over within five seconds.
        case short
        /// Answered.
        case established
        /// Records are missing, so that silence means nothing.
        case unknown

        /// Whether the other side really talked.
        var isAnswered: Bool { self == .short || self == .established }
        /// Whether nothing came of it.
        var isFailure: Bool { self == .refused || self == .silent || self == .reset }
    }

    /// The key of the interface that logged it.
    let interfaceKey: UInt64
    // Not counted, so that a contact is plain memory: every detector looks at every contact, and looking must cost nothing.
    // Whoever makes contacts keeps the cards for as long as anybody may look.
    unowned(unsafe) let card: InterfaceCard
    var local: IPAddress
    var localPort: UInt16
    var remote: IPAddress
    var remotePort: UInt16
    /// IANA protocol number.
    var protocolNumber: UInt8
    var packetsOut: UInt64
    var packetsIn: UInt64
    var bytesOut: UInt64
    var bytesIn: UInt64
    var first: Timestamp
    var last: Timestamp
    var initiator: Initiator
    var outcome: Outcome
    /// A security group or network ACL stopped packets of it.
    var isBlocked: Bool
    /// An earlier part of the same connection was seen already.
    var isContinued: Bool
    /// What its records do not show.
    var unsure: Unsure
    /// What the lists say of the remote address.
    var remoteMark: ListMark
    /// Records it was joined from, and the first and last of them.
    var records: UInt32
    var firstRecord: RecordReference
    var lastRecord: RecordReference

    /// The interface that logged it.
    var interface: InterfaceFacts { card.facts.value }

    /// The account of that interface.
    var account: AccountID { card.account }

    static let tcp: UInt8 = 6
    static let udp: UInt8 = 17

    /// Duration from the first packet to the last.
    var seconds: Int64 { max(0, last.seconds - first.seconds) }

    /// The first and the last record, as evidence.
    var evidence: Evidence {
        var evidence = Evidence()
        evidence.add(firstRecord)
        if records > 1 { evidence.add(lastRecord) }
        return evidence
    }

    /// The contact as a finding shows it.
    var action: Action {
        .networkConnection(
            NetworkConnection(
                direction: initiator == .local ? .outbound : initiator == .remote ? .inbound : .unknown,
                protocolNumber: protocolNumber, isBlocked: isBlocked, localAddress: local, localPort: localPort,
                remoteAddress: remote, remotePort: remotePort, localInterfaceID: interface.interfaceID))
    }

    /// The instance behind the interface, as far as the records tell.
    var resource: Resource {
        var instance = InstanceDetails()
        instance.instanceID = interface.instanceID
        instance.networkInterfaceID = interface.interfaceID
        instance.privateAddress = local
        instance.vpcID = interface.vpcID
        instance.subnetID = interface.subnetID
        instance.availabilityZone = interface.availabilityZoneID
        return .instance(instance)
    }

    /// What names the instance in a finding's identity.
    var owner: String { interface.instanceID.isEmpty ? interface.interfaceID : interface.instanceID }
}

/// What is known of an interface, in one place for all contacts of it: a contact is a large value, and copying it must not
/// copy texts.
final class InterfaceCard: Sendable {
    let facts: Shared<InterfaceFacts>
    let account: AccountID
    /// The lists that act on its account besides those that act on all; nil where there are none.
    let own: OwnLists?

    init(_ facts: Shared<InterfaceFacts>, own: OwnLists?) {
        self.facts = facts
        account = facts.value.account
        self.own = own
    }
}

// SPDX-License-Identifier: Apache-2.0

public import HinomiFindings
public import HinomiRecords

/// One query to the VPC resolver, as the fold keeps it; the name's bytes lie beside it.
public struct QueryRecord: Codable, Sendable {
    /// Who asked: the stable hash of account, region, VPC and instance, or the address where no instance is logged.
    public var client: UInt64
    public var time: Timestamp
    /// Stable 63-bit hash of the raw record.
    public var recordID: UInt64
    public var origin: Origin
    public var source: IPAddress
    /// What the lists that act on all accounts say of the name; 0 is nothing.
    public var mark: UInt32
    /// Query type number (A is 1, TXT 16 …).
    public var type: UInt16
    /// Where the registered domain begins in the name; `.max` when the name has none.
    public var domainStart: UInt16
    /// NOERROR 0, NXDOMAIN 3 …; 255 when not known.
    public var responseCode: UInt8
    /// An address was asked for, and there were answers, but none of them an address: aliases that lead nowhere.
    public var lacksAddress: Bool
    /// An answer was the address of the instance metadata service.
    public var leadsToMetadata: Bool
    /// Asked over TCP.
    public var isTCP: Bool
    /// Resolver DNS Firewall blocked it.
    public var isBlocked: Bool
    /// What its name says by itself. Not kept in snapshots: `describe` finds it out again.
    public private(set) var facts = NameFacts()
    /// How much its domain looks made by a program, where detectors want to know.
    var score: Float = 0

    private enum CodingKeys: CodingKey {
        case client, time, recordID, origin, source, mark, type, domainStart, responseCode
        case lacksAddress, leadsToMetadata, isTCP, isBlocked
    }

    public init(client: UInt64, time: Timestamp, recordID: UInt64, origin: Origin, source: IPAddress) {
        self.client = client
        self.time = time
        self.recordID = recordID
        self.origin = origin
        self.source = source
        mark = 0
        type = 0
        domainStart = .max
        responseCode = 255
        lacksAddress = false
        leadsToMetadata = false
        isTCP = false
        isBlocked = false
    }
}

extension QueryRecord {
    /// The query of a view, asked by a client, without what the intelligence and the suffixes say of its name.
    public init(_ view: borrowing DNSQueryView, client: UInt64, input: UInt32) {
        self.init(
            client: client, time: view.time, recordID: view.recordID, origin: Origin(input: input, offset: view.offset),
            source: view.source)
        type = view.type
        responseCode = view.responseCode
        isTCP = view.transport == .tcp
        isBlocked = view.firewallAction.isExactly("BLOCK")
        guard view.type == 1, view.answerCount > 0 else { return }
        lacksAddress = true
        for answer in DNSAnswers(view.answers) where answer.type == 1 {
            lacksAddress = false
            if answer.data.isExactly("169.254.169.254") { leadsToMetadata = true }
        }
    }
}

extension QueryRecord {
    /// Forgets what is known of its name.
    mutating func forgetName() { (mark, domainStart, facts, score) = (0, .max, NameFacts(), 0) }

    /// Whether it asks for addresses (A, AAAA), or for what browsers ask along with them (SVCB, HTTPS).
    var asksForAddress: Bool {
        switch type {
        case 1, 28, 64, 65: true
        default: false
        }
    }

    // Names that somebody outside could have registered, and that failed.
    private var wantsScore: Bool { responseCode == 3 && asksForAddress && facts.traits.contains(.ofOutside) }

    /// Takes in where the registered domain begins in its name, and what the name says by itself.
    public mutating func describe(_ name: UnsafeBufferPointer<UInt8>, domainStart: Int?) {
        self.domainStart = domainStart.map(UInt16.init) ?? .max
        facts = NameFacts(name, domainStart: self.domainStart)
        if wantsScore { score = DomainScores.score(UnsafeBufferPointer(rebasing: name[Int(self.domainStart)...])) }
    }

    /// Takes in what is known of its name.
    public mutating func describe(
        _ name: UnsafeBufferPointer<UInt8>, domainStart: UInt16, facts: NameFacts, scores: inout DomainScores
    ) {
        self.domainStart = domainStart
        self.facts = facts
        guard wantsScore else { return }
        score = scores.score(UnsafeBufferPointer(rebasing: name[Int(domainStart)...]), hash: facts.domainHash)
    }
}

/// What queries say of the client that asked. Empty text means not said.
public struct ClientFacts: Hashable, Codable, Sendable {
    public var account: AccountID
    public var region: String
    public var vpcID: String
    public var instanceID: String
    public var address: IPAddress

    public init(account: AccountID, region: String, vpcID: String, instanceID: String, address: IPAddress) {
        self.account = account
        self.region = region
        self.vpcID = vpcID
        self.instanceID = instanceID
        self.address = address
    }

    /// The key of the client: the instance where one is logged, else the address, within region and VPC.
    ///
    /// Everything that names the client in findings is part of it, so that what is known of a client never changes.
    public static func key(
        account: AccountID, region: UnsafeBufferPointer<UInt8>, vpc: UnsafeBufferPointer<UInt8>,
        instance: UnsafeBufferPointer<UInt8>,
        address: IPAddress
    ) -> UInt64 {
        var hash = StableHash(seed: 2)
        hash.combine(account.number)
        hash.combine(region)
        hash.combine(vpc)
        if instance.isEmpty {
            hash.combine(address.high)
            hash.combine(address.low)
        } else {
            hash.combine(instance)
        }
        return hash.value
    }

    /// Takes the greater of each text, so that the result does not depend on which came first.
    mutating func merge(_ other: ClientFacts) {
        region = max(region, other.region)
        vpcID = max(vpcID, other.vpcID)
        instanceID = max(instanceID, other.instanceID)
        address = min(address, other.address)
    }
}

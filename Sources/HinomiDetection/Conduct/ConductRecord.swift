// SPDX-License-Identifier: Apache-2.0

public import HinomiFindings
public import HinomiRecords

/// One API call as profiles of behaviour see it: hashes of who, where and what. Its texts lie beside it.
public struct ConductRecord: Codable, Sendable {
    public var account: AccountID
    public var time: Timestamp
    /// Stable hash of the event id: copies of an event are one.
    public var recordID: UInt64
    public var origin: Origin
    public var address: IPAddress
    /// Who called: a user, a role, or a person in a role.
    var principal: UInt64
    /// With which of their credentials.
    var credentials: UInt64
    /// Those who may be expected to do alike: people in the same role, users of the account.
    var peers: UInt64
    /// Service and operation.
    var api: UInt64
    /// The family of the user agent.
    var agent: UInt32
    var region: UInt32
    /// 0 for success.
    var error: UInt32
    /// 0 where none is named.
    var bucket: UInt32
    /// The type of instance that was launched; 0 for none.
    var launched: UInt32
    var kind: Kind
    var succeeded: Bool
    var isData: Bool

    /// What kind of identity called: their sessions are held against each other.
    enum Kind: UInt8, Codable, Sendable, CaseIterable { case user, root, person, role, instance }
}

extension ConductRecord {
    /// The call of a view; nil for calls that AWS makes and those without a caller or an address: they show nobody's habits.
    init?(_ view: APICallView, input: UInt32, agents: inout AgentCache) {
        let identity = view.identity
        guard !identity.invokedBy.isPresent, let address = view.sourceAddress,
            view.eventName.isString, view.eventSource.isString, let kind = Kind(identity)
        else { return nil }
        account = view.account
        time = view.time
        recordID = view.recordID
        origin = Origin(input: input, offset: view.offset)
        self.address = address
        self.kind = kind
        let caller = kind == .user || kind == .root || kind == .person ? identity.arn : identity.issuerARN
        let named = caller.count > 0 ? caller : identity.principalID
        guard named.count > 0 else { return nil }
        principal = StableHash.of(named.bytes)
        credentials = identity.accessKeyID.count > 0 ? StableHash.of(identity.accessKeyID.bytes) : principal
        var peers = StableHash(seed: UInt64(kind.rawValue) &+ 40)
        if kind == .person { peers.combine(identity.issuerARN.bytes) }
        self.peers = peers.value
        api = APIMeanings.key(service: view.eventSource, name: view.eventName)
        agent = agents.family(of: view.userAgent.bytes).hash
        region = ConductRecord.short(view.region)
        error = view.succeeded ? 0 : ConductRecord.short(view.errorCode)
        succeeded = view.succeeded
        isData = view.eventCategory.isExactly("Data") || view.managementEvent == false
        bucket = 0
        launched = 0
        if view.eventSource.isExactly("s3.amazonaws.com") {
            bucket = ConductRecord.short(view.requestParameters["bucketName"])
        } else if view.eventName.isExactly("RunInstances") {
            launched = ConductRecord.short(view.requestParameters["instanceType"])
        }
    }

    // Half a hash, never 0 for a text.
    private static func short(_ text: JSONSlice) -> UInt32 {
        text.count == 0 ? 0 : UInt32(truncatingIfNeeded: StableHash.of(text.bytes)) | 1
    }
}

extension ConductRecord.Kind {
    /// nil for those whose habits are not learned: services, strangers of other accounts, nobody.
    init?(_ identity: CallerIdentity) {
        let type = identity.type
        if type.isExactly("IAMUser") {
            self = .user
        } else if type.isExactly("AssumedRole") {
            if InstanceSession.isOne(identity) {
                self = .instance
            } else {
                self = ConductRecord.Kind.isPerson(identity) ? .person : .role
            }
        } else if type.isExactly("Root") {
            self = .root
        } else if type.isExactly("FederatedUser") || type.isExactly("SAMLUser") || type.isExactly("IdentityCenterUser")
        {
            self = .person
        } else {
            return nil
        }
    }

    // A session that carries a person's name: Identity Center's, and those named by an address of mail.
    private static func isPerson(_ identity: CallerIdentity) -> Bool {
        if identity.onBehalfOf.isPresent || identity.issuerUserName.hasPrefix("AWSReservedSSO_") { return true }
        return identity.arn.bytes.contains(0x40)
    }
}

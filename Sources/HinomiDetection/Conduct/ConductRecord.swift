// SPDX-License-Identifier: Apache-2.0

import CBytes
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
    /// What the caller can be known by again.
    var mark: CallerMark
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
    /// The account of the caller; unknown where the record does not say.
    var callerAccount: AccountID
    /// The id of the instance whose credentials were used; 0 for other callers.
    var instance: UInt64
    /// The function whose credentials were used, or may have been.
    var function: FunctionSession?
    /// The account whose VPC endpoint an instance's call came through, where that is another one; else unknown.
    var endpointOwner: AccountID
    /// What the call handed out.
    var issued: IssuedCredentials
    var kind: Kind
    /// How much is at stake with such calls.
    var stakes: Stakes
    var succeeded: Bool
    var isData: Bool
    /// What is in an object of a bucket was read.
    var readsObject: Bool
    /// The call came over the internet, not through an endpoint.
    var isFromInternet: Bool

    /// How much calls of an API matter in an attack: not at all, some, or much by themselves.
    enum Stakes: UInt8, Codable, Comparable, Sendable {
        case none, some, high

        static func < (a: Stakes, b: Stakes) -> Bool { a.rawValue < b.rawValue }
    }

    /// What kind of identity called: their sessions are held against each other.
    enum Kind: UInt8, Codable, Sendable, CaseIterable { case user, root, person, role, instance }
}

extension ConductRecord {
    /// The call of a view and its caller; nil for calls without an address or a name: they show nobody's habits.
    init?(
        _ view: APICallView, _ objects: CallObjects, by caller: CallerFacts, from address: IPAddress?, input: UInt32,
        agent: AgentCache.Entry, api: APICache.Entry
    ) {
        guard let address, view.eventName.isString, view.eventSource.isString else { return nil }
        account = view.account
        time = view.time
        recordID = view.recordID
        origin = Origin(input: input, offset: view.offset)
        self.address = address
        kind = caller.kind
        principal = caller.principal
        credentials = caller.credentials
        peers = caller.peers
        mark = caller.mark
        self.api = api.key
        stakes = api.stakes
        self.agent = agent.family
        region = ConductRecord.short(view.region)
        error = view.succeeded ? 0 : ConductRecord.short(view.errorCode)
        succeeded = view.succeeded
        isData = view.eventCategory.isExactly("Data") || view.managementEvent == false
        callerAccount = caller.account
        instance = caller.instance
        issued = IssuedCredentials(view, of: account, to: callerAccount)
        function = caller.function
        isFromInternet = address.isPublic && !view.vpcEndpointID.isPresent
        endpointOwner = .unknown
        if let owner = view.vpcEndpointAccountID.account, owner != account, owner != callerAccount {
            endpointOwner = owner
        }
        readsObject = isData && succeeded && objects.bucket.count > 0 && view.eventName.isExactly("GetObject")
        bucket = ConductRecord.short(objects.bucket)
        launched = ConductRecord.short(objects.launched)
    }

    // Half a hash, never 0 for a text.
    private static func short(_ text: JSONSlice) -> UInt32 {
        text.count == 0 ? 0 : UInt32(truncatingIfNeeded: StableHash.of(text.bytes)) | 1
    }
}

/// What a call is about, where its parameters say so in a way that is profiled.
struct CallObjects {
    var bucket = JSONSlice()
    /// The type of instance.
    var launched = JSONSlice()

    init(_ view: APICallView) {
        if view.eventSource.isExactly("s3.amazonaws.com") {
            bucket = view.requestParameters["bucketName"]
        } else if view.eventName.isExactly("RunInstances") {
            launched = view.requestParameters["instanceType"]
        }
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
        return hinomi_bytes_hold(identity.arn.bytes.baseAddress, identity.arn.count, 0x40) != 0
    }
}

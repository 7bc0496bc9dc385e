// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// Who a caller is, as profiles of behaviour see it.
struct CallerFacts: Sendable {
    var kind: ConductRecord.Kind
    /// A user, a role, or a person in a role.
    var principal: UInt64
    /// Which of their credentials.
    var credentials: UInt64
    /// Those who may be expected to do alike.
    var peers: UInt64
    /// What the caller can be known by again.
    var mark: CallerMark
    /// The caller's account; unknown where the record does not say.
    var account: AccountID
    /// The id of the instance whose credentials are used; 0 for other callers.
    var instance: UInt64
    /// The function whose credentials are used, or may be.
    var function: FunctionSession?

    /// What an identity says; nil for AWS itself, and for callers without a name or of whom no habits are learned.
    init?(_ identity: CallerIdentity) {
        guard !identity.invokedBy.isPresent, let kind = ConductRecord.Kind(identity) else { return nil }
        let caller = kind == .user || kind == .root || kind == .person ? identity.arn : identity.issuerARN
        let named = caller.count > 0 ? caller : identity.principalID
        guard named.count > 0 else { return nil }
        self.kind = kind
        principal = StableHash.of(named.bytes)
        credentials = identity.accessKeyID.count > 0 ? StableHash.of(identity.accessKeyID.bytes) : principal
        var peers = StableHash(seed: UInt64(kind.rawValue) &+ 40)
        if kind == .person { peers.combine(identity.issuerARN.bytes) }
        self.peers = peers.value
        mark = CallerMark(identity, kind: kind, principal: principal, credentials: credentials)
        account = identity.accountID.account ?? .unknown
        instance =
            kind == .instance ? InstanceSession.id(in: identity.principalID.bytes).map { StableHash.of($0) } ?? 0 : 0
        function = kind == .role ? FunctionSession(identity) : nil
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// Hashes of what a caller can be known by again. 0 stands for none.
struct CallerMark: Codable, Hashable, Sendable {
    /// The access key, else the principal.
    var credential: UInt64
    /// The principal: a user, or a session of a role by its name.
    var principal: UInt64
    /// The name of a user, or the instance that a session is named after.
    var name: UInt64 = 0

    /// The mark of a caller with a profile, without making texts of it.
    init(_ identity: CallerIdentity, kind: ConductRecord.Kind, principal named: UInt64, credentials: UInt64) {
        let id = CallerMark.shown(identity.principalID)
        principal = id.count > 0 ? StableHash.of(id) : named
        credential = identity.accessKeyID.isString && identity.accessKeyID.count > 0 ? credentials : principal
        switch kind {
        case .user: name = CallerMark.user(CallerMark.shown(identity.userName))
        case .instance: name = CallerMark.session(id)
        default: break
        }
    }

    /// The mark of the caller that a signal names.
    init(_ caller: AccessKeyDetails) {
        principal = CallerMark.of(caller.principalID.isEmpty ? caller.userType + caller.userName : caller.principalID)
        credential = caller.accessKeyID.isEmpty ? principal : CallerMark.of(caller.accessKeyID)
        if caller.userType == "IAMUser" {
            name = CallerMark.user(caller.userName)
        } else if caller.userType == "AssumedRole" {
            var id = caller.principalID
            name = id.withUTF8(CallerMark.session)
        }
    }

    /// What it is known by.
    var all: [UInt64] {
        if principal == credential { return name == 0 ? [credential] : [credential, name] }
        return name == 0 ? [credential, principal] : [credential, principal, name]
    }

    /// The hash of a key or principal by itself.
    static func of(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { StableHash.of($0) }
    }

    /// The hash of a user's name.
    static func user(_ name: String) -> UInt64 {
        var name = name
        return name.withUTF8(user)
    }

    /// The hash of a role's name.
    static func role(_ name: some StringProtocol) -> UInt64 { named(kind: 2, name) }

    /// The hash of an instance's id.
    static func instance(_ id: some StringProtocol) -> UInt64 { named(kind: 3, id) }

    private static func named(kind: UInt64, _ name: some StringProtocol) -> UInt64 {
        var name = String(name)
        return name.withUTF8 { named(kind: kind, $0) }
    }

    // As much of a text as findings show, by which signals name the same caller.
    private static func shown(_ text: JSONSlice) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: text.bytes[..<(text.isString ? min(text.count, ConductText.limit) : 0)])
    }

    private static func user(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
        name.count > 0 ? named(kind: 1, name) : 0
    }

    // The instance in the principal of its session, `AROA…:i-…`; 0 for other sessions.
    private static func session(_ principal: UnsafeBufferPointer<UInt8>) -> UInt64 {
        InstanceSession.id(in: principal).map { named(kind: 3, $0) } ?? 0
    }

    private static func named(kind: UInt64, _ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash = StableHash(seed: 70 &+ kind)
        hash.combine(name)
        return hash.value
    }
}

/// The neighbourhood of an address, in which somebody mostly stays when the address changes.
struct Neighbourhood: Codable, Hashable, Sendable {
    private var high: UInt64
    private var low: UInt64

    /// The /24 of an IPv4 address, the /48 of an IPv6 address.
    init(_ address: IPAddress) {
        high = address.isV4 ? address.high : (address.high >> 16) << 16
        low = address.isV4 ? (address.low >> 8) << 8 : 0
    }
}

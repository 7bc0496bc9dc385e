// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// The session in which a Lambda function uses its role: AWS names it after the function.
struct FunctionSession: Codable, Sendable {
    /// Hashes of the names of function and role.
    var function: UInt32
    var role: UInt32
    /// Whether the record itself says that a function's credentials were used, as newer ones do.
    var isCertain: Bool

    /// Function and role as one number, that of the function first.
    var key: UInt64 { UInt64(function) << 32 | UInt64(role) }

    // The longest names of a role and of a session.
    private static let longest = 64

    private init(_ role: UnsafeBufferPointer<UInt8>, _ session: UnsafeBufferPointer<UInt8>, isCertain: Bool) {
        function = FunctionSession.hash(session)
        self.role = FunctionSession.hash(role)
        self.isCertain = isCertain
    }

    /// The session of a caller that is a function, or may be one: of records that say nothing, those of roles that are named
    /// after functions or for them.
    init?(_ identity: CallerIdentity) {
        guard identity.type.isExactly("AssumedRole"), let session = FunctionSession.name(in: identity.principalID.bytes)
        else { return nil }
        let role = identity.issuerUserName.bytes
        guard 1...FunctionSession.longest ~= role.count else { return nil }
        if identity.inScopeOf.kind == .object, identity.inScopeOf.count > 2 {
            guard identity.credentialsIssuerType.isExactly("AWS::Lambda::Function") else { return nil }
            self.init(role, session, isCertain: true)
        } else {
            let mayBeOne =
                role.starts(with: session) || FunctionSession.namesLambda(role)
                || FunctionSession.namesLambda(session)
            guard mayBeOne else { return nil }
            self.init(role, session, isCertain: false)
        }
    }

    /// The session that Lambda asks for; nil where it is not told.
    init?(askedFor parameters: JSONSlice) {
        let arn = parameters["roleArn"].bytes
        let session = parameters["roleSessionName"].bytes
        guard let slash = arn.lastIndex(of: 0x2F), arn.count - slash - 1 <= FunctionSession.longest,
            1...FunctionSession.longest ~= session.count
        else { return nil }
        self.init(UnsafeBufferPointer(rebasing: arn[(slash + 1)...]), session, isCertain: false)
    }

    /// The hash of a function's name.
    static func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt32 {
        UInt32(truncatingIfNeeded: StableHash.of(name))
    }

    /// The function in the principal id of its session, `AROA…:function`.
    static func name(in principalID: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
        guard let colon = principalID.firstIndex(of: 0x3A) else { return nil }
        let name = UnsafeBufferPointer(rebasing: principalID[(colon + 1)...])
        return 1...longest ~= name.count ? name : nil
    }

    private static func namesLambda(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        guard name.count >= 6 else { return false }
        for at in 0...(name.count - 6) where name[at] | 0x20 == 0x6C {
            if name[at + 1] | 0x20 == 0x61, name[at + 2] | 0x20 == 0x6D, name[at + 3] | 0x20 == 0x62,
                name[at + 4] | 0x20 == 0x64, name[at + 5] | 0x20 == 0x61
            {
                return true
            }
        }
        return false
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import HinomiService
import HinomiSigning
import HinomiStore

/// Tells who sent a request, by its signature.
struct Authenticator: Sendable {
    let store: Store
    let seal: SecretSeal

    /// Who sent a request, all of which is there; throws a `SignatureError` where what it claims is not to be believed.
    ///
    /// An unknown key takes about as long as a known one: it is checked against a secret that nobody has.
    func caller(
        claiming claim: SignatureClaim, of request: SignableRequest, service: String, now: Timestamp
    ) async throws -> Caller {
        let seal = seal
        let known = try await store.read { try $0.verificationKey(claim.accessKeyID, seal: seal) }
        guard let known else {
            try? claim.verify(request, secret: "no key has this secret", now: now)
            throw SignatureError.unknownKey
        }
        try claim.verify(request, secret: known.secret, now: now)
        guard known.accepts(sessionToken: claim.sessionToken) else { throw SignatureError.unknownKey }
        if let end = known.key.expiresAt, end <= now { throw SignatureError.keyExpired }
        guard claim.scope.service == service else {
            throw SignatureError.incomplete("Credential should be scoped to correct service: '\(service)'.")
        }
        guard claim.scope.region.isRegionName else {
            throw SignatureError.incomplete("Credential should be scoped to a valid region.")
        }
        return Caller(
            account: known.key.account, region: claim.scope.region, level: known.key.level, keyID: known.key.id)
    }
}

extension String {
    /// Whether a region could be called so.
    fileprivate var isRegionName: Bool {
        1...32 ~= utf8.count
            && utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "-") }
    }
}

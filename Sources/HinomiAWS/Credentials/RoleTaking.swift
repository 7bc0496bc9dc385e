// SPDX-License-Identifier: Apache-2.0

import HinomiOutbound

/// A role of AWS, and as whom one takes it on.
package struct Role: Hashable, Sendable {
    package var arn: String
    /// What the role's owner wants to be told, so that nobody else has us use the role.
    package var externalID: String?
    /// The session's name, which CloudTrail shows.
    package var sessionName: String?
    /// For how long; an hour where nothing is said.
    package var seconds: Int?

    /// A role of this ARN.
    package init(arn: String, externalID: String? = nil, sessionName: String? = nil, seconds: Int? = nil) {
        self.arn = arn
        self.externalID = externalID
        self.sessionName = sessionName
        self.seconds = seconds
    }
}

/// A role that is taken on with a token in a file, as Kubernetes writes one.
struct WebIdentity: Hashable, Sendable {
    var role: String
    var tokenFile: String
    var sessionName: String?
}

/// Takes on roles.
struct RoleTaking: Sendable {
    let sts: STSClient

    static let tokenLimit = 64 << 10

    /// The credentials of a role, taken on with those of a source.
    func assume(_ role: Role, with source: TimedCredentials) async throws(AWSError) -> TimedCredentials {
        do {
            return try await sts.assume(role, with: source)
        } catch {
            throw .credentials("the role \(role.arn) cannot be taken on: \(error)")
        }
    }

    /// The credentials of a role, taken on with the token that is in its file now.
    func assume(_ identity: WebIdentity) async throws(AWSError) -> TimedCredentials {
        let token: [UInt8]
        do throws(OutboundError) {
            token = try LocalFile.content(at: identity.tokenFile, limit: RoleTaking.tokenLimit)
        } catch {
            throw .credentials("the token in \(identity.tokenFile) cannot be used: \(error)")
        }
        do {
            return try await sts.assume(
                identity, token: String(decoding: token.trimming(while: { $0 <= 0x20 }), as: UTF8.self))
        } catch {
            throw .credentials("the role \(identity.role) cannot be taken on: \(error)")
        }
    }
}

/// `AWS_WEB_IDENTITY_TOKEN_FILE`, `AWS_ROLE_ARN` and `AWS_ROLE_SESSION_NAME`.
struct WebIdentityCredentials: CredentialSource {
    let environment: [String: String]
    let roles: RoleTaking

    func credentials() async throws(AWSError) -> TimedCredentials? {
        guard let file = environment["AWS_WEB_IDENTITY_TOKEN_FILE"], let role = environment["AWS_ROLE_ARN"],
            !file.isEmpty, !role.isEmpty
        else { return nil }
        return try await roles.assume(
            WebIdentity(role: role, tokenFile: file, sessionName: environment["AWS_ROLE_SESSION_NAME"]))
    }
}

/// A role that is taken on with the credentials of another source.
package struct AssumedRole: CredentialSource {
    private let role: Role
    private let source: CredentialCache
    private let sts: STSClient

    /// The role, taken on with the credentials that `source` keeps.
    package init(_ role: Role, with source: CredentialCache, endpoints: ServiceEndpoints, network: Network) {
        self.role = role
        self.source = source
        sts = STSClient(endpoints: endpoints, network: network)
    }

    /// The role's credentials, taken on anew.
    package func credentials() async throws(AWSError) -> TimedCredentials? {
        try await RoleTaking(sts: sts).assume(role, with: TimedCredentials(key: try await source.current()))
    }
}

extension [UInt8] {
    /// Without the bytes at both ends of which `isOuter` is true.
    func trimming(while isOuter: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        var rest = drop(while: isOuter)
        while let last = rest.last, isOuter(last) { rest.removeLast() }
        return rest
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiSigning

/// Keys as the environment and profiles hold them.
///
/// A shell from which this very server is asked holds a key of ours under the names of a key of AWS. Such a key is passed over
/// as if it were not there, so that it is never shown to AWS.
package struct KeyReading: Sendable {
    private let isOurs: @Sendable (String) -> Bool

    /// Reads keys of which `isOurs` does not say by their id that they are this server's own.
    package init(isOurs: @escaping @Sendable (String) -> Bool = { _ in false }) { self.isOurs = isOurs }

    /// The key of these parts; nil where they are none, or it is one of ours.
    func key(_ id: String?, _ secret: String?, _ token: String?) -> SigningCredentials? {
        guard let id, let secret, !id.isEmpty, !secret.isEmpty, !isOurs(id) else { return nil }
        return SigningCredentials(
            accessKeyID: id, secret: secret, sessionToken: token?.isEmpty == false ? token : nil)
    }
}

/// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`.
struct EnvironmentCredentials: CredentialSource {
    let environment: [String: String]
    let keys: KeyReading

    func credentials() async throws(AWSError) -> TimedCredentials? {
        keys.key(
            environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"], environment["AWS_SESSION_TOKEN"]
        ).map { TimedCredentials(key: $0) }
    }
}

// SPDX-License-Identifier: Apache-2.0

package import HinomiRecords
package import HinomiSigning

/// A key, and until when it holds.
package struct TimedCredentials: Hashable, Sendable {
    package var key: SigningCredentials
    /// When it stops to hold; nil for never.
    package var expiresAt: Timestamp?

    /// A key that holds until then.
    package init(key: SigningCredentials, expiresAt: Timestamp? = nil) {
        self.key = key
        self.expiresAt = expiresAt
    }
}

/// Something that may have credentials.
package protocol CredentialSource: Sendable {
    /// The credentials that it has now; nil where it is not set up at all, throws where it is and does not work.
    func credentials() async throws(AWSError) -> TimedCredentials?
}

/// Credentials that somebody has already.
package struct FixedCredentials: CredentialSource {
    private let fixed: TimedCredentials

    /// These and no others.
    package init(_ fixed: TimedCredentials) { self.fixed = fixed }

    /// What it was made with.
    package func credentials() async throws(AWSError) -> TimedCredentials? { fixed }
}

/// The first of several sources that has credentials.
package struct CredentialChain: CredentialSource {
    private let sources: [any CredentialSource]

    /// A chain of sources, which are asked in this order.
    package init(_ sources: [any CredentialSource]) { self.sources = sources }

    /// The credentials of the first source that is set up.
    package func credentials() async throws(AWSError) -> TimedCredentials? {
        for source in sources { if let found = try await source.credentials() { return found } }
        return nil
    }
}

/// Reads a key out of the JSON in which containers, the metadata service and programs tell it.
enum CredentialDocument {
    /// The credentials in a document; `token` is the name of the member with the session's token.
    static func read(_ document: JSONValue, token: String) throws(AWSError) -> TimedCredentials {
        guard let id = document["AccessKeyId"]?.text, let secret = document["SecretAccessKey"]?.text, !id.isEmpty,
            !secret.isEmpty
        else { throw .credentials("what was told of credentials holds no key") }
        var expiresAt: Timestamp?
        if let text = document["Expiration"]?.text {
            expiresAt = Timestamp(iso8601: text)
            guard expiresAt != nil else { throw .credentials("what was told of credentials holds no time of expiry") }
        }
        let session = document[token]?.text
        return TimedCredentials(
            key: SigningCredentials(
                accessKeyID: id, secret: secret, sessionToken: session?.isEmpty == false ? session : nil),
            expiresAt: expiresAt)
    }
}

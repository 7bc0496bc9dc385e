// SPDX-License-Identifier: Apache-2.0

import Crypto
package import HinomiRecords

/// A key that requests are signed with.
package struct AccessKey: Sendable {
    package var id: String
    package var account: AccountID
    package var level: AccessLevel
    package var createdAt: Timestamp
    /// When it stops to hold; nil for never.
    package var expiresAt: Timestamp?
    /// What it is for, in its maker's words.
    package var note: String
}

/// A key as it is told once, when it is made.
package struct NewAccessKey: Sendable {
    package var key: AccessKey
    package var secret: String
    /// What has to be sent with it, for keys that expire.
    package var sessionToken: String?
}

/// A key as requests are checked with.
package struct VerificationKey: Sendable {
    package var key: AccessKey
    package var secret: String
    // The token's hash: the token itself need not be known to tell whether it is right.
    let sessionTokenHash: [UInt8]?

    /// Whether this is the session token that was given out with the key; for keys without, whether there is none.
    package func accepts(sessionToken: String?) -> Bool {
        switch (sessionTokenHash, sessionToken) {
        case (nil, nil): true
        case (let hash?, let token?): Array(SHA256.hash(data: Array(token.utf8))) == hash
        default: false
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Whom something lets in.
enum Audience: UInt8, Comparable, Codable, Sendable {
    /// Nobody but those it names.
    case named
    /// Everybody with an AWS account.
    case accounts
    /// Everybody on the internet.
    case everyone

    static func < (a: Audience, b: Audience) -> Bool { a.rawValue < b.rawValue }
}

/// What the public may do with a bucket by its policy or its ACL, and which public.
struct PublicGrant: Equatable, Codable, Sendable {
    var audience = Audience.named
    var read = false
    var write = false
    /// Statements or grants that let the public in.
    var count = 0
    /// Whether something was met that may take back what is given, and is not understood.
    var isHedged = false

    /// Takes in one more grant.
    mutating func add(_ audience: Audience, read: Bool, write: Bool) {
        guard audience > .named else { return }
        self.audience = max(self.audience, audience)
        self.read = self.read || read
        self.write = self.write || write
        count += 1
    }

    /// What may be done, in words.
    var words: String { read && write ? "to read and write" : write ? "to write" : "to read" }
}

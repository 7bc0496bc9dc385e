// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// Something that is worth telling when an interface does it for the first time.
struct FirstUseRule: Sendable {
    var type: FindingType
    /// Which contacts are of that kind.
    var includes: @Sendable (ObservedContact) -> Bool
    /// What is new about such a contact, when it is.
    var thing: @Sendable (ObservedContact) -> UInt64
    /// The same in words, for the finding's identity.
    var name: @Sendable (ObservedContact) -> String
    var severity: @Sendable (ObservedContact) -> Severity = { _ in .medium }
    /// Contacts with the new thing in a day that make it more than an accident, and bytes that do so too.
    var contacts = 3
    var bytes: UInt64 = 10_000
    /// What the finding says besides.
    var context: @Sendable (ObservedContact) -> String? = { _ in nil }

    /// The hash of an address, for rules whose new things are addresses.
    static func hash(of address: IPAddress) -> UInt64 {
        var hash = StableHash(seed: 9)
        hash.combine(address)
        return hash.value
    }
}

extension FirstUseRule {
    /// Every rule; a contact belongs to the first that includes it. States refer to them by place, so new ones go in front
    /// of the last, which takes the rest, only together with a new version of snapshots.
    static let all: [FirstUseRule] = [.dnsResolver, .dnsOverTLS, .dnsOverHTTPS, .networkPort]
}

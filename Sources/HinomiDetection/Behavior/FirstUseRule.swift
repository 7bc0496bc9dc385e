// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// Something that is worth telling when an interface does it for the first time.
///
/// A class, because every contact is held against rules, and a struct of closures is dear to copy.
final class FirstUseRule: Sendable {
    let type: FindingType
    /// Which contacts are of that kind.
    let includes: @Sendable (ObservedContact) -> Bool
    /// What is new about such a contact, when it is.
    let thing: @Sendable (ObservedContact) -> UInt64
    /// The same in words, for the finding's identity.
    let name: @Sendable (ObservedContact) -> String
    let severity: @Sendable (ObservedContact) -> Severity
    /// Contacts with the new thing in a day that make it more than an accident, and bytes that do so too.
    let contacts: any KeyPath<FirstUse.Limits, Int> & Sendable
    let bytes: any KeyPath<FirstUse.Limits, UInt64> & Sendable
    /// What the finding says besides.
    let context: @Sendable (ObservedContact) -> String?

    init(
        type: FindingType, includes: @escaping @Sendable (ObservedContact) -> Bool,
        thing: @escaping @Sendable (ObservedContact) -> UInt64, name: @escaping @Sendable (ObservedContact) -> String,
        severity: @escaping @Sendable (ObservedContact) -> Severity = { _ in .medium },
        contacts: any KeyPath<FirstUse.Limits, Int> & Sendable, bytes: any KeyPath<FirstUse.Limits, UInt64> & Sendable,
        context: @escaping @Sendable (ObservedContact) -> String? = { _ in nil }
    ) {
        self.type = type
        self.includes = includes
        self.thing = thing
        self.name = name
        self.severity = severity
        self.contacts = contacts
        self.bytes = bytes
        self.context = context
    }

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

    /// The place of the rule that a contact belongs to.
    static func place(for contact: ObservedContact) -> Int? {
        for i in all.indices where all[i].includes(contact) { return i }
        return nil
    }
}

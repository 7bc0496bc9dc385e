// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// Something that is worth telling when an interface does it for the first time.
///
/// A class, because a struct of closures is dear to copy.
final class FirstUseRule: Sendable {
    let type: FindingType
    /// What is new about a contact in words, for the finding's identity.
    let name: @Sendable (ObservedContact) -> String
    let severity: @Sendable (ObservedContact) -> Severity
    /// Contacts with the new thing in a day that make it more than an accident, and bytes that do so too.
    let contacts: any KeyPath<FirstUse.Limits, Int> & Sendable
    let bytes: any KeyPath<FirstUse.Limits, UInt64> & Sendable
    /// What the finding says besides.
    let context: @Sendable (ObservedContact) -> String?

    init(
        type: FindingType, name: @escaping @Sendable (ObservedContact) -> String,
        severity: @escaping @Sendable (ObservedContact) -> Severity = { _ in .medium },
        contacts: any KeyPath<FirstUse.Limits, Int> & Sendable, bytes: any KeyPath<FirstUse.Limits, UInt64> & Sendable,
        context: @escaping @Sendable (ObservedContact) -> String? = { _ in nil }
    ) {
        self.type = type
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
    /// Every rule. States refer to them by place, so new ones go in front of the last, which takes the rest, only together
    /// with a new version of snapshots.
    static let all: [FirstUseRule] = [.dnsResolver, .dnsOverTLS, .dnsOverHTTPS, .networkPort]

    /// The place of the rule that a contact belongs to. Nearly every contact is asked, which is why no closures are.
    static func place(for contact: ObservedContact) -> Int {
        switch contact.remotePort {
        case 53: 0
        case 853 where contact.protocolNumber == ObservedContact.tcp: 1
        case 443 where isPublicResolver(contact.remote): 2
        default: 3
        }
    }

    /// What is new about a contact that belongs to the rule at a place, when it is: the server, or the port.
    static func thing(_ contact: ObservedContact, of place: Int) -> UInt64 {
        place == all.count - 1 ? port(of: contact) : hash(of: contact.remote) ^ UInt64(contact.remotePort) << 40
    }
}

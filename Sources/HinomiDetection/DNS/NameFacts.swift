// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// What a name says by itself: found out once, however often and by whomever it is asked for.
public struct NameFacts: Sendable {
    /// What sort of name it is.
    struct Traits: OptionSet, Sendable {
        let rawValue: UInt8

        /// Somebody outside could have registered it, and chose it.
        static let ofOutside = Traits(rawValue: 1)
        /// Its domain is a known look-up service.
        static let ofLookupService = Traits(rawValue: 2)
        /// Its domain lies in a zone that nobody outside can register in.
        static let outOfReach = Traits(rawValue: 4)
    }

    /// The stable hash of the registered domain; 0 where there is none.
    var domainHash: UInt64 = 0
    /// The stable hash of what stands in front of it.
    var frontHash: UInt64 = 0
    var traits: Traits = []

    /// What the empty name says: nothing.
    public init() {}

    /// What a name says whose registered domain begins at an offset; `.max` where it has none.
    public init(_ name: UnsafeBufferPointer<UInt8>, domainStart: UInt16) {
        let start = Int(domainStart)
        guard start < name.count else { return }
        let domain = UnsafeBufferPointer(rebasing: name[start...])
        domainHash = StableHash.of(domain)
        if start > 1 { frontHash = StableHash.of(UnsafeBufferPointer(rebasing: name[..<(start - 1)])) }
        if LookupServices.isOutOfReach(domain) { traits.insert(.outOfReach) }
        if LookupServices.isLookupService(domain, hash: domainHash) { traits.insert(.ofLookupService) }
        // Search suffixes repeat every outside name below a private zone, names of protocols are nobody's choice, and
        // those of look-up services are the question itself.
        let isOfProtocol = name.indices.contains { name[$0] == 0x5F && ($0 == 0 || name[$0 - 1] == 0x2E) }
        if traits.isEmpty, domain.first != 0x5F, !isOfProtocol { traits.insert(.ofOutside) }
    }
}

// SPDX-License-Identifier: Apache-2.0

extension ObservedQuery {
    /// Whether it asks for a name that somebody outside could have registered, and chose.
    ///
    /// Search suffixes repeat every outside name below a private zone, names of protocols are nobody's choice, and those of
    /// look-up services are the question itself.
    var isOfOutside: Bool {
        guard let domain, domain.first != 0x5F else { return false }
        let isOfProtocol = name.indices.contains { name[$0] == 0x5F && ($0 == 0 || name[$0 - 1] == 0x2E) }
        return !isOfProtocol && !LookupServices.isOutOfReach(domain)
            && !LookupServices.isLookupService(domain, hash: domainHash)
    }

    /// Whether it asks for addresses (A, AAAA), or for what browsers ask along with them (SVCB, HTTPS).
    var asksForAddress: Bool {
        switch record.type {
        case 1, 28, 64, 65: true
        default: false
        }
    }
}

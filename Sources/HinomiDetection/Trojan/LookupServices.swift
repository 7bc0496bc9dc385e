// SPDX-License-Identifier: Apache-2.0

import CBytes
import HinomiRecords

/// Domains that are asked in names by design: reputation look-ups, whose names are the question.
enum LookupServices {
    /// Whether a domain lies in a zone that nobody outside can register in: private and reverse zones.
    static func isOutOfReach(_ domain: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let dot = domain.lastIndex(of: 0x2E) else { return false }
        let label = UnsafeBufferPointer(rebasing: domain[(dot + 1)...])
        return switch label.count {
        case 3: label.spells("lan")
        case 4: label.spells("arpa") || label.spells("home") || label.spells("corp")
        case 5: label.spells("local")
        case 8: label.spells("internal") || label.spells("intranet")
        case 11: label.spells("localdomain")
        default: false
        }
    }

    /// Whether a registered domain, whose stable hash is known, is a known look-up service.
    static func isLookupService(_ domain: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Bool {
        // Nearly no domain passes this test.
        let bit = Int(truncatingIfNeeded: hash >> 52)
        guard filter[bit >> 6] & 1 << UInt64(bit & 63) != 0 else { return false }
        return domains.contains(String(decoding: domain, as: UTF8.self))
    }

    // A bit for each 12 bits that the hash of a look-up service begins with.
    private static let filter: [UInt64] = {
        var filter = [UInt64](repeating: 0, count: 64)
        for domain in domains {
            let bit = Int(truncatingIfNeeded: StableHash.of(domain) >> 52)
            filter[bit >> 6] |= 1 << UInt64(bit & 63)
        }
        return filter
    }()

    private static let domains: Set<String> = [
        // Mail and web block lists.
        "spamhaus.org", "spamhaus.net", "surbl.org", "uribl.com", "spamcop.net", "sorbs.net", "barracudacentral.org",
        "uceprotect.net", "mailspike.net", "mailspike.org", "senderscore.com", "abuseat.org", "dnswl.org", "spfbl.net",
        "invaluement.com", "ivmsip.com", "ivmuri.com", "njabl.org", "dsbl.org", "psbl.org", "surriel.com", "wpbl.info",
        "manitu.net", "nixspam.net", "gbudb.net", "hostkarma.com", "junkemailfilter.com", "score.spfbl.net",
        "spameatingmonkey.net", "truncate.net", "0spam.org", "rfc-clueless.org", "mailpolice.com", "s5h.net",
        // File and site reputation of security products.
        "sophosxl.net", "sophosxl.com", "mcafee.com", "trellix.com", "e5.sk",
        "eset.com", "trendmicro.com", "trendmicro.net", "webrootcloudav.com", "brightcloud.com", "symantec.com",
        "norton.com", "avast.com", "avg.com", "bitdefender.net", "kaspersky-labs.com",
        "cymru.com", "shadowserver.org", "team-cymru.com", "opendnsbl.net", "habeas.com", "bondedsender.org",
        "senderbase.org", "isipp.com", "cloudmark.com", "fortiguard.net", "fortinet.net", "paloaltonetworks.com",
    ]
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether these are the bytes of a text.
    fileprivate func spells(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount, let baseAddress else { return false }
        return hinomi_bytes_equal(baseAddress, text.utf8Start, count) != 0
    }
}

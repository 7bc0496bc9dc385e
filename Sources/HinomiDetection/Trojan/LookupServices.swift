// SPDX-License-Identifier: Apache-2.0

/// Domains that are asked in names by design: reputation look-ups, whose names are the question.
enum LookupServices {
    /// Whether a domain lies in a zone that nobody outside can register in: private and reverse zones.
    static func isOutOfReach(_ domain: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let dot = domain.lastIndex(of: 0x2E), domain.count - dot <= 13 else { return false }
        return closedZones.contains(String(decoding: domain[(dot + 1)...], as: UTF8.self))
    }

    private static let closedZones: Set<String> = [
        "arpa", "internal", "local", "localdomain", "lan", "home", "corp", "intranet",
    ]

    /// Whether a registered domain is a known look-up service.
    static func isLookupService(_ domain: UnsafeBufferPointer<UInt8>) -> Bool {
        domain.count <= 40 && domains.contains(String(decoding: domain, as: UTF8.self))
    }

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

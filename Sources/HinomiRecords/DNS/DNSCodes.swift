// SPDX-License-Identifier: Apache-2.0

/// The numbers behind the names that DNS logs use.
public enum DNSCodes {
    /// The number of a record type: `AAAA` is 28, `TYPE65` and `65` are 65; 0 where it is not known.
    public static func type(_ text: JSONSlice) -> UInt16 {
        // Nearly all questions, before the table is searched.
        switch text.count {
        case 1 where text.isExactly("A"): return 1
        case 2 where text.isExactly("MX"): return 15
        case 2 where text.isExactly("NS"): return 2
        case 3 where text.isExactly("PTR"): return 12
        case 3 where text.isExactly("TXT"): return 16
        case 3 where text.isExactly("SRV"): return 33
        case 3 where text.isExactly("SOA"): return 6
        case 4 where text.isExactly("AAAA"): return 28
        case 4 where text.isExactly("SVCB"): return 64
        case 5 where text.isExactly("HTTPS"): return 65
        case 5 where text.isExactly("CNAME"): return 5
        default: break
        }
        return number(of: text, in: types, prefix: "type") ?? 0
    }

    /// The number of a class: `IN` is 1; 0 where it is not known.
    public static func queryClass(_ text: JSONSlice) -> UInt16 {
        if text.isExactly("IN") { return 1 }
        return number(of: text, in: classes, prefix: "class") ?? 0
    }

    /// The number of a response code: `NXDOMAIN` is 3; 255 where it is not known.
    public static func responseCode(_ text: JSONSlice) -> UInt8 {
        if text.isExactly("NOERROR") { return 0 }
        if text.isExactly("NXDOMAIN") { return 3 }
        return number(of: text, in: responses, prefix: "rcode").flatMap { UInt8(exactly: $0) } ?? 255
    }

    /// How a query was carried.
    static func transport(_ text: JSONSlice) -> DNSQueryView.Transport {
        if text.isExactly("UDP") { return .udp }
        if text.equalsIgnoringCase("tcp") { return .tcp }
        if text.equalsIgnoringCase("udp") { return .udp }
        if text.hasPrefix("DOT") || text.equalsIgnoringCase("tls") { return .tls }
        if text.hasPrefix("DOH") || text.equalsIgnoringCase("https") { return .https }
        return .unknown
    }

    private static func number(of text: JSONSlice, in table: [(StaticString, UInt16)], prefix: StaticString) -> UInt16?
    {
        guard text.count <= 16 else { return nil }
        if let number = text.unsigned { return UInt16(exactly: number) }
        guard text.isString else { return nil }
        for (name, number) in table where text.equalsIgnoringCase(name) { return number }
        let letters = prefix.utf8CodeUnitCount
        guard let base = text.base, text.count > letters,
            JSONSlice(.string, base, letters).equalsIgnoringCase(prefix),
            let number = JSONSlice(.number, base + letters, text.count - letters).unsigned
        else { return nil }
        return UInt16(exactly: number)
    }

    // IANA's names, and the two of NetBIOS that share the port and the look of DNS.
    private static let types: [(StaticString, UInt16)] = [
        ("a", 1), ("ns", 2), ("cname", 5), ("soa", 6), ("null", 10), ("wks", 11), ("ptr", 12), ("hinfo", 13),
        ("minfo", 14),
        ("mx", 15), ("txt", 16), ("rp", 17), ("afsdb", 18), ("sig", 24), ("key", 25), ("aaaa", 28), ("loc", 29),
        ("nb", 32),
        ("srv", 33), ("nbstat", 33), ("naptr", 35), ("kx", 36), ("cert", 37), ("dname", 39), ("opt", 41), ("apl", 42),
        ("ds", 43), ("sshfp", 44), ("ipseckey", 45), ("rrsig", 46), ("nsec", 47), ("dnskey", 48), ("dhcid", 49),
        ("nsec3", 50), ("nsec3param", 51), ("tlsa", 52), ("smimea", 53), ("cds", 59), ("cdnskey", 60),
        ("openpgpkey", 61),
        ("csync", 62), ("zonemd", 63), ("svcb", 64), ("https", 65), ("spf", 99), ("tkey", 249), ("tsig", 250),
        ("ixfr", 251), ("axfr", 252), ("any", 255), ("*", 255), ("uri", 256), ("caa", 257), ("ta", 32768),
        ("dlv", 32769),
    ]

    private static let classes: [(StaticString, UInt16)] = [
        ("ch", 3), ("hs", 4), ("none", 254), ("any", 255), ("*", 255), ("in", 1),
    ]

    private static let responses: [(StaticString, UInt16)] = [
        ("noerror", 0), ("formerr", 1), ("servfail", 2), ("nxdomain", 3), ("notimp", 4), ("refused", 5),
        ("yxdomain", 6),
        ("yxrrset", 7), ("nxrrset", 8), ("notauth", 9), ("notzone", 10), ("badvers", 16), ("badsig", 16),
        ("badkey", 17),
        ("badtime", 18), ("badmode", 19), ("badname", 20), ("badalg", 21), ("badtrunc", 22), ("badcookie", 23),
    ]
}

// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// A row of a geo file: a range of addresses and what is known of it.
struct GeoRow {
    var first: IPAddress
    var last: IPAddress
    var row: GeoTable.Row

    /// Reads `first,last,CC`; quotes around the fields are left out.
    init?(countryRange line: ListText) {
        let fields = GeoRow.fields(line, separator: UInt8(ascii: ","))
        guard fields.count >= 3, let first = GeoRow.address(fields[0]), let last = GeoRow.address(fields[1]),
            first <= last, first.isV4 == last.isV4, let country = GeoRow.country(fields[2])
        else { return nil }
        self.first = first
        self.last = last
        row = GeoTable.Row(country: country, asn: 0)
    }

    /// Reads `network<TAB>CC<TAB>ASN<TAB>flags`; the flags may be absent.
    init?(network line: ListText) {
        let fields = GeoRow.fields(line, separator: 0x09)
        guard fields.count >= 3, let network = CIDR(fields[0]), let country = GeoRow.country(fields[1]),
            let asn = GeoRow.number(fields[2])
        else { return nil }
        first = network.first
        last = network.last
        row = GeoTable.Row(country: country, asn: asn)
    }

    /// Reads `ASN<TAB>name`, with or without `AS` before the number.
    static func organization(_ line: ListText) -> (UInt32, ListText)? {
        guard let tab = line.firstIndex(of: 0x09), let number = number(line.part(0..<tab)), number > 0 else { return nil }
        let name = line.part((tab + 1)..<line.count).trimmed
        return name.isEmpty ? nil : (number, name)
    }

    private static func fields(_ line: ListText, separator: UInt8) -> [ListText] {
        var fields = [ListText]()
        var start = 0
        while start <= line.count, fields.count < 4 {
            var end = start
            while end < line.count, line[end] != separator { end += 1 }
            var field = line.part(start..<end).trimmed
            if field.count >= 2, field[0] == UInt8(ascii: "\""), field[field.count - 1] == UInt8(ascii: "\"") {
                field = field.part(1..<(field.count - 1))
            }
            fields.append(field)
            start = end + 1
        }
        return fields
    }

    /// An address as text, or an IPv4 address as a number.
    private static func address(_ text: ListText) -> IPAddress? {
        if let address = IPAddress(text) { return address }
        guard let number = number(text) else { return nil }
        return IPAddress(v4: number)
    }

    private static func number(_ text: ListText) -> UInt32? {
        let digits = text.hasPrefix("as") ? text.part(2..<text.count) : text
        guard (1...10).contains(digits.count), digits.allSatisfy({ $0 &- 48 < 10 }) else { return nil }
        return UInt32(exactly: digits.reduce(0) { $0 * 10 + Int($1 - 48) })
    }

    /// Two letters as a number; 0 for `??`, `ZZ` and nothing, which stand for no known country.
    private static func country(_ text: ListText) -> UInt16? {
        if text.isEmpty || text.isEqual("??") || text.isEqual("zz") || text.isEqual("-") { return 0 }
        guard text.count == 2, text.allSatisfy({ ListText.lower($0) &- 97 < 26 }) else {
            // Codes such as A1 and T1 stand for proxies and satellites, not for countries.
            return text.count == 2 && text[1] &- 48 < 10 ? 0 : nil
        }
        return UInt16(text[0] & 0xDF) << 8 | UInt16(text[1] & 0xDF)
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Open Threat Exchange: `Indicator type, Indicator, Description` and rows such as `CIDR, 192.0.2.0/24, example`.
enum OTXList {
    static func read(_ bytes: ListText, into intake: inout ListIntake) {
        var rows = CSVRows(bytes)
        while !intake.isOverfull, rows.next() {
            let type = rows[0]
            if type.first == UInt8(ascii: "#") || type.isEqual("indicator type") { continue }
            let value = rows[1]
            let kind: FieldKind
            if type.isEqual("cidr") || type.isEqual("ipv4") || type.isEqual("ipv6") {
                kind = .address
            } else if type.isEqual("domain name") || type.isEqual("domain") || type.isEqual("hostname") {
                kind = .name
            } else if type.isEqual("url") || type.isEqual("uri") {
                kind = .url
            } else if rows.cells.count >= 2 {
                intake.ignore()
                continue
            } else {
                intake.refuse(.missingField, type, line: rows.line)
                continue
            }
            if value.isEmpty {
                intake.refuse(.missingField, type, line: rows.line)
            } else {
                intake.take(value, as: kind, line: rows.line)
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import HinomiFindings

struct CSVFormatTests {
    /// Reads CSV after RFC 4180.
    static func rows(_ data: Data) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        let bytes = [UInt8](data)
        var i = 0
        func end() {
            row.append(String(decoding: cell, as: UTF8.self))
            cell = []
        }
        while i < bytes.count {
            let byte = bytes[i]
            if isQuoted {
                if byte == UInt8(ascii: "\"") {
                    if i + 1 < bytes.count, bytes[i + 1] == byte {
                        cell.append(byte)
                        i += 1
                    } else {
                        isQuoted = false
                    }
                } else {
                    cell.append(byte)
                }
            } else if byte == UInt8(ascii: "\"") {
                isQuoted = true
            } else if byte == UInt8(ascii: ",") {
                end()
            } else if byte == UInt8(ascii: "\r"), i + 1 < bytes.count, bytes[i + 1] == UInt8(ascii: "\n") {
                end()
                rows.append(row)
                row = []
                i += 1
            } else {
                cell.append(byte)
            }
            i += 1
        }
        return rows
    }

    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("a\nb", "\"a\nb\""),
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"),
        ("\rx", "\"'\rx\""), ("\u{1B}[2J", "\\u{1b}[2J"), ("a=b", "a=b"),
    ])
    func `cells are quoted where needed and never formulas`(_ text: String, _ expected: String) {
        #expect(CSVFormat.cell(text) == expected)
    }

    @Test func `a finding is one line under the header`() throws {
        let rows = Self.rows(FindingFormat.csv.data(Samples.findings([Samples.scan])))
        #expect(rows.count == 2 && rows[0] == CSVFormat.header)
        let row = Dictionary(uniqueKeysWithValues: zip(rows[0], rows[1]))
        let expected = [
            "severity": "5", "severity_label": "Medium", "type": "Recon:EC2/Portscan", "account": "111122223333",
            "resource": "i-0abc", "remote_address": "203.0.113.9", "remote_port": "443", "direction": "OUTBOUND",
            "protocol": "TCP", "remote_country": "NL", "remote_asn": "64496", "count": "37", "blocked": "false",
            "first_seen": "2026-03-01T10:00:00.000Z",
            "reasons": "distinct ports tried on 203.0.113.9: 500 (limit 100); "
                + "share of refused connections: 98.25% (limit 50%)",
        ]
        for (name, value) in expected { #expect(row[name] == value, "\(name)") }
    }

    @Test func `nothing still has a header`() {
        #expect(Self.rows(FindingFormat.csv.data([])) == [CSVFormat.header])
    }

    @Test func `hostile texts stay in their cells`() {
        let findings = Hostile.findings()
        let rows = Self.rows(FindingFormat.csv.data(findings))
        #expect(rows.count == findings.count + 1)
        for row in rows {
            #expect(row.count == CSVFormat.header.count)
            for cell in row {
                #expect(cell.unicodeScalars.first.map { !["=", "+", "-", "@", "\t", "\r"].contains($0) } ?? true)
                #expect(!cell.unicodeScalars.contains { $0.value < 9 || $0.value == 0x1B || $0.value == 0x9B })
            }
        }
    }
}

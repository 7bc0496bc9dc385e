// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// FireEye iSIGHT: rows of 47 cells, most of them empty, of which `cidr`, `ip` and `domain` are of concern.
///
/// Rows often have fewer cells than the heading, so that cells stand in the wrong columns; of such a row every cell
/// that is an address, a network or a name under a listed top-level domain is taken.
enum FireEyeList {
    private static let standard = [
        "reportid", "title", "threatscape", "audience", "intelligencetype", "publishdate", "reportlink", "weblink",
        "emailidentifier", "senderaddress", "sendername", "sourcedomain", "sourceip", "subject", "recipient",
        "emaillanguage", "filename", "filesize", "fuzzyhash", "fileidentifier", "md5", "sha1", "sha256", "description",
        "filetype", "packer", "useragent", "registry", "filecompilationdatetime", "filepath", "asn", "cidr", "domain",
        "domaintimeoflookup", "networkidentifier", "ip", "port", "protocol", "registrantemail", "registrantname",
        "networktype", "url", "malwarefamily", "malwarefamilyid", "actor", "actorid", "observationtime",
    ]

    static func read(_ bytes: ListText, into intake: inout ListIntake) {
        var headings = standard
        var rows = CSVRows(bytes)
        while !intake.isOverfull, rows.next() {
            if rows[0].isEqual("reportid") {
                headings = rows.cells.indices.map { rows[$0].string().lowercased() }
                continue
            }
            if rows[0].first == UInt8(ascii: "#") { continue }
            let threat = rows[headings.firstIndex(of: "malwarefamily")]
            var found = 0
            for heading in ["cidr", "ip", "domain"] {
                let cell = rows[headings.firstIndex(of: heading)]
                guard !cell.isEmpty else { continue }
                guard rows.cells.count == headings.count || isEntry(cell, intake.suffixes) else { continue }
                intake.take(cell, as: heading == "domain" ? .name : .address, threat: threat, line: rows.line)
                found += 1
            }
            if found == 0, rows.cells.count != headings.count {
                for cell in rows.cells.indices where isEntry(rows[cell], intake.suffixes) && !isFileName(rows[cell]) {
                    intake.take(rows[cell], line: rows.line)
                    found += 1
                }
            }
            // A report on files or e-mail has none of them and is none of our concern.
            if found == 0 { intake.ignore() }
        }
    }

    /// Whether a cell ends as file names do that could be names of hosts as well.
    private static func isFileName(_ cell: ListText) -> Bool {
        let endings: [StaticString] = [".zip", ".sh", ".pl", ".py", ".md", ".ps", ".rs", ".so", ".app", ".mov"]
        guard let dot = cell.lastIndex(of: 0x2E), dot == cell.firstIndex(of: 0x2E) else { return false }
        let ending = cell.part(dot..<cell.count)
        return endings.contains { ending.isEqual($0) }
    }

    /// Whether a cell in an unknown column is an address, a network or a registered name.
    private static func isEntry(_ cell: ListText, _ suffixes: PublicSuffixes) -> Bool {
        switch EntryShape(cell, kind: .any) {
        case .network(let text, _):
            // Bare numbers of other columns are no addresses; the parser knows them apart.
            return CIDR(text) != nil
        case .name(let text, let isWildcard, let isExact):
            var name = [UInt8]()
            guard !isWildcard, !isExact, (try? ListedName.normalise(text, into: &name)) != nil else { return false }
            return name.withUnsafeBufferPointer { suffixes.suffix(of: $0).isListed }
        default:
            return false
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Plain lists: one entry a line, `#` or `;` before comments, also hosts files and columns separated by tabs.
enum TextList {
    /// The columns of a line: which holds the entry, which the name of the threat.
    private struct Layout {
        var entry = 0
        var threat: Int?
        var isColumned = false

        /// By the headings that feed manifests give.
        init(_ columns: [String]) {
            guard columns.count > 1 else { return }
            isColumned = true
            let entries = ["domain", "ip", "ip[:port]", "cidr", "domain or ip", "name", "host", "url", "network", "address"]
            let threats = ["family", "operator", "threat", "malware", "actor", "tool", "description"]
            entry = columns.firstIndex { entries.contains($0) } ?? 0
            threat = columns.firstIndex { threats.contains($0) }
        }
    }

    static func read(_ bytes: ListText, columns: [String], into intake: inout ListIntake) {
        let layout = Layout(columns)
        var lines = ListLines(bytes)
        while !intake.isOverfull, let line = lines.next() {
            let text = line.trimmed
            guard let first = text.first, first != UInt8(ascii: "#"), first != UInt8(ascii: ";") else { continue }
            if layout.isColumned {
                readColumns(line, layout, lines.number, &intake)
            } else {
                readPlain(text, lines.number, &intake)
            }
        }
    }

    private static func readColumns(_ line: ListText, _ layout: Layout, _ number: Int, _ intake: inout ListIntake) {
        var entry = ListIntake.nothing
        var threat = ListIntake.nothing
        var column = 0
        var start = 0
        while start <= line.count {
            var end = start
            while end < line.count, line[end] != 0x09 { end += 1 }
            if column == layout.entry { entry = line.part(start..<end) }
            if column == layout.threat { threat = line.part(start..<end) }
            column += 1
            start = end + 1
        }
        if entry.trimmed.isEmpty {
            intake.refuse(.missingField, line, line: number)
        } else {
            intake.take(entry, threat: threat, line: number)
        }
    }

    private static func readPlain(_ text: ListText, _ number: Int, _ intake: inout ListIntake) {
        var end = 0
        while end < text.count, text[end] > 0x20, text[end] != UInt8(ascii: ";"), text[end] != UInt8(ascii: "#") { end += 1 }
        let entry = text.part(0..<end)
        let isTab = end < text.count && text[end] == 0x09
        let rest = text.part(end..<text.count).trimmed
        guard let next = rest.first, next != UInt8(ascii: "#"), next != UInt8(ascii: ";") else {
            return intake.take(entry, line: number)
        }
        if isNowhere(entry) { return readHosts(rest, number, &intake) }
        if next == UInt8(ascii: "-"), rest.count > 1, entry.last.map({ $0 &- 48 < 10 }) == true {
            // `192.0.2.0 - 192.0.2.255`
            return intake.take(text, as: .address, line: number)
        }
        if isTab { return intake.take(entry, threat: rest, line: number) }
        intake.refuse(.tooManyFields, text, line: number)
    }

    /// The addresses to which hosts files send what they block.
    private static func isNowhere(_ text: ListText) -> Bool {
        text.isEqual("0.0.0.0") || text.isEqual("127.0.0.1") || text.isEqual("::") || text.isEqual("::1")
    }

    private static func readHosts(_ names: ListText, _ number: Int, _ intake: inout ListIntake) {
        var at = 0
        while at < names.count, names[at] != UInt8(ascii: "#") {
            var end = at
            while end < names.count, names[end] > 0x20, names[end] != UInt8(ascii: "#") { end += 1 }
            if end > at { intake.take(names.part(at..<end), as: .name, line: number) }
            at = end
            while at < names.count, names[at] <= 0x20 { at += 1 }
        }
    }
}

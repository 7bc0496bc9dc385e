// SPDX-License-Identifier: Apache-2.0

/// Lines that fit a terminal: wrapping, cutting, columns, colour.
struct TextLayout {
    enum Style {
        case plain
        case strong
        case quiet
        case severity(Severity.Label)
    }

    enum Cut {
        case beginning
        case end
    }

    /// Where the content of facts begins.
    static let column = 13

    var usesColor: Bool
    var width: Int

    /// The text in the colours of a style.
    func styled(_ text: String, _ style: Style) -> String {
        guard usesColor else { return text }
        let code =
            switch style {
            case .plain: ""
            case .strong: "1"
            case .quiet: "2"
            case .severity(.critical): "1;35"
            case .severity(.high): "1;31"
            case .severity(.medium): "1;33"
            case .severity(.low): "1;34"
            }
        if code.isEmpty || text.isEmpty { return text }
        let end = text.hasSuffix("\n")
        return "\u{1B}[" + code + "m" + (end ? String(text.dropLast()) : text) + "\u{1B}[0m" + (end ? "\n" : "")
    }

    /// A fact: its name, and lines of content beside it, wrapped. `hanging` indents all but the first of a line's rows.
    func fact(_ name: String, _ lines: [String], hanging: Int = 0, style: Style = .plain) -> String {
        var text = ""
        for line in lines {
            let label = text.isEmpty ? name : ""
            let rows = rows(line, TextLayout.column, hanging)
            for (i, row) in rows.enumerated() {
                let margin = i == 0 ? label : ""
                let room = TextLayout.column - 2 - margin.count + (i == 0 ? 0 : hanging)
                let padding = String(repeating: " ", count: max(1, room))
                text += "  " + styled(margin, .quiet) + padding + styled(row, style) + "\n"
            }
        }
        return text
    }

    /// Text over as many lines as it takes.
    func wrapped(_ text: String, indent: Int, style: Style = .plain) -> String {
        rows(text, indent, 0).map { String(repeating: " ", count: indent) + styled($0, style) + "\n" }.joined()
    }

    /// One line in the column of facts, cut where it is too long.
    func line(_ text: String, cut: Cut, style: Style = .plain) -> String {
        let room = width - TextLayout.column
        var text = text
        if DisplayWidth.of(text) > room {
            switch cut {
            case .end: text = DisplayWidth.prefix(text, room - 1) + "…"
            case .beginning: text = "…" + String(DisplayWidth.prefix(String(text.reversed()), room - 1).reversed())
            }
        }
        return String(repeating: " ", count: TextLayout.column) + styled(text, style) + "\n"
    }

    private func rows(_ text: String, _ indent: Int, _ hanging: Int) -> [String] {
        var rows: [String] = []
        var row = ""
        var used = 0
        var room: Int { max(10, width - indent - (rows.isEmpty ? 0 : hanging)) }
        for word in text.split(separator: " ") {
            var word = String(word)
            var size = DisplayWidth.of(word)
            if used > 0, used + 1 + size > room {
                rows.append(row)
                (row, used) = ("", 0)
            }
            while size > room {
                let head = DisplayWidth.prefix(word, room)
                if head.isEmpty { break }
                rows.append(head)
                word = String(word.dropFirst(head.count))
                size = DisplayWidth.of(word)
            }
            row += used > 0 ? " " + word : word
            used += used > 0 ? size + 1 : size
        }
        if !row.isEmpty || rows.isEmpty { rows.append(row) }
        return rows
    }
}

/// How many columns of a terminal text takes.
enum DisplayWidth {
    /// The columns of a text.
    static func of(_ text: String) -> Int { text.reduce(0) { $0 + of($1) } }

    /// As much of the beginning as fits in `columns`.
    static func prefix(_ text: String, _ columns: Int) -> String {
        var used = 0
        return String(
            text.prefix {
                used += of($0)
                return used <= columns
            })
    }

    private static func of(_ character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        switch scalar.value {
        case 0..<0x300: return 1
        // Hangul, CJK, full-width forms and pictures take two columns.
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return scalar.properties.generalCategory == .nonspacingMark ? 0 : 1
        }
    }
}

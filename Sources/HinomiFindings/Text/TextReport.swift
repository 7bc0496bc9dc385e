// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// Findings for people: what happened, to whom, how often, why we think so, and what to do next.
///
/// Severity is told by a word and a mark, colour only adds to them. Whatever comes from logs is shown with control
/// characters written out, so that no log line can steer the terminal.
public struct TextReport: Sendable {
    /// Whether to colour with ANSI sequences.
    public var usesColor = false
    /// Columns to fit into; at least 40.
    public var width = 80
    /// Raw records to show for each finding.
    public var maxEvidenceLines = 3

    /// A report without colour, 80 columns wide.
    public init() {}

    /// The report as one text.
    public func text(_ findings: [Finding]) -> String {
        var text = ""
        write(findings) { text += $0 }
        return text
    }

    /// Writes the report to `sink`, a piece for each finding. Findings are shown in the order given.
    public func write(_ findings: [Finding], to sink: (String) throws -> Void) rethrows {
        let layout = TextLayout(usesColor: usesColor, width: max(40, width))
        guard !findings.isEmpty else { return try sink("No findings.\n") }
        try sink(header(findings, layout))
        for finding in findings { try sink("\n" + section(finding, layout)) }
    }

    private func header(_ findings: [Finding], _ layout: TextLayout) -> String {
        let labels = Severity.Label.allCases.reversed().map { label in
            (label: label, count: findings.count { $0.severity.label == label })
        }
        let counts = labels.filter { $0.count > 0 }.map {
            (text: PlainNumber.grouped($0.count) + " " + $0.label.rawValue.lowercased(), label: $0.label)
        }
        let total = PlainNumber.grouped(findings.count) + (findings.count == 1 ? " finding" : " findings")
        let isWide = DisplayWidth.of(total + ": " + counts.map(\.text).joined(separator: ", ")) > layout.width
        let first = findings.map(\.eventFirstSeen).min() ?? .distantPast
        let last = findings.map(\.eventLastSeen).max() ?? .distantFuture
        return layout.styled(total, .strong) + (isWide ? ":\n" : ": ")
            + counts.map { layout.styled($0.text, .severity($0.label)) }.joined(separator: ", ") + "\n"
            + layout.styled(layout.wrapped("Seen " + PlainTime.range(first, last), indent: 0), .quiet)
    }

    private func section(_ finding: Finding, _ layout: TextLayout) -> String {
        let label = finding.severity.label
        var text = layout.styled(TextReport.mark(label) + " " + label.rawValue.uppercased(), .severity(label))
        text += "  " + layout.styled(VisibleText.of(finding.type.name), .strong) + "\n"
        text += layout.wrapped(VisibleText.of(finding.title), indent: 2, style: .strong) + "\n"
        if finding.description != finding.title + "." {
            text += layout.wrapped(VisibleText.of(finding.description), indent: 2) + "\n"
        }
        for (name, lines) in facts(finding) where !lines.isEmpty { text += layout.fact(name, lines) }
        text += evidence(finding, layout)
        text += layout.fact("Caution", finding.caveats.map { VisibleText.of($0) })
        let steps = layout.fact("Do next", finding.remediation.enumerated().map { "\($0 + 1). \($1)" }, hanging: 3)
        if !steps.isEmpty { text += "\n" + steps + "\n" }
        return text + layout.fact("Finding", [finding.id], style: .quiet)
    }

    private func facts(_ finding: Finding) -> [(String, [String])] {
        let duration = PlainTime.duration(finding.eventFirstSeen, finding.eventLastSeen)
        let when = PlainTime.range(finding.eventFirstSeen, finding.eventLastSeen)
        let isMoment = when.hasPrefix("at ")
        let trimmed = String(when.drop { $0 != " " }.dropFirst())
        return [
            ("Who", [finding.whoWords]),
            ("What", finding.whatWords),
            ("Where", finding.whereWords),
            ("When", [isMoment ? trimmed : trimmed + " (" + duration + ")"]),
            ("How often", [PlainNumber.times(finding.count)]),
            ("Why", finding.reasons.map { VisibleText.of($0.text) }),
            ("Listed by", finding.intelligence.map(\.words)),
        ]
    }

    private func evidence(_ finding: Finding, _ layout: TextLayout) -> String {
        guard finding.evidence.total > 0 || !finding.records.isEmpty else { return "" }
        let shown = finding.records.prefix(max(0, maxEvidenceLines))
        let total = max(finding.evidence.total, finding.records.count)
        let count = PlainNumber.grouped(total) + (total == 1 ? " record" : " records")
        if shown.isEmpty { return layout.fact("Evidence", [count]) }
        let some = count + "; the first " + (shown.count == 1 ? "one:" : "\(shown.count):")
        var text = layout.fact("Evidence", [shown.count == total ? count : some])
        for record in shown {
            if !record.file.isEmpty {
                let position = VisibleText.of(record.file) + (record.line > 0 ? ":\(record.line)" : "")
                text += layout.line(position, cut: .beginning, style: .quiet)
            }
            text += layout.line(VisibleText.of(record.raw.bounded(4096)), cut: .end)
        }
        return text
    }

    /// A mark that tells the severity without colour.
    static func mark(_ label: Severity.Label) -> String {
        switch label {
        case .critical: "■"
        case .high: "▲"
        case .medium: "◆"
        case .low: "●"
        }
    }
}

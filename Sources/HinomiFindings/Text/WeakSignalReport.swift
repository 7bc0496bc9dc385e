// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// Weak signals for people: a timeline for each caller, those first who show the most of an attack.
///
/// Whatever comes from logs is shown with control characters written out, so that no log line can steer the terminal.
public struct WeakSignalReport: Sendable {
    /// Whether to colour with ANSI sequences.
    public var usesColor = false
    /// Columns to fit into; at least 40.
    public var width = 80

    // Columns before what was called: the time, and space around it.
    private static let column = 21

    /// A report without colour, 80 columns wide.
    public init() {}

    /// Writes the report to `sink`, a piece for each caller.
    public func write(_ signals: WeakSignals, to sink: (String) throws -> Void) rethrows {
        let layout = TextLayout(usesColor: usesColor, width: max(40, width))
        guard !signals.all.isEmpty else { return try sink("No weak signals.\n") }
        let callers = WeakSignalReport.callers(of: signals.all)
        var head = layout.styled(
            WeakSignalReport.number(signals.all.count, "weak signal") + " of "
                + WeakSignalReport.number(callers.count, "caller"), .strong)
        head += "\n"
        head += layout.styled(
            layout.wrapped("Calls that attackers make as well, by hour. Each says little by itself.", indent: 0), .quiet
        )
        if let cut = WeakSignalReport.words(ofCut: signals) { head += layout.wrapped(cut, indent: 0, style: .strong) }
        try sink(head)
        // Paths are long and the same again and again: they are told once, at the end, by numbers.
        var files: [String: Int] = [:]
        for caller in callers { try sink("\n" + section(caller, layout, &files)) }
        guard !files.isEmpty else { return }
        let list = files.sorted { $0.value < $1.value }.map { "  [\($0.value)] " + VisibleText.of($0.key) + "\n" }
        try sink("\n" + layout.styled("The first calls are in", .quiet) + "\n" + list.joined())
    }

    /// What is said where there was no room for all; nil where there was.
    public static func words(ofCut signals: WeakSignals) -> String? {
        guard signals.isCut, let from = signals.cutFrom else { return nil }
        return number(signals.callsCut, "call") + " from " + PlainTime.text(from)
            + " on would have made further weak signals, for which there was no room."
    }

    // The signals of one caller, by time.
    private struct Caller {
        var signals: [WeakSignal]
        var tactics: [(tactic: Tactic, count: Int)]

        init(_ signals: [WeakSignal]) {
            self.signals = signals.sorted(by: WeakSignal.isListedBefore)
            tactics = Tactic.allCases.compactMap { tactic in
                let count = signals.count { $0.meaning.tactic == tactic }
                return count > 0 ? (tactic, count) : nil
            }
        }

        var telling: Int { signals.count { $0.meaning.sensitivity == .high } }
    }

    private static func callers(of signals: [WeakSignal]) -> [Caller] {
        let groups = Dictionary(grouping: signals) { $0.account.description + " " + $0.principal }
        return groups.sorted { $0.key < $1.key }.map { Caller($0.value) }.sorted { a, b in
            if a.tactics.count != b.tactics.count { return a.tactics.count > b.tactics.count }
            if a.telling != b.telling { return a.telling > b.telling }
            guard let first = a.signals.first, let other = b.signals.first else { return false }
            return WeakSignal.isListedBefore(first, other)
        }
    }

    private func section(_ caller: Caller, _ layout: TextLayout, _ files: inout [String: Int]) -> String {
        guard let first = caller.signals.first else { return "" }
        var text = layout.wrapped(VisibleText.of(first.principal), indent: 0, style: .strong)
        let tactics = caller.tactics.map { $0.tactic.name + " " + PlainNumber.grouped($0.count) }
        text += layout.wrapped(
            VisibleText.of(first.principalType.isEmpty ? "unknown" : first.principalType) + " in account "
                + first.account.description + ": " + tactics.joined(separator: ", "), indent: 0, style: .quiet)
        var day = ""
        for signal in caller.signals {
            let today = PlainTime.day(signal.first.time)
            if today != day { text += "  " + layout.styled(today, .quiet) + "\n" }
            day = today
            text += lines(signal, layout, &files)
        }
        return text
    }

    private func lines(_ signal: WeakSignal, _ layout: TextLayout, _ files: inout [String: Int]) -> String {
        let from = PlainTime.clock(signal.first.time)
        let to = PlainTime.clock(signal.last)
        let time = "  " + (from == to ? from : from + "–" + to)
        let meaning = signal.meaning
        var what = TextReport.mark(WeakSignalReport.label(meaning.sensitivity)) + " " + meaning.tactic.name + "  "
        what += VisibleText.of(signal.shortService + ":" + signal.api) + " " + PlainNumber.times(signal.count)
        if !signal.errorCode.isEmpty { what += ", " + VisibleText.of(signal.errorCode) }
        if !signal.region.isEmpty { what += ", " + VisibleText.of(signal.region) }
        if let technique = meaning.technique { what += ", " + technique.id }
        var more = signal.sources.isEmpty ? "" : "from " + VisibleText.of(signal.sources.joined(separator: ", "))
        if signal.hasMoreSources { more += " and others" }
        if !signal.file.isEmpty {
            let number = files[signal.file] ?? files.count + 1
            files[signal.file] = number
            more += (more.isEmpty ? "" : "; ") + "[\(number)]"
            if signal.line > 0 { more += ":\(signal.line)" }
        }
        let rows = layout.wrapped(what, indent: WeakSignalReport.column)
        let padding = String(repeating: " ", count: max(1, WeakSignalReport.column - time.count))
        var text = time + padding + String(rows.dropFirst(WeakSignalReport.column))
        if !more.isEmpty { text += layout.wrapped(more, indent: WeakSignalReport.column, style: .quiet) }
        return text
    }

    private static func label(_ sensitivity: APIMeaning.Sensitivity) -> Severity.Label {
        switch sensitivity {
        case .low: .low
        case .medium: .medium
        case .high: .high
        }
    }

    private static func number(_ count: Int, _ thing: String) -> String {
        PlainNumber.grouped(count) + " " + thing + (count == 1 ? "" : "s")
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// The forms in which programs get weak signals. Each is an object named `weakSignal`, or a table of its own: nobody takes
/// them for findings.
public enum WeakSignalFormat {
    /// The names of the columns of the table.
    public static let header = [
        "account", "region", "principal", "principal_type", "service", "api", "tactic", "tactic_id", "technique_id",
        "effect", "sensitivity", "outcome", "error_code", "count", "first_seen", "last_seen", "sources", "more_sources",
        "event_id", "file", "line",
    ]

    /// Writes a line `{"weakSignal": …}` for each, and one `{"weakSignalsCut": …}` where some are missing.
    public static func writeLines(_ signals: WeakSignals, to sink: ([UInt8]) throws -> Void) rethrows {
        var writer = JSONWriter()
        for signal in signals.all {
            writer.object { json in json.object("weakSignal") { write(signal, to: &$0) } }
            writer.newline()
            try sink(writer.take())
        }
        guard signals.isCut else { return }
        writer.object { writeCut(signals, to: &$0) }
        writer.newline()
        try sink(writer.take())
    }

    /// Writes a document `{"weakSignals": […]}`.
    public static func writeDocument(_ signals: WeakSignals, to sink: ([UInt8]) throws -> Void) rethrows {
        try sink(Array("{\n".utf8))
        try writeMembers(signals, to: sink)
        try sink(Array("\n}\n".utf8))
    }

    /// Writes a table with a header line, as `CSVFormat` writes its.
    public static func writeTable(_ signals: WeakSignals, to sink: ([UInt8]) throws -> Void) rethrows {
        try sink(CSVFormat.line(header))
        for signal in signals.all { try sink(CSVFormat.line(cells(signal))) }
    }

    // The members `weakSignals` and `weakSignalsCut` of an indented document, without a line end behind them.
    static func writeMembers(_ signals: WeakSignals, to sink: ([UInt8]) throws -> Void) rethrows {
        var isFirst = true
        try sink(Array("  \"weakSignals\": [".utf8))
        for signal in signals.all {
            var writer = JSONWriter(isIndented: true)
            writer.object { write(signal, to: &$0) }
            try sink(Array((isFirst ? "\n" : ",\n").utf8) + JSONFormat.indented(writer.take()))
            isFirst = false
        }
        try sink(Array((isFirst ? "]" : "\n  ]").utf8))
        guard signals.isCut else { return }
        var writer = JSONWriter()
        writer.object { writeCut(signals, to: &$0) }
        try sink(Array(",\n  ".utf8) + writer.take().dropFirst().dropLast())
    }

    private static func writeCut(_ signals: WeakSignals, to json: inout JSONWriter) {
        json.object("weakSignalsCut") {
            $0.member("calls", signals.callsCut)
            if let from = signals.cutFrom { $0.member("from", from.withinCalendar.iso8601) }
        }
    }

    private static func write(_ signal: WeakSignal, to json: inout JSONWriter) {
        let meaning = signal.meaning
        json.member("accountId", signal.account.description)
        json.member("region", signal.region)
        json.member("principal", always: signal.principal)
        json.member("principalType", signal.principalType)
        json.member("service", signal.service)
        json.member("api", signal.api)
        json.member("tactic", meaning.tactic.name)
        json.member("tacticId", meaning.tactic.attackID)
        json.member("techniqueId", meaning.technique?.id ?? "")
        json.member("effect", meaning.effect.word)
        json.member("sensitivity", meaning.sensitivity.word)
        json.member("outcome", outcome(signal))
        json.member("errorCode", signal.errorCode)
        json.member("count", signal.count)
        json.member("firstSeen", signal.first.time.withinCalendar.iso8601)
        json.member("lastSeen", signal.last.withinCalendar.iso8601)
        json.member("sources", signal.sources)
        json.member("hasMoreSources", signal.hasMoreSources)
        json.object("firstCall") {
            $0.member("eventId", signal.eventID)
            $0.member("file", signal.file)
            if signal.line > 0 { $0.member("line", signal.line) }
        }
    }

    private static func outcome(_ signal: WeakSignal) -> String { signal.errorCode.isEmpty ? "success" : "failure" }

    private static func cells(_ signal: WeakSignal) -> [String] {
        let meaning = signal.meaning
        return [
            signal.account.description, signal.region, signal.principal, signal.principalType, signal.service,
            signal.api, meaning.tactic.name, meaning.tactic.attackID, meaning.technique?.id ?? "", meaning.effect.word,
            meaning.sensitivity.word, outcome(signal), signal.errorCode, String(signal.count),
            signal.first.time.withinCalendar.iso8601, signal.last.withinCalendar.iso8601,
            signal.sources.joined(separator: "; "), String(signal.hasMoreSources), signal.eventID, signal.file,
            signal.line > 0 ? String(signal.line) : "",
        ]
    }
}

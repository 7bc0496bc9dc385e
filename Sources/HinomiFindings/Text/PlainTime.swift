// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// Times as people read them.
enum PlainTime {
    /// `2026-03-01 10:02:05 UTC`.
    static func text(_ time: Timestamp) -> String { day(time) + " " + clock(time) + " UTC" }

    /// `2026-03-01`.
    static func day(_ time: Timestamp) -> String { String(time.withinCalendar.iso8601.prefix(10)) }

    /// `10:02:05`.
    static func clock(_ time: Timestamp) -> String { String(time.withinCalendar.iso8601.dropFirst(11).prefix(8)) }

    /// `from 2026-03-01 10:02:05 to 10:14:31 UTC`, or `at 2026-03-01 10:02:05 UTC` where both are the same second.
    static func range(_ first: Timestamp, _ last: Timestamp) -> String {
        let (from, to) = (first.withinCalendar, last.withinCalendar)
        if from.seconds == to.seconds { return "at " + text(from) }
        if day(from) == day(to) { return "from " + day(from) + " " + clock(from) + " to " + clock(to) + " UTC" }
        return "from " + day(from) + " " + clock(from) + " to " + text(to)
    }

    /// `12 min 26 s`: the two largest units of the time between.
    static func duration(_ first: Timestamp, _ last: Timestamp) -> String {
        let seconds = max(0, last.withinCalendar.seconds - first.withinCalendar.seconds)
        let units: [(Int64, String)] = [(86400, "d"), (3600, "h"), (60, "min"), (1, "s")]
        guard let largest = units.firstIndex(where: { seconds >= $0.0 }) else { return "less than a second" }
        var parts = ["\(seconds / units[largest].0) \(units[largest].1)"]
        if largest + 1 < units.count {
            let rest = seconds % units[largest].0 / units[largest + 1].0
            if rest > 0 { parts.append("\(rest) \(units[largest + 1].1)") }
        }
        return parts.joined(separator: " ")
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// A place in a bucket that is listed again and again: a folder with what is directly in it, or all objects of a day.
struct ListedPlace: Hashable, Sendable {
    /// What the names of its objects begin with; ends with a slash, unless it is the whole bucket.
    let prefix: String
    /// The first and the last moment of its year, month or day, where its name is one.
    let period: Range<Int64>?
    /// Whether everything below it is listed, in one go.
    let isDay: Bool

    /// The place of a prefix, by its last parts: `…/2026/`, `…/2026/11/`, `…/2026/11/29/`, or the same as `year=2026/`.
    init(_ prefix: String) {
        self.prefix = prefix
        let parts = prefix.split(separator: "/").suffix(3).map(ListedPlace.number)
        let (a, b, c) = (
            parts.count == 3 ? parts[0] : nil, parts.count >= 2 ? parts[parts.count - 2] : nil, parts.last ?? nil
        )
        if let a, let b, let c, a.isYear, b.isShort, c.isShort {
            period = ListedPlace.period(a.value, b.value, c.value)
            isDay = period != nil
        } else if let b, let c, b.isYear, c.isShort {
            period = ListedPlace.period(b.value, c.value, nil)
            isDay = false
        } else if let c, c.isYear {
            period = ListedPlace.period(c.value, nil, nil)
            isDay = false
        } else {
            period = nil
            isDay = false
        }
    }

    private struct Number {
        var value: Int
        var isYear: Bool
        var isShort: Bool
    }

    private static func number(_ part: Substring) -> Number? {
        let text = part.split(separator: "=", maxSplits: 1)
        let digits = text.count == 2 ? text[1] : part
        let name = text.count == 2 ? text[0] : ""
        guard digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let value = Int(digits) else { return nil }
        return Number(
            value: value, isYear: digits.utf8.count == 4 && 1970...2999 ~= value && ["", "year"].contains(name),
            isShort: digits.utf8.count == 2 && ["", "month", "day"].contains(name))
    }

    // Seconds of a year, of a month of it, or of a day of that.
    private static func period(_ year: Int, _ month: Int?, _ day: Int?) -> Range<Int64>? {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        func time(_ year: Int, _ month: Int, _ day: Int) -> Int64? {
            Timestamp(iso8601: "\(year)-\(two(month))-\(two(day))T00:00:00Z")?.seconds
        }
        guard let start = time(year, month ?? 1, day ?? 1) else { return nil }
        let end =
            if day != nil {
                Optional(start + 86_400)
            } else if let month {
                month == 12 ? time(year + 1, 1, 1) : time(year, month + 1, 1)
            } else {
                time(year + 1, 1, 1)
            }
        return end.map { start..<$0 }
    }

    /// Seconds after which it is listed again, where it was listed at `now` and something new last came at `lastNew`.
    ///
    /// Where logs arrive, that is a minute, and longer the longer nothing came. What is over is listed ever less often: after
    /// half as much time as has passed since. So nothing that comes late is missed for ever, and a day costs few lists in all.
    func interval(at now: Int64, lastNew: Int64, holdsObjects: Bool, shortest: Int64) -> Int64 {
        if let period, now > period.upperBound + ListedPlace.openFor {
            return max(3_600, (now - period.upperBound) / 2)
        }
        let idle = max(0, now - lastNew) / 10
        return min(max(shortest, idle), isDay || holdsObjects ? 900 : 3_600)
    }

    /// Seconds for which a period is still listed as often as the present one when it is over: logs come minutes after the fact.
    static let openFor: Int64 = 7_200
    /// Seconds after which a day that is listed in part is listed whole.
    static let wholeEvery: Int64 = 3_600

    /// The same day's place under the same root at another time, and the places above it up to the root.
    func siblings(at seconds: Int64) -> [String] {
        guard isDay, let slashes = ListedPlace.lastSlashes(prefix) else { return [] }
        let date = Timestamp(seconds: seconds).iso8601.prefix(10).split(separator: "-")
        let parts = prefix[slashes...].split(separator: "/")
        var path = String(prefix[..<slashes])
        return zip(parts, date).map { part, number in
            let name = part.contains("=") ? part.prefix { $0 != "=" } + "=" : ""
            path += name + number + "/"
            return path
        }
    }

    // Where the year of a day begins.
    private static func lastSlashes(_ prefix: String) -> String.Index? {
        var count = 0
        for index in prefix.indices.reversed() where prefix[index] == "/" {
            count += 1
            if count == 4 { return prefix.index(after: index) }
        }
        return count == 3 ? prefix.startIndex : nil
    }
}

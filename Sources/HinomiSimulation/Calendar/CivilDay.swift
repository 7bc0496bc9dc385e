// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// A day of the calendar.
struct CivilDay: Sendable {
    var year: Int
    var month: Int
    var day: Int
    /// 0 for Monday.
    var weekday: Int

    /// The day of a number of days since 1970.
    init(daysSinceEpoch days: Int) {
        (year, month, day) = Timestamp.civil(fromDays: days)
        weekday = ((days + 3) % 7 + 7) % 7
    }

    /// The day, in UTC, that a second lies in.
    init(second: Int64) { self.init(daysSinceEpoch: Int((second - CivilDay.rest(second)) / 86_400)) }

    private static func rest(_ second: Int64) -> Int64 { (second % 86_400 + 86_400) % 86_400 }

    var isWeekend: Bool { weekday >= 5 }

    /// Days on which hardly anybody works anywhere.
    var isHoliday: Bool {
        (month == 1 && day == 1) || (month == 5 && day == 1) || (month == 12 && (24...26).contains(day))
            || (month == 12 && day == 31)
    }

    /// `2026/11/25`, as in S3 keys.
    var path: String { "\(year)/\(CivilDay.two(month))/\(CivilDay.two(day))" }

    static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// Times as AWS writes them.
enum TimeText {
    /// `2026-11-25T07:13:00Z`.
    static func iso(_ second: Int64) -> String {
        let day = CivilDay(second: second)
        let (hour, minute, rest) = clock(second)
        return "\(day.year)-\(CivilDay.two(day.month))-\(CivilDay.two(day.day))T\(hour):\(minute):\(rest)Z"
    }

    /// `20261125T0710Z`, as in the names of log files.
    static func compact(_ second: Int64) -> String {
        let day = CivilDay(second: second)
        let (hour, minute, _) = clock(second)
        return "\(day.year)\(CivilDay.two(day.month))\(CivilDay.two(day.day))T\(hour)\(minute)Z"
    }

    /// `Nov 25, 2026, 7:13:00 AM`, as in answers of IAM and STS.
    static func spoken(_ second: Int64) -> String {
        let day = CivilDay(second: second)
        let (_, minute, rest) = clock(second)
        let hour = Int(((second % 86_400) + 86_400) % 86_400 / 3_600)
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let twelve = hour % 12 == 0 ? 12 : hour % 12
        return "\(names[day.month - 1]) \(day.day), \(day.year), \(twelve):\(minute):\(rest) \(hour < 12 ? "AM" : "PM")"
    }

    private static func clock(_ second: Int64) -> (String, String, String) {
        let rest = Int(((second % 86_400) + 86_400) % 86_400)
        return (CivilDay.two(rest / 3_600), CivilDay.two(rest / 60 % 60), CivilDay.two(rest % 60))
    }
}

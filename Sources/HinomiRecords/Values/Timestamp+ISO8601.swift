// SPDX-License-Identifier: Apache-2.0

extension Timestamp {
    /// Reads `2022-11-22T12:22:20Z`, with or without fractional seconds and with `Z`, an offset or nothing at the end.
    ///
    /// Years 0001 to 9999. Returns nil for anything else, days that do not exist among it.
    public init?(iso8601 text: UnsafeBufferPointer<UInt8>) {
        guard text.count >= 19, let base = text.baseAddress else { return nil }
        if text.count == 20, let seconds = Timestamp.plainUTC(base) {
            self.init(seconds: seconds)
            return
        }
        func number(_ at: Int, _ digits: Int) -> Int? {
            var value = 0
            for i in at..<(at + digits) {
                let digit = base[i] &- 48
                if digit > 9 { return nil }
                value = value * 10 + Int(digit)
            }
            return value
        }
        guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2),
            let minute = number(14, 2), let second = number(17, 2),
            base[4] == 0x2D, base[7] == 0x2D, base[10] == 0x54 || base[10] == 0x20 || base[10] == 0x74,
            base[13] == 0x3A, base[16] == 0x3A
        else { return nil }
        guard year >= 1, (1...12).contains(month), day >= 1, day <= Timestamp.days(in: month, of: year), hour <= 23,
            minute <= 59, second <= 60
        else { return nil }
        var at = 19
        var fraction = 0
        if at < text.count, base[at] == 0x2E || base[at] == 0x2C {
            at += 1
            var scale = 100
            var digits = 0
            while at < text.count, base[at] &- 48 <= 9 {
                fraction += Int(base[at] - 48) * scale
                scale /= 10
                digits += 1
                at += 1
            }
            if digits == 0 { return nil }
        }
        var offset = 0
        if at < text.count {
            switch base[at] {
            case 0x5A, 0x7A:
                at += 1
            case 0x2B, 0x2D:
                let sign = base[at] == 0x2B ? 1 : -1
                guard at + 3 <= text.count, let hours = number(at + 1, 2) else { return nil }
                at += 3
                if at < text.count, base[at] == 0x3A { at += 1 }
                var minutes = 0
                if at + 2 <= text.count, let read = number(at, 2) {
                    minutes = read
                    at += 2
                }
                guard hours <= 23, minutes <= 59 else { return nil }
                offset = sign * (hours * 3600 + minutes * 60)
            default:
                return nil
            }
        }
        guard at == text.count else { return nil }
        let days = Timestamp.daysFromEpoch(year: year, month: month, day: day)
        let seconds = Int64(days) * 86400 + Int64(hour * 3600 + minute * 60 + second - offset)
        self.init(milliseconds: seconds * 1000 + Int64(fraction))
    }

    // The form that AWS writes, `2022-11-22T12:22:20Z`, in 20 bytes: the digits are taken eight at a time.
    private static func plainUTC(_ base: UnsafePointer<UInt8>) -> Int64? {
        let raw = UnsafeRawPointer(base)
        let date = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
        let middle = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        let tail = UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
        // "yyyy-mm-", "ddThh:mm", ":ssZ": the separators have to stand where they stand, the rest has to be digits.
        guard date & 0xFF00_00FF_0000_0000 == 0x2D00_002D_0000_0000,
            middle & 0x0000_FF00_00FF_0000 == 0x0000_3A00_0054_0000,
            tail & 0xFF00_00FF == 0x5A00_003A
        else { return nil }
        let dateDigits = date & 0x00FF_FF00_FFFF_FFFF | 0x3000_0030_0000_0000
        let middleDigits = middle & 0xFFFF_00FF_FF00_FFFF | 0x0000_3000_0030_0000
        let tailDigits = UInt64(tail & 0x00FF_FF00) | 0x3030_3030_3000_0030
        guard areDigits(dateDigits), areDigits(middleDigits), areDigits(tailDigits) else { return nil }
        // Each byte becomes ten times its digit and the digit behind it.
        let low: UInt64 = 0x0F0F_0F0F_0F0F_0F0F
        let datePairs = (date & low) &* 10 &+ ((date & low) >> 8)
        let middlePairs = (middle & low) &* 10 &+ ((middle & low) >> 8)
        let year = Int(datePairs & 0xFF) &* 100 &+ Int(datePairs >> 16 & 0xFF)
        let month = Int(datePairs >> 40 & 0xFF)
        let day = Int(middlePairs & 0xFF)
        let hour = Int(middlePairs >> 24 & 0xFF)
        let minute = Int(middlePairs >> 48 & 0xFF)
        let second = Int(tail >> 8 & 0xF) &* 10 &+ Int(tail >> 16 & 0xF)
        guard year >= 1, month >= 1, month <= 12, day >= 1, day <= 28 || day <= days(in: month, of: year), hour <= 23,
            minute <= 59, second <= 60
        else { return nil }
        return Int64(daysFromEpoch(year: year, month: month, day: day) * 86400 + hour * 3600 + minute * 60 + second)
    }

    @inline(__always)
    private static func areDigits(_ word: UInt64) -> Bool {
        // A byte above '9' carries into its high half when 6 is added; one below '0' has another high half already.
        (word & 0xF0F0_F0F0_F0F0_F0F0) == 0x3030_3030_3030_3030
            && ((word &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0) == 0x3030_3030_3030_3030
    }

    /// Reads ISO 8601 text.
    public init?(iso8601 text: String) {
        var text = text
        guard let value = text.withUTF8({ Timestamp(iso8601: $0) }) else { return nil }
        self = value
    }

    /// The time in UTC with milliseconds, as findings carry it: `2022-11-22T12:22:20.938Z`.
    public var iso8601: String {
        let (year, month, day) = Timestamp.civil(fromDays: Int(seconds / 86400 - (seconds % 86400 < 0 ? 1 : 0)))
        let inDay = Int(((seconds % 86400) + 86400) % 86400)
        let millis = Int(((milliseconds % 1000) + 1000) % 1000)
        func padded(_ value: Int, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2) + "T" + padded(inDay / 3600, 2) + ":"
            + padded(inDay / 60 % 60, 2) + ":" + padded(inDay % 60, 2) + "." + padded(millis, 3) + "Z"
    }

    static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    // Howard Hinnant's civil calendar arithmetic: days since 1970-01-01 of the proleptic Gregorian calendar and back.
    static func daysFromEpoch(year: Int, month: Int, day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146097 + dayOfEra - 719468
    }

    /// The date of a number of days since 1970-01-01.
    public static func civil(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
        let z = days + 719468
        let era = (z >= 0 ? z : z - 146096) / 146097
        let dayOfEra = z - era * 146097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let mp = (5 * dayOfYear + 2) / 153
        let month = mp < 10 ? mp + 3 : mp - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * mp + 2) / 5 + 1)
    }
}

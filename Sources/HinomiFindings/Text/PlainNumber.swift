// SPDX-License-Identifier: Apache-2.0

/// Numbers as people read them.
enum PlainNumber {
    /// Whole numbers with commas between thousands, others with a few digits behind the point.
    static func text(_ number: Double) -> String {
        guard number.isFinite else { return "unknown" }
        let size = abs(number)
        if size >= 1e15 || (size < 0.001 && size > 0) { return number.description }
        if size >= 1000 { return grouped(nearest(number)) }
        if let whole = Int64(exactly: number) { return grouped(whole) }
        let scale: Double = size >= 100 ? 10 : size >= 1 ? 100 : 1000
        let rounded = Double(nearest(number * scale)) / scale
        return Int64(exactly: rounded).map { grouped($0) } ?? rounded.description
    }

    private static func nearest(_ number: Double) -> Int64 { Int64(number + (number < 0 ? -0.5 : 0.5)) }

    /// `once`, `twice`, `1,234 times`.
    static func times(_ count: Int) -> String {
        switch count {
        case 1: "once"
        case 2: "twice"
        default: grouped(count) + " times"
        }
    }

    /// A whole number with commas between thousands.
    static func grouped(_ number: some BinaryInteger) -> String {
        let digits = Array(String(number))
        let start = digits.first == "-" ? 1 : 0
        var text = ""
        for (i, digit) in digits.enumerated() {
            if i > start, (digits.count - i) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }
}

extension Reason {
    /// The reason in words and numbers: `distinct ports: 500 (limit 100)`.
    var text: String {
        func number(_ value: Double) -> String {
            unit.isEmpty ? PlainNumber.text(value) : PlainNumber.text(value) + (unit == "%" ? "" : " ") + unit
        }
        return what + ": " + number(observed) + (limit.map { " (limit " + number($0) + ")" } ?? "")
    }
}

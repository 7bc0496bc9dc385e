// SPDX-License-Identifier: Apache-2.0

/// Numbers as people read them.
enum PlainNumber {
    /// Whole numbers with commas between thousands, others with up to three significant digits after small zeros.
    static func text(_ number: Double) -> String {
        guard number.isFinite else { return "unknown" }
        let size = abs(number)
        if size >= 1e15 { return number.description }
        if number == number.rounded() || size >= 1000 { return grouped(Int64(number.rounded())) }
        if size < 0.001 { return number.description }
        let scale: Double = size >= 100 ? 10 : size >= 1 ? 100 : 1000
        return ((number * scale).rounded() / scale).description
    }

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

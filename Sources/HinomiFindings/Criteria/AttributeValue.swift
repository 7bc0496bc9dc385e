// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// A value of an attribute in the one form in which all are compared and kept.
///
/// Truth values are the texts `true` and `false`, numbers the shortest text that reads back as them, times the milliseconds
/// since 1970. Texts are compared byte by byte, so that any store orders them alike.
public struct AttributeValue: Hashable, Sendable {
    /// The value as text.
    public let text: String
    /// The value as a number: of numbers, times, and texts of at most 15 digits; nil for all others.
    public let number: Double?

    /// A text, which is a number as well where it consists of digits.
    public init(text: String) {
        self.text = text
        number = AttributeValue.digits(text)
    }

    /// A number.
    public init(number: Double) {
        self.number = number
        if let whole = Int64(exactly: number), whole.magnitude < 1 << 53 {
            text = String(whole)
        } else {
            text = number.description
        }
    }

    /// A point in time.
    public init(time: Timestamp) { self.init(number: Double(time.milliseconds)) }

    /// The scalar that stands in a document as the value of an attribute; nil for null and for what is no scalar.
    init?(_ value: JSONValue, of attribute: String) {
        switch value {
        case .string(let text):
            if AttributeName.isTime(attribute), let time = Timestamp(iso8601: text) {
                self.init(time: time)
            } else {
                self.init(text: text)
            }
        case .number(let number):
            // Times that are numbers are seconds, as the API writes them.
            let isTime = AttributeName.isTime(attribute)
            self.init(number: isTime ? (number.double * 1_000).rounded() : number.double)
        case .bool(let truth): self.init(text: truth ? "true" : "false")
        case .null, .array, .object: return nil
        }
    }

    private static func digits(_ text: String) -> Double? {
        let utf8 = text.utf8
        // More digits than a double holds exactly would make different values equal.
        guard (1...15).contains(utf8.count), utf8.allSatisfy({ $0 &- 0x30 <= 9 }) else { return nil }
        return Double(text)
    }

    public static func == (a: Self, b: Self) -> Bool {
        a.number == b.number && a.text.utf8.elementsEqual(b.text.utf8)
    }

    public func hash(into hasher: inout Hasher) { for byte in text.utf8 { hasher.combine(byte) } }
}

extension AttributeValue: Comparable {
    /// Numbers come before texts; among equal numbers the text decides.
    public static func < (a: Self, b: Self) -> Bool {
        switch (a.number, b.number) {
        case (let x?, let y?) where x != y: x < y
        case (.some, nil): true
        case (nil, .some): false
        default: a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
        }
    }
}

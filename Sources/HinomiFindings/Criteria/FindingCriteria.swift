// SPDX-License-Identifier: Apache-2.0

/// What findings must be like to be listed, suppressed or handed on: all of its conditions hold.
public struct FindingCriteria: Hashable, Sendable {
    /// What criteria are for, which decides what they may say.
    public enum Use: Sendable {
        /// Listing findings: few attributes, no patterns.
        case listing
        /// Filters and rules: all attributes, and patterns.
        case filter
    }

    /// One attribute held against one operator; both spellings of an operator (`eq`, `equals`) are the same here.
    public struct Condition: Hashable, Sendable {
        /// The path of the attribute in a finding's document.
        public var attribute: String
        public var comparison: Comparison
    }

    /// An operator with its operands.
    ///
    /// An attribute with several values meets `equals`, `matches` and the comparisons of numbers where one value does, and
    /// the negations where no value fails them. One that is missing meets the negations only.
    public enum Comparison: Hashable, Sendable {
        /// A value is one of these texts, in the form of `AttributeValue`; of `severity` the whole part decides where the
        /// operand has no fraction.
        case equals([String])
        /// No value is one of these texts.
        case notEquals([String])
        case greaterThan(Int64)
        case greaterThanOrEqual(Int64)
        case lessThan(Int64)
        case lessThanOrEqual(Int64)
        /// A value is described by one of these patterns.
        case matches([WildcardPattern])
        /// No value is described by one of these patterns.
        case notMatches([WildcardPattern])
    }

    /// In the order in which they were given.
    public let conditions: [Condition]

    init(conditions: [Condition]) { self.conditions = conditions }

    /// Whether a finding of these attributes meets every condition.
    public func matches(_ attributes: FindingAttributes) -> Bool {
        conditions.allSatisfy { $0.comparison.holds(for: attributes.values(of: $0.attribute), of: $0.attribute) }
    }
}

extension FindingCriteria.Comparison {
    fileprivate func holds(for values: [AttributeValue], of attribute: String) -> Bool {
        switch self {
        case .equals(let operands):
            values.contains { value in operands.contains { value.equals($0, in: attribute) } }
        case .notEquals(let operands):
            !values.contains { value in operands.contains { value.equals($0, in: attribute) } }
        case .greaterThan(let bound): values.contains { $0.number.map { $0 > Double(bound) } ?? false }
        case .greaterThanOrEqual(let bound): values.contains { $0.number.map { $0 >= Double(bound) } ?? false }
        case .lessThan(let bound): values.contains { $0.number.map { $0 < Double(bound) } ?? false }
        case .lessThanOrEqual(let bound): values.contains { $0.number.map { $0 <= Double(bound) } ?? false }
        case .matches(let patterns): values.contains { value in patterns.contains { $0.matches(value.text) } }
        case .notMatches(let patterns): !values.contains { value in patterns.contains { $0.matches(value.text) } }
        }
    }
}

extension AttributeValue {
    fileprivate func equals(_ operand: String, in attribute: String) -> Bool {
        if text.utf8.elementsEqual(operand.utf8) { return true }
        // Labels of severity are asked for as lists of whole numbers.
        guard attribute == AttributeName.severity, let number, let asked = Double(operand) else { return false }
        return number == asked || (asked == asked.rounded(.down) && number.rounded(.down) == asked)
    }
}

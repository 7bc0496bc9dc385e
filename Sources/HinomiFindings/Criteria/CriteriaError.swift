// SPDX-License-Identifier: Apache-2.0

/// What is wrong with criteria or a sort order, where, and what would be right.
public struct CriteriaError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What can be wrong.
    public enum Reason: Hashable, Sendable {
        case notAnObject
        case unknownMember(String)
        case unknownAttribute(Hint)
        case unknownOperator
        /// An operator that filters may have and listings may not.
        case filtersOnly
        case notTexts
        case notAWholeNumber
        case notANumber(String)
        case notAnOrder
        /// Nothing where something has to be: no attributes, operators or values.
        case empty
        case repeated
        case tooManyAttributes(Int)
        case tooManyValues(Int, limit: Int)
        case tooLong(limit: Int)
    }

    /// What may have been meant by an attribute that is not known.
    public enum Hint: Hashable, Sendable {
        case none
        /// The same name but for the case of letters.
        case spelling(String)
        /// Filters know it, listings do not.
        case filtersOnly

        init(_ name: String, for use: FindingCriteria.Use) {
            if name.utf8.count > 256 {
                self = .none
            } else if let right = AttributeName.respelled(name, for: use) {
                self = .spelling(right)
            } else if use == .listing, AttributeName.known(name, for: .filter) != nil {
                self = .filtersOnly
            } else {
                self = .none
            }
        }
    }

    public let reason: Reason
    /// The attribute in question; empty where it is none.
    public let attribute: String
    /// The operator in question; empty where it is none.
    public let `operator`: String

    init(_ reason: Reason, at attribute: String = "", _ name: String = "") {
        self.reason = reason
        self.attribute = attribute
        self.operator = name
    }

    /// One sentence for people.
    public var description: String {
        let place = [attribute, self.operator].filter { !$0.isEmpty }.map { VisibleText.of($0, limit: 256) }
        return (place.isEmpty ? "criteria" : place.joined(separator: ".")) + ": " + reason.words
    }
}

extension CriteriaError.Reason {
    fileprivate var words: String {
        switch self {
        case .notAnObject: "an object is expected here"
        case .unknownMember(let name):
            "“\(VisibleText.of(name, limit: 64))” is not known here; criteria have the one member “criterion”"
        case .unknownAttribute(.none): "no such attribute of findings can be asked for"
        case .unknownAttribute(.spelling(let right)): "no such attribute; it is spelled “\(right)”"
        case .unknownAttribute(.filtersOnly): "filters can have this attribute, listings cannot"
        case .unknownOperator:
            "no such operator; there are eq, neq, gt, gte, lt, lte, equals, notEquals, greaterThan, greaterThanOrEqual, "
                + "lessThan, lessThanOrEqual, and for filters matches and notMatches"
        case .filtersOnly: "only filters can have this operator"
        case .notTexts: "a list of texts is expected here"
        case .notAWholeNumber: "a whole number is expected here; times are milliseconds since 1970"
        case .notANumber(let text): "“\(VisibleText.of(text, limit: 64))” is no number"
        case .notAnOrder: "the order is ASC or DESC"
        case .empty: "nothing is given here; at least one is needed"
        case .repeated: "it is given twice"
        case .tooManyAttributes(let count): "\(count) attributes, where at most \(FindingCriteria.maxAttributes) can be"
        case .tooManyValues(let count, let limit): "\(count) values, where at most \(limit) can be"
        case .tooLong(let limit): "longer than the \(limit) characters that can be"
        }
    }
}

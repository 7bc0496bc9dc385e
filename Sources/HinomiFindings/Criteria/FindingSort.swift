// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// In which order findings are listed: by one attribute, up or down, those without it last.
public struct FindingSort: Hashable, Sendable {
    /// The path of the attribute in a finding's document.
    public let attribute: String
    /// Whether the largest comes first.
    public let isDescending: Bool

    /// Reads an order as the API sends it, `{"attributeName": …, "orderBy": "ASC" | "DESC"}`; upwards where it does not say.
    public init(_ json: JSONValue) throws(CriteriaError) {
        guard let members = json.members else { throw CriteriaError(.notAnObject, at: "sortCriteria") }
        let name = members["attributeName"] ?? .null
        guard let name = name.text, !name.isEmpty else {
            throw CriteriaError(.empty, at: "sortCriteria", "attributeName")
        }
        guard let attribute = AttributeName.known(name, for: .filter) else {
            throw CriteriaError(.unknownAttribute(CriteriaError.Hint(name, for: .filter)), at: name)
        }
        let order = members["orderBy"] ?? .null
        switch order.text {
        case "ASC": isDescending = false
        case "DESC": isDescending = true
        case nil where order.isNull: isDescending = false
        default: throw CriteriaError(.notAnOrder, at: "sortCriteria", "orderBy")
        }
        self.attribute = attribute
    }

    /// What a finding is put in order by; nil where it lacks the attribute. Of several values the one that would come first.
    public func key(of attributes: FindingAttributes) -> AttributeValue? {
        let values = attributes.values(of: attribute)
        return isDescending ? values.max() : values.min()
    }

    /// Whether a finding with the key `a` stands before one with `b`; both ways false where neither goes first.
    public func precedes(_ a: AttributeValue?, _ b: AttributeValue?) -> Bool {
        guard let a else { return false }
        guard let b else { return true }
        return isDescending ? a > b : a < b
    }
}

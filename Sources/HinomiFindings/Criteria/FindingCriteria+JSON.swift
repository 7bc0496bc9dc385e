// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

extension FindingCriteria {
    /// Most attributes of one set of criteria.
    public static let maxAttributes = 50
    /// Most values of one operator.
    public static let maxValues = 50
    /// Most bytes of one value.
    public static let maxValueLength = 4096
    /// Most patterns of one operator.
    public static let maxPatterns = 5
    /// Most characters of one pattern.
    public static let maxPatternLength = 512

    /// Reads criteria as the API sends them: `{"criterion": {attribute: {operator: value}}}`.
    ///
    /// Criteria without attributes list everything; a filter needs at least one. Members that are null count as absent.
    public init(_ json: JSONValue, for use: Use) throws(CriteriaError) {
        guard let members = json.members else { throw CriteriaError(.notAnObject) }
        if let unknown = members.first(where: { $0.key != "criterion" && !$0.value.isNull }) {
            throw CriteriaError(.unknownMember(unknown.key))
        }
        guard members.count <= 1 else { throw CriteriaError(.repeated, at: "criterion") }
        let criterion = members["criterion"] ?? .null
        guard let attributes = criterion.members ?? (criterion.isNull ? JSONObject() : nil) else {
            throw CriteriaError(.notAnObject, at: "criterion")
        }
        guard attributes.count <= FindingCriteria.maxAttributes else {
            throw CriteriaError(.tooManyAttributes(attributes.count))
        }
        guard use == .listing || !attributes.isEmpty else { throw CriteriaError(.empty) }
        var seen = Set<String>()
        var conditions: [Condition] = []
        for member in attributes {
            guard let attribute = AttributeName.known(member.key, for: use) else {
                throw CriteriaError(.unknownAttribute(CriteriaError.Hint(member.key, for: use)), at: member.key)
            }
            guard seen.insert(attribute).inserted else { throw CriteriaError(.repeated, at: attribute) }
            conditions += try FindingCriteria.conditions(on: attribute, member.value, for: use)
        }
        self.init(conditions: conditions)
    }

    private static func conditions(
        on attribute: String, _ json: JSONValue, for use: Use
    ) throws(CriteriaError) -> [Condition] {
        guard let members = json.members else { throw CriteriaError(.notAnObject, at: attribute) }
        var seen = Set<String>()
        var conditions: [Condition] = []
        for member in members where !member.value.isNull {
            guard seen.insert(member.key).inserted else { throw CriteriaError(.repeated, at: attribute, member.key) }
            let comparison = try comparison(attribute, member.key, member.value, for: use)
            conditions.append(Condition(attribute: attribute, comparison: comparison))
        }
        guard !conditions.isEmpty else { throw CriteriaError(.empty, at: attribute) }
        return conditions
    }

    private static func comparison(
        _ attribute: String, _ name: String, _ json: JSONValue, for use: Use
    ) throws(CriteriaError) -> Comparison {
        switch name {
        case "eq", "equals": return .equals(try values(attribute, name, json))
        case "neq", "notEquals": return .notEquals(try values(attribute, name, json))
        case "gt", "greaterThan": return .greaterThan(try bound(attribute, name, json))
        case "gte", "greaterThanOrEqual": return .greaterThanOrEqual(try bound(attribute, name, json))
        case "lt", "lessThan": return .lessThan(try bound(attribute, name, json))
        case "lte", "lessThanOrEqual": return .lessThanOrEqual(try bound(attribute, name, json))
        case "matches", "notMatches":
            guard use == .filter else { throw CriteriaError(.filtersOnly, at: attribute, name) }
            let patterns = try patterns(attribute, name, json)
            return name == "matches" ? .matches(patterns) : .notMatches(patterns)
        default: throw CriteriaError(.unknownOperator, at: attribute, name)
        }
    }

    private static func bound(_ attribute: String, _ name: String, _ json: JSONValue) throws(CriteriaError) -> Int64 {
        guard let bound = json.integer else { throw CriteriaError(.notAWholeNumber, at: attribute, name) }
        return bound
    }

    private static func texts(
        _ attribute: String, _ name: String, _ json: JSONValue, atMost limit: Int
    ) throws(CriteriaError) -> [String] {
        guard let elements = json.elements else { throw CriteriaError(.notTexts, at: attribute, name) }
        guard !elements.isEmpty else { throw CriteriaError(.empty, at: attribute, name) }
        guard elements.count <= limit else {
            throw CriteriaError(.tooManyValues(elements.count, limit: limit), at: attribute, name)
        }
        var texts: [String] = []
        for element in elements {
            guard let text = element.text else { throw CriteriaError(.notTexts, at: attribute, name) }
            texts.append(text)
        }
        return texts
    }

    private static func values(
        _ attribute: String, _ name: String, _ json: JSONValue
    ) throws(CriteriaError) -> [String] {
        var values: [String] = []
        for text in try texts(attribute, name, json, atMost: maxValues) {
            guard text.utf8.count <= maxValueLength else {
                throw CriteriaError(.tooLong(limit: maxValueLength), at: attribute, name)
            }
            if attribute == AttributeName.severity, Double(text)?.isFinite != true {
                throw CriteriaError(.notANumber(text), at: attribute, name)
            }
            if AttributeName.isTime(attribute), let time = Timestamp(iso8601: text) {
                values.append(AttributeValue(time: time).text)
            } else {
                values.append(text)
            }
        }
        return values
    }

    private static func patterns(
        _ attribute: String, _ name: String, _ json: JSONValue
    ) throws(CriteriaError) -> [WildcardPattern] {
        var patterns: [WildcardPattern] = []
        for text in try texts(attribute, name, json, atMost: maxPatterns) {
            guard !text.isEmpty else { throw CriteriaError(.empty, at: attribute, name) }
            // No character has more than four bytes: what is far too long need not be counted.
            guard text.utf8.count <= 4 * maxPatternLength, text.unicodeScalars.count <= maxPatternLength else {
                throw CriteriaError(.tooLong(limit: maxPatternLength), at: attribute, name)
            }
            patterns.append(WildcardPattern(text))
        }
        return patterns
    }
}

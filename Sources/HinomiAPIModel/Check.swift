// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// The checks of plain values. Lengths count Unicode scalars, as clients do.
enum Check {
    static func text(
        _ value: JSONValue, _ path: FieldPath, _ minimum: Int?, _ maximum: Int?, pattern: TextPattern? = nil
    ) throws(APIError) -> String {
        guard let text = value.text else { throw .invalid(path, "it must be a string") }
        let count = text.unicodeScalars.count
        try bounds(count, path, minimum, maximum, of: "its length")
        if let pattern, !pattern.matches(text) { throw .invalid(path, pattern.rule) }
        return text
    }

    static func word<Word: RawRepresentable<String> & CaseIterable>(
        _ value: JSONValue, _ path: FieldPath
    ) throws(APIError) -> Word {
        guard let text = value.text, let word = Word(rawValue: text) else {
            throw .invalid(path, "it must be one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return word
    }

    // A query holds numbers as text.
    static func integer(
        _ value: JSONValue, _ path: FieldPath, _ minimum: Int?, _ maximum: Int?
    ) throws(APIError) -> Int {
        guard let number = value.integer.map({ Int($0) }) ?? value.text.flatMap({ Int($0) }) else {
            throw .invalid(path, "it must be a whole number")
        }
        try bounds(number, path, minimum, maximum, of: "it")
        return number
    }

    static func truth(_ value: JSONValue, _ path: FieldPath) throws(APIError) -> Bool {
        guard let truth = value.boolean else { throw .invalid(path, "it must be true or false") }
        return truth
    }

    static func number(_ value: JSONValue, _ path: FieldPath) throws(APIError) -> Double {
        guard let number = value.double else { throw .invalid(path, "it must be a number") }
        return number
    }

    static func timestamp(_ value: JSONValue, _ path: FieldPath) throws(APIError) -> Timestamp {
        let seconds = try number(value, path)
        guard abs(seconds) < 1e11 else { throw .invalid(path, "it must be seconds since 1970") }
        return Timestamp(milliseconds: Int64((seconds * 1000).rounded()))
    }

    static func document(_ value: JSONValue, _ path: FieldPath) throws(APIError) -> API.Document {
        guard value.members != nil else { throw .invalid(path, "it must be an object") }
        var writer = JSONWriter()
        writer.value(value)
        return API.Document(bytes: writer.take())
    }

    static func list<Element>(
        _ value: JSONValue, _ path: FieldPath, _ minimum: Int?, _ maximum: Int?,
        _ read: (JSONValue, FieldPath) throws(APIError) -> Element
    ) throws(APIError) -> [Element] {
        // One value in a query is a list as well.
        guard let elements = value.elements ?? value.text.map({ [JSONValue.string($0)] }) else {
            throw .invalid(path, "it must be a list")
        }
        try bounds(elements.count, path, minimum, maximum, of: "the number of its elements")
        var list: [Element] = []
        for (i, element) in elements.enumerated() { list.append(try read(element, .element(path, i))) }
        return list
    }

    static func map<Key, Element>(
        _ value: JSONValue, _ path: FieldPath, _ minimum: Int?, _ maximum: Int?,
        _ readKey: (JSONValue, FieldPath) throws(APIError) -> Key,
        _ read: (JSONValue, FieldPath) throws(APIError) -> Element
    ) throws(APIError) -> [String: Element] {
        guard let members = value.members else { throw .invalid(path, "it must be an object") }
        try bounds(members.count, path, minimum, maximum, of: "the number of its members")
        var map: [String: Element] = [:]
        for member in members {
            _ = try readKey(.string(member.key), path)
            map[member.key] = try read(member.value, .member(path, member.key))
        }
        return map
    }

    private static func bounds(
        _ number: Int, _ path: FieldPath, _ minimum: Int?, _ maximum: Int?, of what: String
    ) throws(APIError) {
        guard number < minimum ?? .min || number > maximum ?? .max else { return }
        switch (minimum, maximum) {
        case (let minimum?, let maximum?) where minimum == maximum: throw .invalid(path, "\(what) must be \(minimum)")
        case (let minimum?, let maximum?): throw .invalid(path, "\(what) must be from \(minimum) to \(maximum)")
        case (let minimum?, nil): throw .invalid(path, "\(what) must be at least \(minimum)")
        default: throw .invalid(path, "\(what) must be at most \(maximum ?? 0)")
        }
    }
}

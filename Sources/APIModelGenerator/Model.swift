// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// The facts of the API as the model file has them, in its order.
struct Model {
    /// One operation.
    struct Operation {
        var name: String
        var method: String
        var uri: String
        var input: String?
        var output: String?
    }

    /// One member of a structure.
    struct Member {
        /// Where in a request it stands.
        enum Place: String {
            case body
            case uri
            case querystring
        }

        var name: String
        var shape: String
        var wireName: String
        var place: Place
        var isRequired: Bool
    }

    /// One shape.
    struct Shape {
        var name: String
        var type: String
        var members: [Member] = []
        var values: [String] = []
        var minimum: Int64?
        var maximum: Int64?
        var hasPattern = false
        /// The shape of a map's keys.
        var key: String?
        /// The shape of a list's elements or of a map's values.
        var element: String?
    }

    var version: String
    var operations: [Operation]
    var shapes: [Shape]
    /// The status that each error is answered with, by name.
    var errors: [(name: String, status: Int64)]

    init(_ json: JSONValue) throws {
        guard let version = json["version"]?.text, case .object(let operations)? = json["operations"],
            case .object(let shapes)? = json["shapes"], case .object(let errors)? = json["errors"]
        else { throw GeneratorError("the model lacks its version, operations, shapes or errors") }
        self.version = version
        self.operations = try operations.map { try Operation(name: $0.key, $0.value) }
        self.shapes = try shapes.map { try Shape(name: $0.key, $0.value) }
        self.errors = errors.compactMap { error in error.value.integer.map { (error.key, $0) } }
    }

    /// A shape by its name; an operation may do without.
    func shape(_ name: String?) throws(GeneratorError) -> Shape {
        guard let name, let shape = shapes.first(where: { $0.name == name }) else {
            throw GeneratorError("no shape \(name ?? "at all")")
        }
        return shape
    }
}

extension Model.Operation {
    fileprivate init(name: String, _ json: JSONValue) throws {
        guard let method = json["method"]?.text, let uri = json["uri"]?.text else {
            throw GeneratorError("\(name): no method or URI")
        }
        self.init(name: name, method: method, uri: uri, input: json["input"]?.text, output: json["output"]?.text)
    }
}

extension Model.Shape {
    fileprivate init(name: String, _ json: JSONValue) throws {
        guard let type = json["type"]?.text else { throw GeneratorError("\(name): no type") }
        self.init(name: name, type: type)
        values = (json["enum"]?.elements ?? []).compactMap(\.text)
        minimum = json["min"]?.integer
        maximum = json["max"]?.integer
        hasPattern = json["pattern"] != nil
        key = json["key"]?.text
        element = (json["member"] ?? json["value"])?.text
        let required = Set((json["required"]?.elements ?? []).compactMap(\.text))
        guard case .object(let members)? = json["members"] else { return }
        self.members = try members.map { member in
            guard let shape = member.value["shape"]?.text,
                let place = Model.Member.Place(rawValue: member.value["location"]?.text ?? "body")
            else { throw GeneratorError("\(name).\(member.key): no shape, or an unknown location") }
            return Model.Member(
                name: member.key, shape: shape, wireName: member.value["locationName"]?.text ?? member.key,
                place: place,
                isRequired: required.contains(member.key))
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Writes the types of what operations take and give, with their checks.
struct ShapeWriter {
    let model: Model
    // Shapes that stand in a request or in a response; what both use is read and written.
    private let read: Set<String>
    private let written: Set<String>

    static let header = """
        // Generated from the facts of the API; edit guardduty-2017-11-28.json or the generator instead.


        """
    // Structures are written by the one module and hold values of the other.
    private static let imports =
        ["HinomiFindings", "HinomiRecords"].map { "package import \($0)\n" }.joined() + "\n"

    init(_ model: Model) throws {
        self.model = model
        read = try ShapeWriter.reachable(from: model.operations.compactMap(\.input), in: model)
        written = try ShapeWriter.reachable(from: model.operations.compactMap(\.output), in: model)
    }

    private static func reachable(from roots: [String], in model: Model) throws -> Set<String> {
        var met = Set<String>()
        var waiting = roots
        while let name = waiting.popLast() {
            guard met.insert(name).inserted else { continue }
            let shape = try model.shape(name)
            waiting += shape.members.map(\.shape)
            waiting += [shape.key, shape.element].compactMap(\.self)
        }
        return met
    }

    /// What requests hold: one structure an operation.
    func requests() throws -> String {
        let inputs = Set(model.operations.compactMap(\.input))
        return try ShapeWriter.header
            + model.shapes.filter { inputs.contains($0.name) }.map { shape in
                """
                extension API {
                    /// What `\(shape.name.dropLast("Request".count))` is asked with.
                    package struct \(shape.name): Sendable {
                \(try declarations(of: shape))

                \(try memberwise(shape))
                    }
                }

                extension API.\(shape.name) {
                    /// Reads and checks a request.
                    package init(_ request: APIRequest) throws(APIError) {
                \(try shape.members.map { try "        \(assignment(of: $0, in: shape))" }.joined(separator: "\n"))
                    }
                }

                """
            }.joined(separator: "\n")
    }

    /// What responses hold: one structure an operation.
    func responses() throws -> String {
        let outputs = Set(model.operations.compactMap(\.output))
        return try ShapeWriter.header + ShapeWriter.imports
            + model.shapes.filter { outputs.contains($0.name) }.map { shape in
                """
                extension API {
                    /// What `\(shape.name.dropLast("Response".count))` answers.
                    package struct \(shape.name): APIWritable {
                \(try declarations(of: shape))

                \(try memberwise(shape))
                    }
                }

                \(try writing(shape))
                """
            }.joined(separator: "\n")
    }

    /// The structures within requests and responses, and the checks of plain values.
    func shapes() throws -> String {
        let whole = Set(model.operations.flatMap { [$0.input, $0.output] }.compactMap(\.self))
        var text = ShapeWriter.header + ShapeWriter.imports
        for shape in model.shapes where shape.type == "structure" && !whole.contains(shape.name) {
            let isRead = read.contains(shape.name)
            let isWritten = written.contains(shape.name)
            text += """
                extension API {
                    /// `\(shape.name)` of the API.
                    package struct \(shape.name): Sendable\(isWritten ? ", APIWritable" : "") {
                \(try declarations(of: shape))

                \(try memberwise(shape))
                    }
                }

                """
            if isRead {
                text += """
                    extension API.\(shape.name) {
                        init(_ json: JSONValue, _ path: FieldPath) throws(APIError) {
                    \(shape.members.isEmpty ? "        _ =" : "        let fields =") try Fields(json, path)
                    \(try shape.members.map { try "        \(assignment(of: $0, in: shape))" }.joined(separator: "\n"))
                        }
                    }

                    """
            }
            if isWritten { text += try writing(shape) }
        }
        text += "enum Read {\n"
        for shape in model.shapes where read.contains(shape.name) && !whole.contains(shape.name) {
            text +=
                "    static func \(SwiftNames.value(shape.name))Value(_ value: JSONValue, _ path: FieldPath) throws(APIError) -> \(try type(of: shape.name)) {\n"
            text += "        \(try reading(shape))\n    }\n\n"
        }
        return text + "}\n"
    }

    /// The words that members may be.
    func enumerations() -> String {
        ShapeWriter.header
            + model.shapes.filter { !$0.values.isEmpty }.map { shape in
                """
                extension API {
                    /// `\(shape.name)` of the API.
                    package enum \(shape.name): String, CaseIterable, Sendable {
                \(shape.values.map { "        case \(SwiftNames.value($0)) = \(SwiftNames.literal($0))" }.joined(separator: "\n"))
                    }
                }

                """
            }.joined(separator: "\n")
    }

    // MARK: Types

    private func type(of name: String) throws -> String {
        let shape = try model.shape(name)
        switch shape.type {
        case "string": return shape.values.isEmpty ? "String" : "API.\(name)"
        case "integer", "long": return "Int"
        case "boolean": return "Bool"
        case "double": return "Double"
        case "timestamp": return "Timestamp"
        case "structure": return "API.\(name)"
        case "document": return "API.Document"
        case "list": return "[\(try type(of: shape.element ?? ""))]"
        case "map": return "[String: \(try type(of: shape.element ?? ""))]"
        default: throw GeneratorError("\(name): the generator knows no type \(shape.type)")
        }
    }

    private func declarations(of shape: Model.Shape) throws -> String {
        try shape.members.map { member in
            "        package var \(SwiftNames.member(member.name)): \(try type(of: member.shape))\(member.isRequired ? "" : "?")"
        }.joined(separator: "\n")
    }

    private func memberwise(_ shape: Model.Shape) throws -> String {
        let parameters = try shape.members.map { member in
            "\(SwiftNames.member(member.name)): \(try type(of: member.shape))\(member.isRequired ? "" : "? = nil")"
        }.joined(separator: ", ")
        let body = shape.members.map {
            "            self.\(SwiftNames.member($0.name)) = \(SwiftNames.member($0.name))"
        }
        return """
                    /// One of these members.
                    package init(\(parameters)) {
            \(body.joined(separator: "\n"))
                    }
            """
    }

    // MARK: Reading

    private func assignment(of member: Model.Member, in shape: Model.Shape) throws -> String {
        let source: String
        let isWhole = model.operations.contains { $0.input == shape.name }
        switch member.place {
        case .uri: source = "request.label(\(SwiftNames.literal(member.wireName)))"
        case .querystring: source = "request.query(\(SwiftNames.literal(member.wireName)))"
        case .body: source = "\(isWhole ? "request.body" : "fields").member(\(SwiftNames.literal(member.wireName)))"
        }
        let read = "Read.\(SwiftNames.value(member.shape))Value"
        return
            "self.\(SwiftNames.member(member.name)) = try \(source).\(member.isRequired ? "required" : "optional")(\(read))"
    }

    private func reading(_ shape: Model.Shape) throws -> String {
        let bounds = ", \(shape.minimum.map(String.init) ?? "nil"), \(shape.maximum.map(String.init) ?? "nil")"
        switch shape.type {
        case "string":
            if !shape.values.isEmpty { return "try Check.word(value, path)" }
            let pattern = shape.hasPattern ? ", pattern: .\(SwiftNames.value(shape.name))" : ""
            return "try Check.text(value, path\(bounds)\(pattern))"
        case "integer", "long": return "try Check.integer(value, path\(bounds))"
        case "boolean": return "try Check.truth(value, path)"
        case "double": return "try Check.number(value, path)"
        case "timestamp": return "try Check.timestamp(value, path)"
        case "structure": return "try API.\(shape.name)(value, path)"
        case "document": return "try Check.document(value, path)"
        case "list": return "try Check.list(value, path\(bounds), \(SwiftNames.value(shape.element ?? ""))Value)"
        // The real service takes empty maps, whatever least number its model tells.
        case "map":
            let parts = [shape.key, shape.element].map { "\(SwiftNames.value($0 ?? ""))Value" }.joined(separator: ", ")
            return "try Check.map(value, path, nil, \(shape.maximum.map(String.init) ?? "nil"), \(parts))"
        default: throw GeneratorError("\(shape.name): the generator cannot read a \(shape.type)")
        }
    }

    // MARK: Writing

    private func writing(_ shape: Model.Shape) throws -> String {
        """
        extension API.\(shape.name) {
            /// Writes it as the API does.
            package func write(to json: inout JSONWriter) {
                json.object { \(shape.members.isEmpty ? "_" : "json") in
        \(shape.members.map { "            json.member(\(SwiftNames.literal($0.wireName)), \(SwiftNames.member($0.name)))" }.joined(separator: "\n"))
                }
            }
        }

        """
    }
}

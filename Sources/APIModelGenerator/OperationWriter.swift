// SPDX-License-Identifier: Apache-2.0

/// Writes the table of operations, and the interface with one method an operation.
struct OperationWriter {
    let model: Model

    init(_ model: Model) { self.model = model }

    /// The operations, and where requests for them go.
    func table() -> String {
        let cases = model.operations.map {
            "        case \(SwiftNames.value($0.name)) = \(SwiftNames.literal($0.name))"
        }
        let routes = model.operations.map {
            "        case .\(SwiftNames.value($0.name)): Route(method: \(SwiftNames.literal($0.method)), template: \(SwiftNames.literal($0.uri)))"
        }
        let errors = model.errors.map { "        case \(SwiftNames.value($0.name)) = \(SwiftNames.literal($0.name))" }
        let statuses = model.errors.map { "        case .\(SwiftNames.value($0.name)): \($0.status)" }
        return ShapeWriter.header + """
            extension API {
                /// The version of the API that is spoken.
                package static let version = \(SwiftNames.literal(model.version))

                /// What may be asked of the API.
                package enum Operation: String, CaseIterable, Sendable {
            \(cases.joined(separator: "\n"))
                }

                /// The errors that operations declare.
                package enum ErrorType: String, CaseIterable, Sendable {
            \(errors.joined(separator: "\n"))
                }
            }

            extension API.Operation {
                /// Where requests for it go.
                package var route: Route {
                    switch self {
            \(routes.joined(separator: "\n"))
                    }
                }
            }

            extension API.ErrorType {
                /// The HTTP status it is answered with.
                package var status: Int {
                    switch self {
            \(statuses.joined(separator: "\n"))
                    }
                }
            }

            """
    }

    /// The protocol that a service fulfils, and the way from a request to its method.
    func interface() -> String {
        let methods = model.operations.map { operation in
            let input = operation.input.map { "_ input: API.\($0), " } ?? ""
            let output = operation.output.map { " -> API.\($0)" } ?? ""
            return "    func \(SwiftNames.value(operation.name))(\(input)_ call: Call) throws\(output)"
        }
        let answers = model.operations.map { operation in
            let input = operation.input.map { "API.\($0)(request), " } ?? ""
            let call = "try \(SwiftNames.value(operation.name))(\(input)call)"
            guard operation.output != nil else {
                return "        case .\(SwiftNames.value(operation.name)):\n            \(call)\n            return []"
            }
            return "        case .\(SwiftNames.value(operation.name)): return \(call).json"
        }
        return ShapeWriter.header + """
            /// The API as a service gives it: one method an operation.
            package protocol GuardDutyAPI: Sendable {
                /// Who asks, and all that the methods need to answer.
                associatedtype Call

            \(methods.joined(separator: "\n"))
            }

            extension GuardDutyAPI {
                /// Checks a request, has its operation done, and returns the body of the answer.
                package func answer(_ operation: API.Operation, _ request: APIRequest, _ call: Call) throws -> [UInt8] {
                    switch operation {
            \(answers.joined(separator: "\n"))
                    }
                }
            }

            """
    }
}

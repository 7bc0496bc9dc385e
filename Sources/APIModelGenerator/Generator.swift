// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiRecords

/// Writes the Swift of the API: `APIModelGenerator MODEL FOLDER`.
@main
struct Generator {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else { throw GeneratorError("usage: APIModelGenerator MODEL FOLDER") }
        let text = try String(contentsOfFile: arguments[1], encoding: .utf8)
        let model = try Model(JSONValue.parse(text))
        let shapes = try ShapeWriter(model)
        let folder = URL(fileURLWithPath: arguments[2], isDirectory: true)
        for (name, content) in [
            ("Operations", OperationWriter(model).table()),
            ("Enumerations", shapes.enumerations()),
            ("Requests", try shapes.requests()),
            ("Responses", try shapes.responses()),
            ("Shapes", try shapes.shapes()),
            ("GuardDutyAPI", OperationWriter(model).interface()),
        ] {
            try content.write(to: folder.appendingPathComponent(name + ".swift"), atomically: true, encoding: .utf8)
        }
    }
}

/// What is wrong with the model.
struct GeneratorError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

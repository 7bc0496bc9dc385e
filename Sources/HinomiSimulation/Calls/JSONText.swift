// SPDX-License-Identifier: Apache-2.0

/// JSON put together from parts that are JSON already.
enum JSONText {
    /// An object of texts.
    static func object(_ members: (String, String)...) -> String {
        var text = "{"
        for (key, value) in members {
            if text.utf8.count > 1 { text += "," }
            text += "\"\(key)\":\(quoted(value))"
        }
        return text + "}"
    }

    /// An array of JSON values.
    static func array(_ values: [String]) -> String { "[\(values.joined(separator: ","))]" }

    /// A text in quotes, with what JSON cannot hold escaped.
    static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) else { return "\"\(text)\"" }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

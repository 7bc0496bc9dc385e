// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

/// An event of the log, as it is written.
struct LogLine {
    var time: String
    var level: String
    var logger: String
    var message: String
    /// What tells the event from others of its kind.
    var fields: [(name: String, value: String)]

    /// The longest value of a field that is written whole, in bytes.
    static let maximumValue = 4_096

    /// The event as a JSON object. Fields are members of an object of their own, so that none passes for what is the log's.
    var json: String {
        var json = JSONWriter()
        json.object {
            $0.member("time", time)
            $0.member("level", level)
            $0.member("logger", logger)
            $0.member("message", LogLine.bounded(message))
            guard !fields.isEmpty else { return }
            $0.key("fields")
            $0.object { for field in fields { $0.member(field.name, LogLine.bounded(field.value)) } }
        }
        return String(decoding: json.bytes, as: UTF8.self) + "\n"
    }

    /// The event for people. Values that are not plain words are quoted.
    var text: String {
        var line = "\(time) \(level) \(logger): \(LogLine.plain(message))"
        for field in fields {
            let value = LogLine.bounded(field.value)
            line += " \(LogLine.plain(field.name))=" + (LogLine.isWord(value) ? value : LogLine.quoted(value))
        }
        return line + "\n"
    }

    private static func isWord(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { 0x21...0x7E ~= $0 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "=") }
    }

    private static func quoted(_ text: String) -> String {
        var json = JSONWriter()
        json.text(text)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    // The text without quotes around it; in a sentence, those within need no escapes.
    private static func plain(_ text: String) -> String {
        String(quoted(bounded(text)).dropFirst().dropLast()).replacing("\\\"", with: "\"")
    }

    private static func bounded(_ text: String) -> String {
        guard text.utf8.count > maximumValue else { return text }
        return String(decoding: text.utf8.prefix(maximumValue), as: UTF8.self) + "…"
    }
}

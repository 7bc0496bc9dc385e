// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Testing

@testable import HinomiServer

struct LogLineTests {
    private func line(_ message: String, _ fields: [(String, String)]) -> LogLine {
        LogLine(
            time: "2026-11-30T02:00:00Z", level: "info", logger: "hinomi", message: message,
            fields: fields.map { (name: $0.0, value: $0.1) })
    }

    @Test func `plain words stand for themselves and others are quoted`() {
        #expect(
            line("Done.", [("count", "3"), ("path", "/a b"), ("empty", ""), ("pair", "a=b")]).text
                == "2026-11-30T02:00:00Z info hinomi: Done. count=3 path=\"/a b\" empty=\"\" pair=\"a=b\"\n")
    }

    @Test(arguments: ["\n", "\r", "\u{1B}[31m", "\u{85}", "\u{2028}", "\u{202E}", "\0", "\u{9B}2J", "\u{7F}"])
    func `nothing parts a line or steers a terminal`(character: String) throws {
        let line = line("A\(character)B", [("user\(character)", "x\(character)level=error")])
        for text in [line.text, line.json] {
            #expect(text.last == "\n")
            for scalar in text.dropLast().unicodeScalars {
                #expect(scalar.value >= 0x20 && !(0x7F...0x9F ~= scalar.value))
                #expect(![0x2028, 0x2029, 0x202E].contains(scalar.value))
            }
        }
        // Programs read it as it was.
        let event = try JSONValue.parse(line.json)
        #expect(event["message"]?.text == "A\(character)B")
        #expect(event["fields"]?["user\(character)"]?.text == "x\(character)level=error")
    }

    @Test func `a field cannot pass for the log's own members`() throws {
        let event = try JSONValue.parse(line("Said.", [("level", "critical"), ("time", "never")]).json)
        #expect(event["level"]?.text == "info")
        #expect(event["time"]?.text == "2026-11-30T02:00:00Z")
        #expect(event["fields"]?["level"]?.text == "critical")
    }

    @Test func `long values are cut`() throws {
        let line = line("Said.", [("agent", String(repeating: "ä", count: 100_000))])
        #expect(line.json.utf8.count < LogLine.maximumValue + 200)
        #expect(try JSONValue.parse(line.json)["fields"]?["agent"]?.text?.last == "…")
    }
}

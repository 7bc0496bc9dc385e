// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// Gives `body` the JSON in a text; nil where it is none.
func withJSON<Result>(_ text: String, _ body: (JSONSlice) -> Result) -> Result? {
    withSpareBytes(text) { bytes in
        guard let start = bytes.baseAddress else { return nil }
        var scanner = JSONScanner(from: start, to: start + bytes.count)
        guard let value = try? scanner.value() else { return nil }
        return body(value)
    }
}

/// JSON of every shape, for readers that must not mind: what AWS writes, bent.
enum BentJSON {
    static let values = [
        "null", "true", "false", "0", "-1", "1e400", "\"\"", "\"*\"", "\"{\"", "\"{}\"", "\"[]\"", "\"[[[\"", "{}",
        "[]", "[[]]",
        "[{}]", "{\"a\":{}}", "\"\\ud800\"", "[null,null]", "{\"\":\"\"}", "\"{\\\"Statement\\\":[{}]}\"",
        String(repeating: "[", count: 60) + String(repeating: "]", count: 60),
        String(repeating: "{\"a\":", count: 60) + "1" + String(repeating: "}", count: 60),
        "\"" + String(repeating: "A", count: 200_000) + "\"",
        "[" + String(repeating: "\"*\",", count: 5_000) + "\"*\"]",
    ]
}

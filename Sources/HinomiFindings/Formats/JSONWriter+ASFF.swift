// SPDX-License-Identifier: Apache-2.0

extension JSONWriter {
    /// Writes a member of text, cut to `limit` characters, unless name or value is blank, which ASFF forbids.
    mutating func memberASFF(_ name: String, _ value: String, limit: Int = 1024) {
        if !JSONWriter.isBlank(name), !JSONWriter.isBlank(value) { member(name, value.bounded(limit)) }
    }

    /// Whether a text shows nothing.
    static func isBlank(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.value <= 0x20 || $0.properties.isWhitespace }
    }
}

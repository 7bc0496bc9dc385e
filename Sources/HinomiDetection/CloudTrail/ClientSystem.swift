// SPDX-License-Identifier: Apache-2.0

/// The operating system that a user agent names.
enum ClientSystem {
    /// Whether it is macOS: `Darwin/21.6.0`, `os/macos#13.4`, `(go1.22; darwin; arm64)`.
    static func isMacintosh(_ userAgent: UnsafeBufferPointer<UInt8>) -> Bool {
        holds(userAgent, "darwin") || holds(userAgent, "macos")
    }

    // Whether a text holds a word in either case, and no letter before it.
    private static func holds(_ text: UnsafeBufferPointer<UInt8>, _ word: String) -> Bool {
        let letters = Array(word.utf8)
        guard text.count >= letters.count else { return false }
        for start in 0...(text.count - letters.count) where text[start] | 0x20 == letters[0] {
            if start > 0, (text[start - 1] | 0x20) &- 0x61 < 26 { continue }
            if letters.indices.allSatisfy({ text[start + $0] | 0x20 == letters[$0] }) { return true }
        }
        return false
    }
}

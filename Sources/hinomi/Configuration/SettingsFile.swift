// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiPipeline

/// A configuration file: a setting a line, as `listen = 127.0.0.1:8017`, and comments that begin with `#`.
///
/// A value is all that follows the equals sign; nothing in it has to be quoted. A setting that may be given several times has
/// several lines.
struct SettingsFile {
    /// One line that sets something.
    struct Entry {
        var key: String
        var value: String
        var line: Int
    }

    let path: String
    private(set) var entries: [Entry] = []

    /// The longest file that is read, in bytes.
    static let maximumSize = 1 << 20

    /// Reads a file; throws a `SettingError` that names the line.
    init(path: String) throws {
        self.path = path
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw SettingError("\(path): cannot be read")
        }
        defer { try? file.close() }
        let data: Data
        do {
            data = try file.read(upToCount: SettingsFile.maximumSize + 1) ?? Data()
        } catch {
            throw SettingError("\(path): cannot be read")
        }
        guard data.count <= SettingsFile.maximumSize else {
            throw SettingError("\(path): is longer than \(SettingsFile.maximumSize) bytes")
        }
        guard let text = String(validating: data, as: UTF8.self) else { throw SettingError("\(path): is not UTF-8") }
        try read(text)
    }

    private mutating func read(_ text: String) throws {
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = line.trimmed
            if line.isEmpty || line.hasPrefix("#") { continue }
            let sides = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let key = sides[0].trimmed
            guard sides.count == 2, !key.isEmpty, key.utf8.allSatisfy(SettingsFile.isInKeys) else {
                throw SettingError("\(path):\(number + 1): must be as 'listen = 127.0.0.1:8017', or a comment (#)")
            }
            let value = String(sides[1].trimmed)
            guard value.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
                throw SettingError("\(path):\(number + 1): there are control characters in the value")
            }
            entries.append(Entry(key: String(key), value: value, line: number + 1))
        }
    }

    private static func isInKeys(_ byte: UInt8) -> Bool {
        0x61...0x7A ~= byte || 0x30...0x39 ~= byte || byte == UInt8(ascii: "-")
    }
}

/// What is wrong with a setting, and where it comes from. Values are not repeated: they may be secrets.
struct SettingError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Writes positions as bytes.
package struct PositionWriter {
    /// What was written so far.
    package private(set) var bytes: [UInt8]

    /// Begins with the version of what is written.
    package init(version: UInt8) { bytes = [version] }

    /// Writes a byte.
    package mutating func put(_ value: UInt8) { bytes.append(value) }

    /// Writes a number in eight bytes.
    package mutating func put(_ value: UInt64) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Writes bytes and their number.
    package mutating func put(_ value: [UInt8]) {
        put(UInt64(value.count))
        bytes += value
    }

    /// Writes a text.
    package mutating func put(_ value: String) { put(Array(value.utf8)) }
}

/// Reads what `PositionWriter` wrote; throws for what it never wrote.
package struct PositionReader {
    private let bytes: [UInt8]
    private var at = 1

    /// Begins to read; throws where the version is another one.
    package init(_ bytes: [UInt8], version: UInt8) throws(PositionError) {
        guard let first = bytes.first else { throw .damaged }
        guard first == version else { throw .unknownVersion(first) }
        self.bytes = bytes
    }

    /// Reads a byte.
    package mutating func take() throws(PositionError) -> UInt8 {
        guard at < bytes.count else { throw .damaged }
        defer { at += 1 }
        return bytes[at]
    }

    /// Reads a number.
    package mutating func take() throws(PositionError) -> UInt64 {
        guard bytes.count - at >= 8 else { throw .damaged }
        defer { at += 8 }
        return bytes[at..<(at + 8)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Reads bytes.
    package mutating func take() throws(PositionError) -> [UInt8] {
        let length: UInt64 = try take()
        guard length <= UInt64(bytes.count - at) else { throw .damaged }
        defer { at += Int(length) }
        return Array(bytes[at..<(at + Int(length))])
    }

    /// Reads a text.
    package mutating func take() throws(PositionError) -> String {
        let text: [UInt8] = try take()
        guard let text = String(validating: text, as: UTF8.self) else { throw .damaged }
        return text
    }

    /// Throws unless everything was read.
    package func end() throws(PositionError) { if at != bytes.count { throw .damaged } }
}

/// Why positions cannot be gone on from.
public enum PositionError: Error, Equatable, CustomStringConvertible {
    /// They were cut off or changed.
    case damaged
    /// They were written by a version that this one does not know.
    case unknownVersion(UInt8)

    /// What is wrong.
    public var description: String {
        switch self {
        case .damaged: "the positions are damaged"
        case .unknownVersion(let version): "the positions have the version \(version), which is not known here"
        }
    }
}

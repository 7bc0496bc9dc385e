// SPDX-License-Identifier: Apache-2.0

/// A path in the file system: the bytes the kernel knows, whether or not they are UTF-8.
public struct LocalPath: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The bytes that open the file, without a terminating zero.
    public let bytes: [UInt8]

    /// The path with these bytes.
    public init(bytes: [UInt8]) { self.bytes = bytes }

    /// The path with this text.
    public init(_ text: String) { bytes = Array(text.utf8) }

    /// The part behind the last slash.
    public var lastComponent: ArraySlice<UInt8> {
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return bytes[...] }
        return bytes[(slash + 1)...]
    }

    /// The path of `name` in this folder.
    public func appending(_ name: some Collection<UInt8>) -> LocalPath {
        var joined: [UInt8] = []
        joined.reserveCapacity(bytes.count + 1 + name.count)
        joined += bytes
        if let last = joined.last, last != UInt8(ascii: "/") { joined.append(UInt8(ascii: "/")) }
        joined += name
        return LocalPath(bytes: joined)
    }

    /// The path as people read it: bytes that are not UTF-8 and control characters are written as `\xNN`.
    public var display: String { LocalPath.display(bytes) }

    /// The same as `display`.
    public var description: String { display }

    /// Orders by bytes, so the order is the same on every machine.
    public static func < (a: LocalPath, b: LocalPath) -> Bool {
        a.bytes.lexicographicallyPrecedes(b.bytes)
    }

    /// Any name as people read it, safe to print on a terminal.
    static func display(_ bytes: some Collection<UInt8>) -> String {
        if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return String(decoding: bytes, as: UTF8.self) }
        let digits = Array("0123456789abcdef".utf8)
        var text = ""
        var decoder = UTF8()
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            var iterator = rest.makeIterator()
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar) where !isControl(scalar):
                text.unicodeScalars.append(scalar)
                rest = rest.dropFirst(UTF8.width(scalar))
            default:
                // Not UTF-8, or a character that steers terminals: one byte is written and reading starts again.
                let byte = rest.removeFirst()
                text += "\\x"
                text.unicodeScalars.append(Unicode.Scalar(digits[Int(byte >> 4)]))
                text.unicodeScalars.append(Unicode.Scalar(digits[Int(byte & 15)]))
            }
            decoder = UTF8()
        }
        return text
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}

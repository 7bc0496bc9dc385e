// SPDX-License-Identifier: Apache-2.0

/// A domain name as the detections compare it: ASCII letters in lower case, no dot at the end.
///
/// Bytes that are no letters, digits, hyphens or dots are kept as they are: resolvers log what was asked, and tunnels ask
/// for anything.
public struct DomainName: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    /// The name.
    public let text: String

    /// Normalises a name; nil when it is empty, longer than 1,024 bytes (escapes may stretch the 255 of the wire) or not
    /// UTF-8.
    public init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        var bytes = bytes
        while bytes.last == 0x2E { bytes = UnsafeBufferPointer(rebasing: bytes.dropLast()) }
        guard bytes.count >= 1, bytes.count <= 1024 else { return nil }
        let lowered = bytes.map { $0 &- 65 < 26 ? $0 | 0x20 : $0 }
        guard let text = String(validating: lowered, as: UTF8.self) else { return nil }
        self.text = text
    }

    /// Normalises a name.
    public init?(_ text: String) {
        var text = text
        guard let name = text.withUTF8({ DomainName($0) }) else { return nil }
        self = name
    }

    public static func < (a: DomainName, b: DomainName) -> Bool { a.text < b.text }

    /// The name.
    public var description: String { text }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// Writes states as canonical bytes: the same state gives the same bytes on every machine.
///
/// The form is positional: values follow each other in the order their types declare them, integers little-endian at full
/// width, texts and arrays behind their length, dictionaries sorted by the bytes of their keys. It carries no names, so
/// a snapshot begins with a version and is refused when that is not known.
public struct StateWriter {
    private let encoder = PositionalEncoder()

    public init() {}

    /// The bytes so far.
    public var bytes: [UInt8] { encoder.sink.bytes }

    /// The bytes so far with a check sum behind them, so that damage is noticed.
    public var sealed: [UInt8] {
        let content = bytes
        let sum = content.withUnsafeBufferPointer { StableHash.of($0) }
        return content + withUnsafeBytes(of: sum.littleEndian) { Array($0) }
    }

    /// Appends a value.
    public mutating func encode<T: Encodable>(_ value: T) throws { try encoder.write(value) }

    /// The bytes of one value; empty when its type cannot be written, which none of ours do.
    static func bytes<T: Encodable>(of value: T) -> [UInt8] {
        var writer = StateWriter()
        do {
            try writer.encode(value)
        } catch {
            return []
        }
        return writer.bytes
    }
}

/// Where an encoder and its containers write.
final class ByteSink {
    var bytes: [UInt8] = []

    func write<I: FixedWidthInteger>(_ value: I) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
}

/// A value that may be missing and stands where nothing else tells: in an array, or alone.
protocol OptionallyCoded {
    func write(to encoder: PositionalEncoder) throws
    static func read(from decoder: PositionalDecoder) throws -> Self
}

extension Optional: OptionallyCoded where Wrapped: Codable {
    // A missing value is a zero byte, a present one a one and the value.
    func write(to encoder: PositionalEncoder) throws {
        encoder.sink.write(UInt8(self == nil ? 0 : 1))
        if let self { try encoder.write(self) }
    }

    static func read(from decoder: PositionalDecoder) throws -> Self {
        try decoder.source.integer(UInt8.self) == 0 ? nil : try decoder.read(Wrapped.self)
    }
}

/// A dictionary or set, written sorted whatever order it walks in.
protocol CanonicallyCoded {
    func write(to encoder: PositionalEncoder) throws
    static func read(from decoder: PositionalDecoder) throws -> Self
}

extension Dictionary: CanonicallyCoded where Key: Codable, Value: Codable {
    func write(to encoder: PositionalEncoder) throws {
        let entries = map { (bytes: StateWriter.bytes(of: $0.key), value: $0.value) }
            .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
        try encoder.write(entries.count)
        for entry in entries {
            encoder.sink.bytes.append(contentsOf: entry.bytes)
            try encoder.write(entry.value)
        }
    }

    static func read(from decoder: PositionalDecoder) throws -> Self {
        let count = try decoder.source.count()
        var result: Self = [:]
        for _ in 0..<count {
            let key = try decoder.read(Key.self)
            result[key] = try decoder.read(Value.self)
        }
        return result
    }
}

extension Set: CanonicallyCoded where Element: Codable {
    func write(to encoder: PositionalEncoder) throws {
        let members = map { StateWriter.bytes(of: $0) }.sorted { $0.lexicographicallyPrecedes($1) }
        try encoder.write(members.count)
        for member in members { encoder.sink.bytes.append(contentsOf: member) }
    }

    static func read(from decoder: PositionalDecoder) throws -> Self {
        let count = try decoder.source.count()
        var result: Self = []
        for _ in 0..<count { result.insert(try decoder.read(Element.self)) }
        return result
    }
}

/// An array, read into memory of its size and no more.
protocol ExactlyDecoded {
    static func read(from decoder: PositionalDecoder) throws -> Self
}

extension Array: ExactlyDecoded where Element: Decodable {
    static func read(from decoder: PositionalDecoder) throws -> Self {
        let count = try decoder.source.count()
        var result: Self = []
        // What claims to be long may be damaged, and grows as it comes.
        result.reserveCapacity(Swift.min(count, 4_096))
        for _ in 0..<count { result.append(try decoder.read(Element.self)) }
        return result
    }
}

/// What is kept once for all that are written alike.
protocol AlikeDecoded {
    static func read(from decoder: PositionalDecoder) throws -> Self
}

struct PositionalEncoder: Encoder {
    let sink: ByteSink
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init() { sink = ByteSink() }
    init(_ sink: ByteSink) { self.sink = sink }

    func write<T: Encodable>(_ value: T) throws {
        // Asked of the type, since a cast of the value would look through the optional.
        if T.self is any OptionallyCoded.Type, let optional = value as? any OptionallyCoded {
            return try optional.write(to: self)
        }
        switch value {
        case let value as [UInt8]:
            sink.write(Int64(value.count))
            sink.bytes.append(contentsOf: value)
        case let value as any CanonicallyCoded: try value.write(to: self)
        case let value as String: write(value)
        case let value as Bool: sink.write(UInt8(value ? 1 : 0))
        case let value as Double: sink.write(value.bitPattern)
        case let value as Float: sink.write(value.bitPattern)
        case let value as Int: sink.write(Int64(value))
        case let value as UInt: sink.write(UInt64(value))
        case let value as any FixedWidthInteger: writeInteger(value)
        default: try value.encode(to: self)
        }
    }

    private func writeInteger(_ value: some FixedWidthInteger) { sink.write(value) }

    private func write(_ value: String) {
        sink.write(Int64(value.utf8.count))
        sink.bytes.append(contentsOf: value.utf8)
    }

    func container<K: CodingKey>(keyedBy: K.Type) -> KeyedEncodingContainer<K> {
        KeyedEncodingContainer(Keyed<K>(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { Unkeyed(encoder: self) }

    func singleValueContainer() -> any SingleValueEncodingContainer { Single(encoder: self) }

    private struct Single: SingleValueEncodingContainer {
        let encoder: PositionalEncoder
        var codingPath: [any CodingKey] { [] }
        mutating func encodeNil() throws { encoder.sink.write(UInt8(0)) }
        mutating func encode<T: Encodable>(_ value: T) throws { try encoder.write(value) }
    }

    private struct Keyed<K: CodingKey>: KeyedEncodingContainerProtocol {
        let encoder: PositionalEncoder
        var codingPath: [any CodingKey] { [] }

        mutating func encodeNil(forKey: K) throws { encoder.sink.write(UInt8(0)) }
        mutating func encode<T: Encodable>(_ value: T, forKey: K) throws { try encoder.write(value) }

        // An absent value is a zero byte, a present one a one and the value.
        private func optional<T: Encodable>(_ value: T?) throws {
            encoder.sink.write(UInt8(value == nil ? 0 : 1))
            if let value { try encoder.write(value) }
        }
        mutating func encodeIfPresent(_ value: Bool?, forKey: K) throws { try optional(value) }
        mutating func encodeIfPresent(_ value: String?, forKey: K) throws { try optional(value) }
        mutating func encodeIfPresent(_ value: Double?, forKey: K) throws { try optional(value) }
        mutating func encodeIfPresent(_ value: Float?, forKey: K) throws { try optional(value) }
        mutating func encodeIfPresent(_ value: Int?, forKey: K) throws { try optional(value) }
        mutating func encodeIfPresent(_ value: Int8?, forKey: K) throws { try optional(value) }
        mutating func encodeIfPresent(_ value: Int16?, forKey: K) throws { try optional(value) }
        mutating func encodeIfPresent(_ value: Int32?, forKey: K) throws { try optional(value) }
        mutating func encodeIfPresent(_ value: Int64?, forKey: K) throws { try optional(value) }
        mutating func encodeIfPresent(_ value: UInt?, forKey: K) throws { try optional(value) }
        mutating func encodeIfPresent(_ value: UInt8?, forKey: K) throws { try optional(value) }
        mutating func encodeIfPresent(_ value: UInt16?, forKey: K) throws { try optional(value) }
        mutating func encodeIfPresent(_ value: UInt32?, forKey: K) throws { try optional(value) }
        mutating func encodeIfPresent(_ value: UInt64?, forKey: K) throws { try optional(value) }
        mutating func encodeIfPresent<T: Encodable>(_ value: T?, forKey: K) throws { try optional(value) }

        mutating func nestedContainer<N: CodingKey>(keyedBy: N.Type, forKey: K) -> KeyedEncodingContainer<N> {
            // Enum cases write their name as the key; here it is the only thing that tells them apart.
            encoder.write(forKey.stringValue)
            return encoder.container(keyedBy: N.self)
        }
        mutating func nestedUnkeyedContainer(forKey: K) -> any UnkeyedEncodingContainer { encoder.unkeyedContainer() }
        mutating func superEncoder() -> any Encoder { encoder }
        mutating func superEncoder(forKey: K) -> any Encoder { encoder }
    }

    private struct Unkeyed: UnkeyedEncodingContainer {
        let encoder: PositionalEncoder
        var codingPath: [any CodingKey] { [] }
        var count = 0

        init(encoder: PositionalEncoder) {
            self.encoder = encoder
            place = encoder.sink.bytes.count
            encoder.sink.write(Int64(0))
        }
        // The number of elements stands in front of them and is corrected as they come.
        private let place: Int

        mutating func encodeNil() throws {
            encoder.sink.write(UInt8(0))
            grow()
        }
        mutating func encode<T: Encodable>(_ value: T) throws {
            try encoder.write(value)
            grow()
        }
        private mutating func grow() {
            count += 1
            withUnsafeBytes(of: Int64(count).littleEndian) { bytes in
                for i in 0..<8 { encoder.sink.bytes[place + i] = bytes[i] }
            }
        }
        mutating func nestedContainer<N: CodingKey>(keyedBy: N.Type) -> KeyedEncodingContainer<N> {
            grow()
            return encoder.container(keyedBy: N.self)
        }
        mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
            grow()
            return encoder.unkeyedContainer()
        }
        mutating func superEncoder() -> any Encoder { encoder }
    }
}

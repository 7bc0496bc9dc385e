// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// Why a snapshot cannot be read.
public enum SnapshotError: Error, Equatable, CustomStringConvertible {
    /// It ends before it should.
    case cutOff
    /// A length or a value in it is impossible.
    case damaged
    /// It was written by a version this one does not know.
    case unknownVersion(UInt8)
    /// It was made with lists of another content, of which these are the hashes.
    case otherLists(written: UInt64, known: UInt64)

    /// What is wrong, and what would be right.
    public var description: String {
        switch self {
        case .cutOff: "The snapshot ends before it should."
        case .damaged: "The snapshot is damaged."
        case .unknownVersion(let version): "The snapshot has the version \(version), which is not known here."
        case .otherLists(let written, let known):
            "The snapshot was made with other lists (content \(String(written, radix: 16))) than those at hand "
                + "(\(String(known, radix: 16))): load the same lists, or begin without it."
        }
    }
}

/// Reads what `StateWriter` wrote. Damaged bytes give an error, never a trap.
public struct StateReader {
    private let decoder: PositionalDecoder

    public init(_ bytes: [UInt8]) { decoder = PositionalDecoder(ByteSource(bytes)) }

    /// A reader of sealed bytes; throws when they are not as they were written.
    public init(sealed bytes: [UInt8]) throws(SnapshotError) {
        guard bytes.count >= 8 else { throw .cutOff }
        let content = Array(bytes.dropLast(8))
        let sum = content.withUnsafeBufferPointer { StableHash.of($0) }
        guard bytes.suffix(8).elementsEqual(withUnsafeBytes(of: sum.littleEndian) { Array($0) }) else { throw .damaged }
        self.init(content)
    }

    /// Reads the next value.
    public mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try decoder.read(type) }

    /// Whether everything was read.
    public var isAtEnd: Bool { decoder.source.at == decoder.source.bytes.count }
}

final class ByteSource {
    let bytes: [UInt8]
    var at = 0
    // What was read and is kept once, by what it was read from.
    private var kept: [Encoding: Any] = [:]

    private struct Encoding: Hashable {
        let type: ObjectIdentifier
        let bytes: ArraySlice<UInt8>
    }

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func integer<I: FixedWidthInteger>(_: I.Type) throws -> I {
        let size = I.bitWidth / 8
        guard bytes.count - at >= size else { throw SnapshotError.cutOff }
        var value: I = 0
        withUnsafeMutableBytes(of: &value) { target in
            for i in 0..<size { target[i] = bytes[at + i] }
        }
        at += size
        return I(littleEndian: value)
    }

    /// A number that something counts. More than anybody can have counted is damage, and would leave the numbers there are
    /// when it is counted on.
    func number() throws -> Int {
        let value = try integer(Int64.self)
        guard value.magnitude <= 1 << 56 else { throw SnapshotError.damaged }
        return Int(value)
    }

    /// A number of elements; each takes a byte at least, so more than there are bytes is damage.
    func count() throws -> Int {
        let value = try integer(Int64.self)
        guard value >= 0, value <= Int64(bytes.count - at) else { throw SnapshotError.damaged }
        return Int(value)
    }

    /// What was made of the same bytes before; else `new`, which was read from `start` on.
    func known<Made>(_ new: Made, from start: Int) -> Made {
        // By bytes, since texts can be equal that are written differently.
        let encoding = Encoding(type: ObjectIdentifier(Made.self), bytes: bytes[start..<at])
        if let made = kept[encoding] as? Made { return made }
        kept[encoding] = new
        return new
    }

    func slice(_ count: Int) throws -> ArraySlice<UInt8> {
        guard count >= 0, bytes.count - at >= count else { throw SnapshotError.cutOff }
        defer { at += count }
        return bytes[at..<(at + count)]
    }
}

struct PositionalDecoder: Decoder {
    let source: ByteSource
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(_ source: ByteSource) { self.source = source }

    func read<T: Decodable>(_ type: T.Type) throws -> T {
        let value: Any
        switch type {
        case is [UInt8].Type: value = Array(try source.slice(try source.count()))
        case let array as any ExactlyDecoded.Type: value = try array.read(from: self)
        case let shared as any AlikeDecoded.Type: value = try shared.read(from: self)
        case let optional as any OptionallyCoded.Type: value = try optional.read(from: self)
        case let sorted as any CanonicallyCoded.Type: value = try sorted.read(from: self)
        case is String.Type:
            guard let text = String(validating: try source.slice(try source.count()), as: UTF8.self) else {
                throw SnapshotError.damaged
            }
            value = text
        case is Bool.Type: value = try source.integer(UInt8.self) != 0
        case is Double.Type: value = Double(bitPattern: try source.integer(UInt64.self))
        case is Float.Type: value = Float(bitPattern: try source.integer(UInt32.self))
        case is Int.Type: value = try source.number()
        case is UInt.Type: value = UInt(try source.integer(UInt64.self))
        case let integer as any FixedWidthInteger.Type: value = try readInteger(integer)
        default: return try T(from: self)
        }
        guard let result = value as? T else { throw SnapshotError.damaged }
        return result
    }

    private func readInteger<I: FixedWidthInteger>(_ type: I.Type) throws -> Any { try source.integer(type) }

    func container<K: CodingKey>(keyedBy: K.Type) throws -> KeyedDecodingContainer<K> {
        KeyedDecodingContainer(Keyed<K>(decoder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        Unkeyed(decoder: self, total: try source.count())
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { Single(decoder: self) }

    private struct Single: SingleValueDecodingContainer {
        let decoder: PositionalDecoder
        var codingPath: [any CodingKey] { [] }
        func decodeNil() -> Bool { false }
        func decode<T: Decodable>(_ type: T.Type) throws -> T { try decoder.read(type) }
    }

    private struct Keyed<K: CodingKey>: KeyedDecodingContainerProtocol {
        let decoder: PositionalDecoder
        var codingPath: [any CodingKey] { [] }

        // Asked only for enums with values, whose case name stands here.
        var allKeys: [K] {
            let start = decoder.source.at
            guard let name = try? decoder.read(String.self), let key = K(stringValue: name) else {
                decoder.source.at = start
                return []
            }
            return [key]
        }

        func contains(_: K) -> Bool { true }
        func decodeNil(forKey: K) throws -> Bool { false }
        func decode<T: Decodable>(_ type: T.Type, forKey: K) throws -> T { try decoder.read(type) }

        private func optional<T: Decodable>(_ type: T.Type) throws -> T? {
            try decoder.source.integer(UInt8.self) == 0 ? nil : try decoder.read(type)
        }
        func decodeIfPresent(_ type: Bool.Type, forKey: K) throws -> Bool? { try optional(type) }
        func decodeIfPresent(_ type: String.Type, forKey: K) throws -> String? { try optional(type) }
        func decodeIfPresent(_ type: Double.Type, forKey: K) throws -> Double? { try optional(type) }
        func decodeIfPresent(_ type: Float.Type, forKey: K) throws -> Float? { try optional(type) }
        func decodeIfPresent(_ type: Int.Type, forKey: K) throws -> Int? { try optional(type) }
        func decodeIfPresent(_ type: Int8.Type, forKey: K) throws -> Int8? { try optional(type) }
        func decodeIfPresent(_ type: Int16.Type, forKey: K) throws -> Int16? { try optional(type) }
        func decodeIfPresent(_ type: Int32.Type, forKey: K) throws -> Int32? { try optional(type) }
        func decodeIfPresent(_ type: Int64.Type, forKey: K) throws -> Int64? { try optional(type) }
        func decodeIfPresent(_ type: UInt.Type, forKey: K) throws -> UInt? { try optional(type) }
        func decodeIfPresent(_ type: UInt8.Type, forKey: K) throws -> UInt8? { try optional(type) }
        func decodeIfPresent(_ type: UInt16.Type, forKey: K) throws -> UInt16? { try optional(type) }
        func decodeIfPresent(_ type: UInt32.Type, forKey: K) throws -> UInt32? { try optional(type) }
        func decodeIfPresent(_ type: UInt64.Type, forKey: K) throws -> UInt64? { try optional(type) }
        func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey: K) throws -> T? { try optional(type) }

        func nestedContainer<N: CodingKey>(keyedBy: N.Type, forKey: K) throws -> KeyedDecodingContainer<N> {
            try decoder.container(keyedBy: N.self)
        }
        func nestedUnkeyedContainer(forKey: K) throws -> any UnkeyedDecodingContainer { try decoder.unkeyedContainer() }
        func superDecoder() throws -> any Decoder { decoder }
        func superDecoder(forKey: K) throws -> any Decoder { decoder }
    }

    private struct Unkeyed: UnkeyedDecodingContainer {
        let decoder: PositionalDecoder
        let total: Int
        var currentIndex = 0
        var codingPath: [any CodingKey] { [] }
        var count: Int? { total }
        var isAtEnd: Bool { currentIndex >= total }

        init(decoder: PositionalDecoder, total: Int) {
            self.decoder = decoder
            self.total = total
        }
        mutating func decodeNil() throws -> Bool { false }
        mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
            guard !isAtEnd else { throw SnapshotError.damaged }
            currentIndex += 1
            return try decoder.read(type)
        }
        mutating func nestedContainer<N: CodingKey>(keyedBy: N.Type) throws -> KeyedDecodingContainer<N> {
            currentIndex += 1
            return try decoder.container(keyedBy: N.self)
        }
        mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
            currentIndex += 1
            return try decoder.unkeyedContainer()
        }
        mutating func superDecoder() throws -> any Decoder { decoder }
    }
}

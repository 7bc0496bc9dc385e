// SPDX-License-Identifier: Apache-2.0

/// A value that is there once for all who keep it: what they keep takes eight bytes.
struct Shared<Value: Hashable & Codable & Sendable>: Sendable {
    private final class Place: Sendable {
        let value: Value
        init(_ value: Value) { self.value = value }
    }

    private let place: Place

    init(_ value: Value) { place = Place(value) }

    var value: Value { place.value }
}

extension Shared: Codable, AlikeDecoded {
    init(from decoder: any Decoder) throws { self.init(try Value(from: decoder)) }

    func encode(to encoder: any Encoder) throws { try place.value.encode(to: encoder) }

    static func read(from decoder: PositionalDecoder) throws -> Any {
        let value = try decoder.read(Value.self)
        return decoder.source.known(value) { Shared(value) }
    }
}

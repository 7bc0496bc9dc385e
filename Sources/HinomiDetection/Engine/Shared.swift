// SPDX-License-Identifier: Apache-2.0

/// A value that is there once for all who keep it: what they keep takes eight bytes.
struct Shared<Value: Codable & Sendable>: Sendable {
    final class Place: Sendable {
        let value: Value
        fileprivate init(_ value: Value) { self.value = value }
    }

    let place: Place

    init(_ value: Value) { place = Place(value) }

    var value: Value { place.value }
}

extension Shared: Codable, AlikeDecoded {
    init(from decoder: any Decoder) throws { self.init(try Value(from: decoder)) }

    func encode(to encoder: any Encoder) throws { try place.value.encode(to: encoder) }

    static func read(from decoder: PositionalDecoder) throws -> Self {
        let start = decoder.source.at
        return decoder.source.known(Shared(try decoder.read(Value.self)), from: start)
    }
}

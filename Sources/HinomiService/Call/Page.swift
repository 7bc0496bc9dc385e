// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
import HinomiSigning

/// One page of a list that is told in an order of its keys.
///
/// The token of the next page is the last key of this one, so that what is made or removed meanwhile moves nothing.
struct Page<Element> {
    var elements: [Element]
    var nextToken: String?

    /// The page that a token asks for, out of all elements in the order of their keys.
    init(
        of all: [Element], by key: (Element) -> String, size: Int?, after token: String?
    ) throws(APIError) {
        let size = size ?? 50
        var rest = all[...]
        if let token, !token.isEmpty {
            guard let last = PageToken.decode(token) else {
                throw .invalid("nextToken", "it must be one that was given out")
            }
            rest = rest.drop { key($0) <= last }
        }
        elements = Array(rest.prefix(size))
        if rest.count > size, let last = elements.last { nextToken = PageToken.encode(key(last)) }
    }
}

/// A key as a token: text that no one needs to read.
enum PageToken {
    static func encode(_ key: String) -> String { Hex.text(key.utf8) }

    static func decode(_ token: String) -> String? {
        let digits = token.utf8.map { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count % 2 == 0, digits.count <= 4_096, !digits.contains(nil) else { return nil }
        let values = digits.compactMap(\.self)
        let bytes = stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
        return String(validating: bytes, as: UTF8.self)
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// Two readers that share no code: each says whether the other is right.
enum JSONEntry {
    static func complaint(about input: UnsafeBufferPointer<UInt8>) -> String? {
        // A byte order mark is skipped by one of them only.
        guard !input.starts(with: [0xEF, 0xBB, 0xBF]) else {
            _ = try? JSONValue.parse(input)
            return nil
        }
        let strict: Result<JSONValue, JSONError>
        do throws(JSONError) { strict = .success(try JSONValue.parse(input)) } catch { strict = .failure(error) }
        let disagreement = Delivery.disagreement(on: input) { judgement(of: input, strict, $0) }
        return disagreement ?? judgement(of: input, strict, Delivery.all[0]) ?? elementsComplaint(strict, input)
    }

    private static func judgement(
        of input: UnsafeBufferPointer<UInt8>, _ strict: Result<JSONValue, JSONError>, _ delivery: Delivery
    ) -> String? {
        var found: String?
        delivery.deliver(input) { chunk, _, isFinal in
            guard isFinal else { return 0 }
            found = complaint(strict, chunk)
            return chunk.count
        }
        return found
    }

    private static func complaint(_ strict: Result<JSONValue, JSONError>, _ bytes: UnsafeBufferPointer<UInt8>)
        -> String?
    {
        let scanned = scan(bytes)
        switch strict {
        case .success(let value):
            guard let scanned else { return "the scanner refuses what the parser takes" }
            return difference(value, scanned)
        case .failure(let error):
            // The scanner mends halves of surrogates, and leaves the size of numbers to who asks for them.
            guard error.reason != .loneSurrogate, error.reason != .numberOutOfRange else { return nil }
            return scanned == nil ? nil : "the scanner takes what the parser refuses: \(error)"
        }
    }

    private static func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> JSONSlice? {
        guard let start = bytes.baseAddress else { return nil }
        var scanner = JSONScanner(from: start, to: start + bytes.count)
        guard let value = try? scanner.value() else { return nil }
        scanner.skipSpace()
        return scanner.at == scanner.end && value.isIntact ? value : nil
    }

    private static func difference(_ value: JSONValue, _ slice: JSONSlice) -> String? {
        switch (value, slice.kind) {
        case (.null, .null), (.bool(true), .true), (.bool(false), .false): return nil
        case (.number(let number), .number):
            // The scanner takes no fraction or exponent for whole.
            let isSame = slice.double == number.double && (slice.integer.map { $0 == number.integer } ?? true)
            return isSame ? nil : "\(slice.source) is \(number) and \(slice.double as Any)"
        case (.string(let text), .string):
            return slice.string == text && slice.stableHash == StableHash.of(text) ? nil : "texts differ: \(text)"
        case (.array(let elements), .array):
            var rest = elements[...]
            var found: String?
            let isWhole = slice.forEachElement { element in
                found = rest.popFirst().map { difference($0, element) } ?? "too many elements"
                return found == nil
            }
            return found ?? (isWhole && rest.isEmpty ? nil : "too few elements")
        case (.object(let object), .object):
            var rest = object.members[...]
            var found: String?
            let isWhole = slice.forEachMember { key, value in
                guard let member = rest.popFirst(), member.key == key.string else {
                    found = "keys differ"
                    return false
                }
                found = difference(member.value, value)
                return found == nil
            }
            return found ?? (isWhole && rest.isEmpty ? nil : "too few members")
        default: return "\(slice.kind) is read as \(value)"
        }
    }

    /// Long documents are read element by element: that must come to the same.
    private static func elementsComplaint(
        _ strict: Result<JSONValue, JSONError>, _ input: UnsafeBufferPointer<UInt8>
    ) -> String? {
        var elements: [JSONValue] = []
        let rest = try? JSONValue.forEachElement(of: "objects", in: input) { elements.append($0) }
        guard case .success(.object(let object)) = strict else {
            return rest == nil ? nil : "the reader of elements takes what the parser refuses"
        }
        let lists = object.members.filter { $0.key == "objects" }.compactMap(\.value.elements)
        guard let rest else { return "the reader of elements refuses what the parser takes" }
        let isSame = elements == lists.flatMap { $0 } && rest.members.count + lists.count == object.members.count
        return isSame ? nil : "the reader of elements reads something else"
    }
}

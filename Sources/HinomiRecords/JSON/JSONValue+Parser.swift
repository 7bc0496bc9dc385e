// SPDX-License-Identifier: Apache-2.0

/// Reads JSON by recursive descent over a buffer.
struct JSONParser {
    let bytes: UnsafeBufferPointer<UInt8>
    var at = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func skipByteOrderMark() {
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { at = 3 }
    }

    mutating func skipSpace() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x0A, 0x0D, 0x09: at += 1
            default: return
            }
        }
    }

    /// The next byte that is no space; nil at the end.
    mutating func peek() -> UInt8? {
        skipSpace()
        return at < bytes.count ? bytes[at] : nil
    }

    /// The next byte that is no space.
    mutating func next() throws(JSONError) -> UInt8 {
        guard let byte = peek() else { throw JSONError(.unexpectedEnd, at: at) }
        return byte
    }

    /// Makes sure that nothing follows.
    mutating func end() throws(JSONError) {
        if peek() != nil { throw JSONError(.trailingBytes, at: at) }
    }

    mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        switch try next() {
        case UInt8(ascii: "{"):
            guard depth < JSONValue.depthLimit else { throw JSONError(.tooDeep, at: at) }
            var object = JSONObject()
            try members { (key, parser) throws(JSONError) in
                object.members.append(.init(key: key, value: try parser.value(depth: depth + 1)))
            }
            return .object(object)
        case UInt8(ascii: "["):
            guard depth < JSONValue.depthLimit else { throw JSONError(.tooDeep, at: at) }
            var array = [JSONValue]()
            try elements { (parser) throws(JSONError) in array.append(try parser.value(depth: depth + 1)) }
            return .array(array)
        case UInt8(ascii: "\""):
            return .string(try string())
        case UInt8(ascii: "t"):
            try literal("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try literal("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try literal("null")
            return .null
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return .number(try number())
        default:
            throw JSONError(.unexpectedByte, at: at)
        }
    }

    /// Reads an object; `body` must read the value of each key.
    mutating func members(
        _ body: (String, inout JSONParser) throws(JSONError) -> Void
    ) throws(JSONError) {
        guard try next() == UInt8(ascii: "{") else { throw JSONError(.notAnObject, at: at) }
        at += 1
        if try next() == UInt8(ascii: "}") {
            at += 1
            return
        }
        while true {
            guard try next() == UInt8(ascii: "\"") else { throw JSONError(.unexpectedByte, at: at) }
            let key = try string()
            guard try next() == UInt8(ascii: ":") else { throw JSONError(.unexpectedByte, at: at) }
            at += 1
            try body(key, &self)
            if try isLast(closing: UInt8(ascii: "}")) { return }
        }
    }

    /// Reads an array; `body` must read each element.
    mutating func elements(_ body: (inout JSONParser) throws(JSONError) -> Void) throws(JSONError) {
        at += 1
        if try next() == UInt8(ascii: "]") {
            at += 1
            return
        }
        while true {
            try body(&self)
            if try isLast(closing: UInt8(ascii: "]")) { return }
        }
    }

    private mutating func isLast(closing: UInt8) throws(JSONError) -> Bool {
        let byte = try next()
        guard byte == closing || byte == UInt8(ascii: ",") else { throw JSONError(.unexpectedByte, at: at) }
        at += 1
        return byte == closing
    }

    private mutating func literal(_ word: StaticString) throws(JSONError) {
        let count = word.utf8CodeUnitCount
        guard at + count <= bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
        for i in 0..<count where bytes[at + i] != word.utf8Start[i] { throw JSONError(.badLiteral, at: at + i) }
        at += count
    }
}

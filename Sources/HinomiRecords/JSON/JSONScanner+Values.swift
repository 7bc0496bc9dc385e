// SPDX-License-Identifier: Apache-2.0

import CBytes

// Static functions of pointers, so that the scanners of the loops that call them can stay in registers.
extension JSONScanner {
    // `first` is the first byte of a value that is no string, and lies before `end`.
    @inline(never)
    static func nonString(
        _ first: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ depth: Int
    ) throws(JSONFault) -> (value: JSONSlice, children: Int) {
        switch first.pointee {
        case 0x7B, 0x5B:
            let kind: JSONSlice.Kind = first.pointee == 0x7B ? .object : .array
            if end - first >= 2, first[1] == first[0] &+ 2 {
                if depth >= depthLimit { throw .tooDeep }
                return (JSONSlice(kind, first, 2), 0)
            }
            let (past, children) = try pastContainer(first, end, depthLimit - depth)
            if past - first > Int(Int32.max) { throw .tooLong }
            return (JSONSlice(kind, first, past - first), children)
        case 0x74:
            try literal("true", first, end)
            return (JSONSlice(.true, first, 4), 0)
        case 0x66:
            try literal("false", first, end)
            return (JSONSlice(.false, first, 5), 0)
        case 0x6E:
            try literal("null", first, end)
            return (JSONSlice(.null, first, 4), 0)
        default:
            let past = try pastNumber(first, end)
            if past - first > Int(Int32.max) { throw .tooLong }
            return (JSONSlice(.number, first, past - first), 0)
        }
    }

    @inline(__always)
    private static func literal(
        _ text: StaticString, _ at: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
    ) throws(JSONFault) {
        if end - at >= text.utf8CodeUnitCount {
            guard hinomi_bytes_equal(at, text.utf8Start, text.utf8CodeUnitCount) != 0 else { throw .badSyntax }
        } else {
            guard hinomi_bytes_equal(at, text.utf8Start, end - at) != 0 else { throw .badSyntax }
            throw .incomplete
        }
    }

    private static func pastNumber(
        _ first: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
    ) throws(JSONFault) -> UnsafePointer<UInt8> {
        var at = first
        if at.pointee == 0x2D { at += 1 }
        if at >= end { throw .incomplete }
        if at.pointee == 0x30 {
            at += 1
        } else {
            at = try pastDigits(at, end)
        }
        if at < end, at.pointee == 0x2E { at = try pastDigits(at + 1, end) }
        if at < end, at.pointee | 0x20 == 0x65 {
            at += 1
            if at < end, at.pointee == 0x2B || at.pointee == 0x2D { at += 1 }
            at = try pastDigits(at, end)
        }
        return at
    }

    private static func pastDigits(
        _ first: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
    ) throws(JSONFault) -> UnsafePointer<UInt8> {
        if first >= end { throw .incomplete }
        guard first.pointee &- 0x30 <= 9 else { throw .badSyntax }
        var at = first + 1
        while at < end, at.pointee &- 0x30 <= 9 { at += 1 }
        return at
    }

    // Finds the end of the array or object at `first`, and how many arrays and objects lie directly in it.
    //
    // Takes 64 bytes at a time: which bytes are quotes and brackets comes as bit masks, the parity of the quotes says
    // what is inside strings, and only the brackets outside are looked at one by one.
    static func pastContainer(
        _ first: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ limit: Int
    ) throws(JSONFault) -> (past: UnsafePointer<UInt8>, children: Int) {
        var block = first
        var kinds: UInt64 = 0  // Of the open containers, innermost lowest: 1 is an object.
        var open = 0
        var children = 0
        var inString: UInt64 = 0  // All ones when the block begins inside a string.
        var escaped: UInt64 = 0  // 1 when the block's first byte is escaped.
        while block < end {
            let masks = hinomi_json_block_at(block)
            let left = end - block
            var scope = left >= 64 ? UInt64.max : (1 << UInt64(left)) &- 1
            var quotes = masks.quotes & scope
            let backslashes = masks.backslashes & scope
            if backslashes | escaped != 0 {
                quotes &= ~escapedBytes(backslashes, &escaped)
            }
            let strings = hinomi_prefix_xor(quotes) ^ inString
            inString = 0 &- (strings >> 63)
            var brackets = (masks.opens | masks.closes) & ~strings & scope
            var closing: UnsafePointer<UInt8>?
            while brackets != 0 {
                let bracket = block + brackets.trailingZeroBitCount
                brackets &= brackets &- 1
                let byte = bracket.pointee
                let kind = UInt64(byte >> 5 & 1)
                if byte & 2 != 0 {
                    if open > 0 {
                        let before = byteBefore(bracket)
                        guard kinds & 1 == 1 ? before == 0x3A : before == 0x2C || before == 0x5B else { throw .badSyntax }
                        if open == 1 { children += 1 }
                    }
                    if open >= limit { throw .tooDeep }
                    kinds = kinds << 1 | kind
                    open += 1
                } else {
                    let before = byteBefore(bracket)
                    guard kinds & 1 == kind, before != 0x2C, before != 0x3A else { throw .badSyntax }
                    kinds >>= 1
                    open -= 1
                    if open == 0 {
                        closing = bracket
                        scope = (1 << UInt64(bracket - block)) &- 1
                        break
                    }
                }
            }
            // What lies behind the closing bracket is somebody else's.
            let controls = masks.controls & scope
            if (controls & strings) | (backslashes & scope & ~strings) != 0 { throw .badSyntax }
            if controls != 0 { try requireSpaces(block, controls) }
            if let closing { return (closing + 1, children) }
            block += 64
        }
        throw .incomplete
    }

    // Which bytes stand behind a backslash that is not itself escaped; `carry` says so of the first byte of the block and,
    // afterwards, of the next one.
    @inline(__always)
    static func escapedBytes(_ backslashes: UInt64, _ carry: inout UInt64) -> UInt64 {
        let odd: UInt64 = 0xAAAA_AAAA_AAAA_AAAA
        // Runs of backslashes: adding their starts to them carries to the byte behind, whose parity tells the length's.
        let candidates = backslashes & ~carry
        let behind = candidates << 1 | odd
        let terminals = (behind &- candidates) ^ odd
        let escaped = terminals ^ (backslashes | carry)
        carry = (terminals & backslashes) >> 63
        return escaped
    }

    @inline(__always)
    static func byteBefore(_ bracket: UnsafePointer<UInt8>) -> UInt8 {
        // The container's own opening bracket ends the walk.
        var cursor = bracket - 1
        while cursor.pointee <= 0x20 { cursor -= 1 }
        return cursor.pointee
    }

    @inline(never)
    static func requireSpaces(_ block: UnsafePointer<UInt8>, _ controls: UInt64) throws(JSONFault) {
        var controls = controls
        while controls != 0 {
            guard isSpace(block[controls.trailingZeroBitCount]) else { throw .badSyntax }
            controls &= controls &- 1
        }
    }
}

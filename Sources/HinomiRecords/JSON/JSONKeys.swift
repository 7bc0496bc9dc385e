// SPDX-License-Identifier: Apache-2.0

import CBytes

/// The keys of an object that its reader knows, numbered from 1 in the order given; 0 is every other key.
///
/// Logs write their keys in the same order again and again. A reader therefore compares the next key with the one that
/// followed last time, whole and in one step, before it looks at it byte by byte.
final class JSONKeys: Sendable {
    /// Which key came after which, by number. Objects with some of the same keys in another order have an order of their own.
    typealias Order = InlineArray<64, UInt8>

    // For each key 32 bytes `"key":` and what is behind, the mask of those that count, and their number.
    private struct Entry {
        var mask: UInt32
        var length: Int32
    }

    private static let stride = 48
    nonisolated(unsafe) private let entries: UnsafeMutableRawPointer
    private let texts: [StaticString]
    private let byLength: [[UInt8]]

    /// At most 63 keys of at most 29 bytes each; further and longer ones are as unknown.
    init(_ names: [StaticString]) {
        let known = Array(names.prefix(63))
        entries = .allocate(byteCount: JSONKeys.stride * 64, alignment: 16)
        entries.initializeMemory(as: UInt8.self, repeating: 0xFF, count: JSONKeys.stride * 64)
        var byLength = [[UInt8]](repeating: [], count: 30)
        // What nothing in JSON matches.
        entries.storeBytes(of: Entry(mask: .max, length: 0), toByteOffset: 32, as: Entry.self)
        for (i, name) in known.enumerated() where name.utf8CodeUnitCount <= 29 {
            let count = name.utf8CodeUnitCount
            let entry = entries + JSONKeys.stride * (i + 1)
            entry.storeBytes(of: 0x22, as: UInt8.self)
            (entry + 1).copyMemory(from: name.utf8Start, byteCount: count)
            entry.storeBytes(of: 0x22, toByteOffset: count + 1, as: UInt8.self)
            entry.storeBytes(of: 0x3A, toByteOffset: count + 2, as: UInt8.self)
            let mask = UInt32(truncatingIfNeeded: (UInt64(1) << UInt64(count + 3)) &- 1)
            entry.storeBytes(of: Entry(mask: mask, length: Int32(count + 3)), toByteOffset: 32, as: Entry.self)
            byLength[count].append(UInt8(i + 1))
        }
        texts = known
        self.byLength = byLength
    }

    deinit { entries.deallocate() }

    /// The number of a key.
    func number(of key: JSONSlice) -> UInt8 {
        key.withUnescapedBytes { bytes in
            guard let base = bytes.baseAddress, bytes.count < byLength.count else { return 0 }
            for number in byLength[bytes.count] where memcmp(texts[Int(number) - 1].utf8Start, base, bytes.count) == 0 {
                return number
            }
            return 0
        }
    }

    // The length of key `number` with its quotes and colon when it begins at `at`, otherwise 0.
    @inline(__always)
    fileprivate func length(of number: UInt8, at: UnsafePointer<UInt8>) -> Int {
        let entry = entries + JSONKeys.stride * Int(number & 63)
        let facts = (entry + 32).load(as: Entry.self)
        guard hinomi_matches32(at, entry.assumingMemoryBound(to: UInt8.self), facts.mask) != 0 else { return 0 }
        return Int(facts.length)
    }
}

extension JSONScanner {
    /// The number of the next key, which is read past its colon; `previous` is the number of the one before.
    @inline(__always)
    mutating func key(
        of keys: JSONKeys, after previous: UInt8, _ order: inout JSONKeys.Order
    ) throws(JSONFault) -> UInt8 {
        if at.pointee <= 0x20 { skipSpace() }
        let place = Int(previous & 63)
        let guess = order[place]
        // A match that reaches behind `end` is found out by the value that is then missing.
        let length = keys.length(of: guess, at: at)
        if length > 0 {
            at += length
            return guess
        }
        let (number, past) = try JSONScanner.otherKey(at, end, keys)
        at = past
        order[place] = number
        return number
    }

    @inline(never)
    private static func otherKey(
        _ at: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ keys: JSONKeys
    ) throws(JSONFault) -> (number: UInt8, past: UnsafePointer<UInt8>) {
        var scanner = JSONScanner(from: at, to: end)
        let key = try scanner.key()
        return (keys.number(of: key), scanner.at)
    }
}

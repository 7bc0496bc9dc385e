// SPDX-License-Identifier: Apache-2.0

import CBytes

/// Finds where records begin again behind a damaged one.
///
/// A quote inside a JSON string is always escaped, so that `{"` followed by the key of a record is never found in a text
/// that somebody chose; only in an object, whose place is then asked for.
struct RecordSeeker {
    /// What the first key of an object says about it.
    enum FirstKey {
        /// No key of a record or document.
        case foreign
        /// A key of a record that may stand in other objects too; taken where it is an element of a list or stands alone.
        case record
        /// A key that only records or documents begin with; taken wherever it stands.
        case document
    }

    enum Outcome {
        /// An object to go on with, and what its first key says.
        case found(UnsafePointer<UInt8>, FirstKey)
        /// None; what lies from here on is to be handed in again with more behind it.
        case wantsMore(UnsafePointer<UInt8>)
        /// None, and nothing follows.
        case end
    }

    // How far a candidate is looked at to both sides.
    static let lookBehind = 64
    static let lookAhead = 128

    /// Looks from `start` on.
    ///
    /// `lineStarts` says that an object at the beginning of a line counts, whatever its first key; `listStarts` that the
    /// first element of a list may be a record.
    static func seek(
        from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, isFinal: Bool, lineStarts: Bool,
        listStarts: Bool = false, firstKey: (JSONSlice) -> FirstKey
    ) -> Outcome {
        var at = start
        while let brace = memchr(at, 0x7B, end - at)?.assumingMemoryBound(to: UInt8.self) {
            let candidate = UnsafePointer(brace)
            if !isFinal, end - candidate < lookAhead { return .wantsMore(max(start, candidate - lookBehind)) }
            if lineStarts, candidate > start, candidate[-1] == 0x0A { return .found(candidate, .record) }
            switch keyBehind(candidate, end).map(firstKey) ?? .foreign {
            case .document: return .found(candidate, .document)
            case .record where mayBeginRecord(candidate, start, listStarts): return .found(candidate, .record)
            default: break
            }
            at = candidate + 1
        }
        return isFinal ? .end : .wantsMore(max(start, end - lookBehind))
    }

    private static func keyBehind(_ brace: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> JSONSlice? {
        let limit = brace + min(lookAhead, end - brace)
        var scanner = JSONScanner(from: brace + 1, to: limit)
        guard let first = try? scanner.peek(), first == 0x22, let key = try? scanner.key() else { return nil }
        return key
    }

    private static func mayBeginRecord(
        _ brace: UnsafePointer<UInt8>, _ start: UnsafePointer<UInt8>, _ listStarts: Bool
    ) -> Bool {
        var before = brace
        let limit = brace - start > lookBehind ? brace - lookBehind : start
        while before > limit {
            before -= 1
            let byte = before.pointee
            if byte > 0x20 { return byte == 0x2C || byte == 0x7D || (listStarts && byte == 0x5B) }
            if before.pointee == 0x0A, before + 1 == brace { return true }
        }
        return false
    }
}

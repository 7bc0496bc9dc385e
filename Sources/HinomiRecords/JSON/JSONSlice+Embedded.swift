// SPDX-License-Identifier: Apache-2.0

import CBytes

extension JSONSlice {
    /// Gives `body` a document that a record holds as it is or written into a string: the object or array itself, or the
    /// one in the string. What comes out of it lives as long as the call.
    ///
    /// Returns nil, and does not call, for every other value and for a string that holds no document of at most `limit`
    /// bytes.
    public func withDocument<Result>(limit: Int = 128 << 10, _ body: (JSONSlice) -> Result) -> Result? {
        switch kind {
        case .object, .array: return count <= limit ? body(self) : nil
        case .string where count <= limit:
            return withEmbedded { scanner in
                guard let document = try? scanner.value(), document.kind == .object || document.kind == .array else {
                    return nil
                }
                return body(document)
            } ?? nil
        default: return nil
        }
    }

    /// Gives `body` a scanner of the JSON in a value: in an object itself, or in the text of a string, as envelopes carry
    /// records. What comes out of it lives as long as the call.
    ///
    /// Returns nil, and does not call, for every other kind.
    func withEmbedded<Result>(_ body: (inout JSONScanner) -> Result) -> Result? {
        switch kind {
        case .object:
            guard var scanner = JSONScanner(self) else { return nil }
            return body(&scanner)
        case .string where count > 0:
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + 64) { room -> Result? in
                guard let start = room.baseAddress,
                    let length = unescape(into: UnsafeMutableBufferPointer(start: start, count: count))
                else { return nil }
                (start + length).update(repeating: 0, count: 64)
                var scanner = JSONScanner(from: UnsafePointer(start), to: UnsafePointer(start + length))
                return body(&scanner)
            }
        default: return nil
        }
    }
}

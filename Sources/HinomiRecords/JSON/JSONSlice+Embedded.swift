// SPDX-License-Identifier: Apache-2.0

import CBytes

extension JSONSlice {
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

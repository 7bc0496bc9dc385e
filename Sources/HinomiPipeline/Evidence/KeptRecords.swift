// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

/// Raw records kept while they were read, because a finding will most likely cite them: their files need not be read
/// again.
struct KeptRecords: Sendable {
    /// Bytes kept at most; what does not fit is fetched from its file after all.
    private static let capacity = 16 << 20
    private static let longestRecord = 64 << 10

    private var records: [Origin: [UInt8]] = [:]
    private var size = 0

    /// The record that was read from a place.
    subscript(origin: Origin) -> [UInt8]? { records[origin] }

    mutating func keep(_ raw: UnsafeBufferPointer<UInt8>, from origin: Origin) {
        guard !raw.isEmpty, raw.count <= KeptRecords.longestRecord, size + raw.count <= KeptRecords.capacity else {
            return
        }
        records[origin] = Array(raw)
        size += raw.count
    }

    mutating func merge(_ other: KeptRecords) {
        records.merge(other.records) { first, _ in first }
    }
}

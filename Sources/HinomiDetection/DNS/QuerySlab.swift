// SPDX-License-Identifier: Apache-2.0

import CBytes
import HinomiFindings

/// The queries of one minute, and the bytes of their names.
struct QuerySlab: Slab {
    struct Entry {
        var record: QueryRecord
        var nameStart: UInt32
        var nameCount: UInt16
    }

    private(set) var entries: [Entry] = []
    private var bytes: [UInt8] = []

    init() {}

    var count: Int { entries.count }

    mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    mutating func append(_ record: QueryRecord, name: UnsafeBufferPointer<UInt8>) {
        let name = name.count <= 65_535 ? name : UnsafeBufferPointer(rebasing: name[..<65_535])
        entries.append(Entry(record: record, nameStart: UInt32(bytes.count), nameCount: UInt16(name.count)))
        bytes.append(contentsOf: name)
        // By the time the next query of this minute and partition comes, the memory for it is there: a store that waits
        // for memory holds up all that follow.
        entries.withUnsafeBufferPointer { entries in
            guard let next = entries.baseAddress.map({ UnsafeRawPointer($0 + entries.count) }) else { return }
            hinomi_prefetch_write(next + 64)
            hinomi_prefetch_write(next + 128)
        }
        bytes.withUnsafeBufferPointer { bytes in
            if let base = bytes.baseAddress { hinomi_prefetch_write(base + bytes.count + 64) }
        }
    }

    /// Gives `body` a way to the bytes of names, which are valid during the call.
    func withNames<Result>(_ body: ((Entry) -> UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { bytes in
            body { entry in
                let start = Int(entry.nameStart)
                return UnsafeBufferPointer(rebasing: bytes[start..<(start + Int(entry.nameCount))])
            }
        }
    }

    /// The order of records in snapshots.
    static func isWrittenBefore(_ a: QueryRecord, _ b: QueryRecord) -> Bool {
        (a.recordID, a.origin.input, a.origin.offset) < (b.recordID, b.origin.input, b.origin.offset)
    }

    /// The name of an entry.
    func name(of entry: Entry) -> [UInt8] {
        Array(bytes[Int(entry.nameStart)..<(Int(entry.nameStart) + Int(entry.nameCount))])
    }
}

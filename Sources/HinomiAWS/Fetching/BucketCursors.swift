// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import HinomiSources

/// How far a bucket was read: what is known of each place, and what could not be had.
struct BucketCursors {
    /// An object that could not be had, and is tried again.
    struct Owed: Equatable, Sendable {
        var key: String
        var tag: String
        var size: Int
    }

    /// By the place's prefix.
    var places: [String: PlaceMemory] = [:]
    /// By the object's name in the spool.
    private(set) var owed: [String: Owed] = [:]

    /// How many objects are remembered that could not be had.
    static let owedLimit = 10_000
    /// How many places are listed.
    static let placeLimit = 200_000
    private static let version: UInt8 = 1

    init() {}

    /// Remembers an object that could not be had; false where there are too many.
    mutating func owe(_ name: String, _ object: Owed) -> Bool {
        guard owed.count < BucketCursors.owedLimit || owed[name] != nil else { return false }
        owed[name] = object
        return true
    }

    /// Forgets an object that is read now.
    mutating func pay(_ name: String) { owed[name] = nil }

    /// What `bytes` gave; throws for what it never gave. Positions of the spool stand at the end.
    init(_ bytes: [UInt8]) throws(PositionError) {
        var reader = try PositionReader(bytes, version: BucketCursors.version)
        let placeCount: UInt64 = try reader.take()
        for _ in 0..<placeCount {
            let prefix: String = try reader.take()
            let completeAt = Int64(bitPattern: try reader.take())
            var read: [UInt64: Int64] = [:]
            let count: UInt64 = try reader.take()
            for _ in 0..<count {
                let hash: UInt64 = try reader.take()
                read[hash] = Int64(bitPattern: try reader.take())
            }
            places[prefix] = PlaceMemory(completeAt: completeAt == .min ? nil : completeAt, read: read)
        }
        let owedCount: UInt64 = try reader.take()
        for _ in 0..<owedCount {
            let name: String = try reader.take()
            let key: String = try reader.take()
            let tag: String = try reader.take()
            let size: UInt64 = try reader.take()
            guard let size = Int(exactly: size) else { throw .damaged }
            owed[name] = Owed(key: key, tag: tag, size: size)
        }
        spool = try reader.take()
        try reader.end()
    }

    /// Positions of the spool, as they were kept.
    private(set) var spool: [UInt8] = []

    /// Everything as bytes, together with positions of the spool.
    func bytes(with spool: [UInt8]) -> [UInt8] {
        var writer = PositionWriter(version: BucketCursors.version)
        writer.put(UInt64(places.count))
        for (prefix, memory) in places.sorted(by: { $0.key < $1.key }) {
            writer.put(prefix)
            writer.put(UInt64(bitPattern: memory.completeAt ?? .min))
            writer.put(UInt64(memory.read.count))
            for (hash, modified) in memory.read.sorted(by: { $0.key < $1.key }) {
                writer.put(hash)
                writer.put(UInt64(bitPattern: modified))
            }
        }
        writer.put(UInt64(owed.count))
        for (name, object) in owed.sorted(by: { $0.key < $1.key }) {
            writer.put(name)
            writer.put(object.key)
            writer.put(object.tag)
            writer.put(UInt64(object.size))
        }
        writer.put(spool)
        return writer.bytes
    }
}

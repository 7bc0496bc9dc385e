// SPDX-License-Identifier: Apache-2.0

import HinomiDetection
import HinomiRecords
import HinomiSources

/// Which input has which number, so that records can be found again by their origin, also after a restart.
struct InputLedger {
    private static let segmentSize: UInt32 = 1_024
    private static let prefix = "inputs/"

    private struct Entry: Codable {
        var name: String
        var path: [UInt8]
        var device: UInt64
        var inode: UInt64
        var size: UInt64
        var start: UInt64?
        var end: UInt64
        var linesBefore: UInt64
        var kind: UInt8
    }

    private struct Segment: Codable {
        var entries: [UInt32: Entry] = [:]
        /// When the last of them was read, in seconds by the clock on the wall.
        var latest: Int64 = 0
    }

    private var segments: [UInt32: Segment] = [:]
    private var changed: Set<UInt32> = []
    private var removed: Set<UInt32> = []
    // Entries of archives are known to this process only.
    private var archived: [UInt32: CitedInput] = [:]
    /// The number of the next input.
    private(set) var next: UInt32 = 0

    init() {}

    /// How many inputs are remembered.
    var count: Int { segments.values.reduce(0) { $0 + $1.entries.count } }

    /// Gives out the numbers of as many inputs. Returns the first.
    mutating func take(_ count: Int) -> UInt32 {
        defer { next &+= UInt32(truncatingIfNeeded: count) }
        return next
    }

    /// Remembers an input by its number.
    mutating func add(_ input: CitedInput, number: UInt32, at now: Timestamp) {
        if input.file.entry != nil {
            archived[number] = input
            return
        }
        let segment = number / InputLedger.segmentSize
        let part = input.file.part
        segments[segment, default: Segment()].entries[number] = Entry(
            name: input.name, path: input.file.path.bytes, device: input.file.device, inode: input.file.inode,
            size: input.file.size, start: part?.start, end: part?.end ?? 0, linesBefore: part?.linesBefore ?? 0,
            kind: UInt8(LogKind.allCases.firstIndex(of: input.kind) ?? 0))
        segments[segment]?.latest = now.seconds
        changed.insert(segment)
        removed.remove(segment)
    }

    /// The input of a number, if its file is still the one that was read.
    func input(_ number: UInt32) -> CitedInput? {
        if let input = archived[number] { return input.file.isStillThere ? input : nil }
        guard let entry = segments[number / InputLedger.segmentSize]?.entries[number],
            LogKind.allCases.indices.contains(Int(entry.kind))
        else { return nil }
        let file = DiscoveredFile(
            path: LocalPath(bytes: entry.path), size: entry.size, device: entry.device, inode: entry.inode,
            part: entry.start.map { FilePart(start: $0, end: entry.end, linesBefore: entry.linesBefore) })
        guard file.isStillThere else { return nil }
        return CitedInput(file: file, name: entry.name, kind: LogKind.allCases[Int(entry.kind)])
    }

    /// Forgets inputs that were read before a time, and the earliest of too many.
    mutating func forget(before time: Timestamp, keeping most: Int) {
        var excess = count - most
        for (number, segment) in segments.sorted(by: { $0.value.latest < $1.value.latest }) {
            guard segment.latest < time.seconds || excess > 0 else { break }
            excess -= segment.entries.count
            segments[number] = nil
            changed.remove(number)
            removed.insert(number)
        }
        if archived.count > most { archived = [:] }
    }

    /// The blocks that changed since they were written last.
    mutating func write(to commit: inout WatchCommit) throws {
        for number in changed {
            guard let segment = segments[number] else { continue }
            var writer = StateWriter()
            try writer.encode(segment)
            commit.blocks[InputLedger.prefix + String(number)] = writer.sealed
        }
        commit.removedBlocks += removed.map { InputLedger.prefix + String($0) }
        (changed, removed) = ([], [])
    }

    /// Goes on from what was written.
    init(next: UInt32, blocks: [String: [UInt8]]) throws {
        self.next = next
        for (name, bytes) in blocks where name.hasPrefix(InputLedger.prefix) {
            guard let number = UInt32(name.dropFirst(InputLedger.prefix.count)) else { throw SnapshotError.damaged }
            var reader = try StateReader(sealed: bytes)
            segments[number] = try reader.decode(Segment.self)
            guard reader.isAtEnd else { throw SnapshotError.damaged }
        }
    }
}

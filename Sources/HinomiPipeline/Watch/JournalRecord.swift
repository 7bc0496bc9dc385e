// SPDX-License-Identifier: Apache-2.0

import HinomiDetection
import HinomiFindings
import HinomiRecords

/// One commit as it stands in a file: its length, a check sum, what was told and removed, and the blocks.
struct JournalRecord {
    struct Head: Codable {
        var told: [String: ToldMark]
        var forgotten: [String]
        var removed: [String]
        var names: [String]
        var sizes: [Int]
    }

    /// Bytes in front of what the check sum is of: a mark, the length of everything, the sum, and the length of the head.
    static let headSize = 32
    private static let mark: UInt64 = 0x0A4A_5748_494D_4F4E

    let head: Head
    let bytes: [UInt8]
    /// Where the blocks are.
    let blocks: [(name: String, start: Int, count: Int)]

    /// The record of a commit.
    init(_ commit: WatchCommit, told: [String: ToldMark]? = nil) throws {
        let blocks = commit.blocks.sorted { $0.key < $1.key }
        head = Head(
            told: told ?? Dictionary(commit.told.map { ($0.finding.id, $0.mark) }, uniquingKeysWith: { $1 }),
            forgotten: commit.withdrawn + commit.released, removed: commit.removedBlocks,
            names: blocks.map(\.key), sizes: blocks.map(\.value.count))
        var writer = StateWriter()
        try writer.encode(head)
        let encoded = writer.bytes
        var body = encoded
        for block in blocks { body += block.value }
        var bytes: [UInt8] = []
        for word in [
            JournalRecord.mark, UInt64(JournalRecord.headSize + body.count), JournalRecord.sum(body[...]),
            UInt64(encoded.count),
        ] {
            withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
        }
        self.bytes = bytes + body
        self.blocks = JournalRecord.places(head, behind: encoded.count)
    }

    /// The record in these bytes; nil when they do not match their check sum.
    init?(reading bytes: [UInt8]) throws {
        guard bytes.count >= JournalRecord.headSize,
            JournalRecord.word(bytes, 2) == JournalRecord.sum(bytes[JournalRecord.headSize...])
        else { return nil }
        let encoded = JournalRecord.word(bytes, 3)
        guard encoded <= UInt64(bytes.count - JournalRecord.headSize) else { return nil }
        let end = JournalRecord.headSize + Int(encoded)
        var reader = StateReader(Array(bytes[JournalRecord.headSize..<end]))
        head = try reader.decode(Head.self)
        self.bytes = bytes
        blocks = JournalRecord.places(head, behind: Int(encoded))
        guard head.names.count == head.sizes.count, head.sizes.allSatisfy({ $0 >= 0 && $0 <= bytes.count }),
            head.sizes.reduce(end, +) == bytes.count
        else { throw SnapshotError.damaged }
    }

    /// The length of the record that begins with these bytes; more than any file has when none does.
    static func length(_ bytes: [UInt8]) -> UInt64 {
        guard bytes.count == headSize, word(bytes, 0) == mark, word(bytes, 1) >= UInt64(headSize) else { return .max }
        return word(bytes, 1)
    }

    /// The bytes that every record begins with.
    static var markBytes: [UInt8] { withUnsafeBytes(of: mark.littleEndian) { Array($0) } }

    private static func places(_ head: Head, behind encoded: Int) -> [(name: String, start: Int, count: Int)] {
        var at = headSize + encoded
        return zip(head.names, head.sizes).map { name, size in
            defer { at = at &+ size }
            return (name, at, size)
        }
    }

    private static func sum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.withUnsafeBufferPointer { StableHash.of($0) }
    }

    private static func word(_ bytes: [UInt8], _ index: Int) -> UInt64 {
        bytes[(index * 8)..<(index * 8 + 8)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}

// SPDX-License-Identifier: Apache-2.0
import HinomiSources
import Testing

// zlib has none.
private let hasMarks = InflateLibrary.fastest != .zlib

@Suite struct ReadingMarkTests {
    let folder: TemporaryFolder
    let pool = ReaderPool()
    init() throws { folder = try TemporaryFolder() }

    private func file(_ bytes: [UInt8]) throws -> DiscoveredFile {
        DiscoveredFile(path: LocalPath(try folder.write("a", bytes)), size: UInt64(bytes.count))
    }

    // Reads on to the end, in steps of some bytes; makes a mark behind each where `marks` is there.
    private func read(_ reader: InputReader, step: Int, marking marks: ((ReadingMark) -> Void)? = nil) throws -> [UInt8]
    {
        var content: [UInt8] = []
        let buffer = UnsafeMutableRawPointer.allocate(byteCount: step, alignment: 8)
        defer { buffer.deallocate() }
        while true {
            let count = try reader.read(into: buffer, capacity: step)
            if count == 0 { return content }
            content += UnsafeRawBufferPointer(start: buffer, count: count)
            if let mark = reader.mark(linesBefore: 7) { marks?(mark) }
        }
    }

    @Test(.enabled(if: hasMarks), arguments: [1, 6, 9])
    func `reading goes on at each mark as if it had read what lies before`(level: Int32) throws {
        let content = logLines(12_000)
        let middle = content.count / 2
        // Two members, each with a checksum of its own.
        let file = try file(
            Packing.gzip(Array(content[..<middle]), level: level)
                + Packing.gzip(Array(content[middle...]), level: level))
        for step in [700, 60_000, 262_144] {
            var marks: [ReadingMark] = []
            let reader = try InputReader(file: file, pool: pool)
            #expect(try read(reader, step: step) { marks.append($0) } == content)
            #expect(marks.count >= content.count / step / 2)
            for mark in marks where step > 700 || mark.offset % 97 == 0 {
                #expect(mark.linesBefore == 7)
                let rest = try read(InputReader(file: file, at: mark, pool: pool), step: 100_000)
                #expect(rest.elementsEqual(content[Int(mark.offset)...]))
            }
        }
    }

    @Test(.enabled(if: hasMarks)) func `a mark of a file that has become another ends in an error`() throws {
        let before = try file(Packing.gzip(logLines(12_000)))
        var marks: [ReadingMark] = []
        _ = try read(InputReader(file: before, pool: pool), step: 60_000) { marks.append($0) }
        let after = try file(Packing.gzip(Array(logLines(9_000).reversed())))
        let mark = try #require(marks.first)
        #expect(throws: SourceError.self) { try read(InputReader(file: after, at: mark, pool: pool), step: 60_000) }
    }

    @Test func `there are no marks in what is plain or packed twice, and none with zlib`() throws {
        let content = logLines(9_000)
        let zlib = ReaderPool(library: .zlib)
        let cases = [
            (content, pool), (Packing.gzip(Packing.gzip(content)), pool), (Packing.zstd(content), pool),
            (Packing.gzip(content), zlib),
        ]
        for (bytes, pool) in cases {
            var count = 0
            let reader = try InputReader(file: try file(bytes), pool: pool)
            #expect(try read(reader, step: 50_000) { _ in count += 1 } == content)
            #expect(count == 0)
        }
    }

    @Test(.enabled(if: hasMarks)) func `marks take no more memory than they may`() throws {
        let file = try file(Packing.gzip(logLines(60_000)))
        let all = ReadingMarks(limit: .max, spacing: 100_000)
        let few = ReadingMarks(limit: 400_000, spacing: 100_000)
        for input: UInt32 in [3, 4] {
            let reader = try InputReader(file: file, pool: pool)
            var before: UInt64 = 0
            let step = 50_000
            let buffer = UnsafeMutableRawPointer.allocate(byteCount: step, alignment: 8)
            defer { buffer.deallocate() }
            while try reader.read(into: buffer, capacity: step) > 0 {
                for marks in [all, few] where marks.isDue(from: before, to: reader.decompressedOffset) {
                    if let mark = reader.mark(linesBefore: 0) { marks.add(mark, of: input) }
                }
                before = reader.decompressedOffset
            }
        }
        #expect(all[3].count > 20)
        #expect(all[3].map(\.offset) == all[4].map(\.offset))
        // One takes some fifty kilobytes.
        #expect((1...8).contains(few[3].count + few[4].count))
        for input: UInt32 in [3, 4] {
            let offsets = few[input].map(\.offset)
            #expect(offsets == offsets.sorted())
            #expect(Set(offsets).isSubset(of: all[input].map(\.offset)))
        }
        #expect(all[5].isEmpty)
    }
}

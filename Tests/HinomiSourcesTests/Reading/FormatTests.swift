// SPDX-License-Identifier: Apache-2.0
import Foundation
import HinomiSources
import Testing

struct FormatTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: Way.all)
    func `plain files are handed on as they are`(way: Way) throws {
        for content in [[], [10], logLines(1), logLines(9000), [0x1F], Array("PK".utf8)] {
            let outcome = way.read(try folder.write("a.log", content))
            #expect(outcome.error == nil)
            #expect(outcome.bytes == content)
        }
    }

    @Test(arguments: Way.all)
    func `zstd frames follow each other, skippable ones too`(way: Way) throws {
        let one = logLines(4000)
        let two = logLines(10, seed: 2)
        let skippable: [UInt8] = [0x52, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
        let packed = skippable + Packing.zstd(one) + skippable + Packing.zstd([]) + Packing.zstd(two)
        let outcome = way.read(try folder.write("a.zst", packed))
        #expect(outcome.error == nil)
        #expect(outcome.bytes == one + two)
    }

    @Test
    func `a zstd file cut off at any byte gives its beginning`() throws {
        let content = logLines(10)
        let packed = Packing.zstd(content)
        for length in 4..<packed.count {
            let outcome = Way.usual[0].read(try folder.write("a.zst", Array(packed.prefix(length))))
            #expect(outcome.error?.kind == .torn)
            #expect(content.starts(with: outcome.bytes))
        }
    }

    @Test
    func `a zstd file damaged late gives all blocks before the damage`() throws {
        let content = (0..<60_000).flatMap { Array("\($0 &* 2_654_435_761 % 1_000_003) ".utf8) }
        var packed = Packing.zstd(content)
        packed[packed.count - 2] ^= 0xFF
        let wrong = Way.usual[0].read(try folder.write("a.zst", packed))
        #expect(wrong.error?.kind == .checksum)
        #expect(content.starts(with: wrong.bytes))
        #expect(wrong.bytes.count > content.count - 140_000)

        let cut = Way.usual[0].read(try folder.write("b.zst", Array(packed.prefix(packed.count * 3 / 4))))
        #expect(cut.error?.kind == .torn)
        #expect(content.starts(with: cut.bytes))
        #expect(cut.bytes.count > content.count / 2)
    }

    @Test
    func `flipped bits in zstd data give the right content or an error`() throws {
        let content = logLines(5)
        let packed = Packing.zstd(content)
        let pool = ReaderPool()
        for index in 4..<packed.count {
            for bit in 0..<8 {
                var bent = packed
                bent[index] ^= 1 << UInt8(bit)
                let outcome = Way.usual[0].read(try folder.write("a.zst", bent), limits: ReadLimits(), pool: pool)
                if outcome.error == nil { #expect(outcome.bytes == content) }
            }
        }
    }

    @Test
    func `junk behind zstd data, large windows and bombs are errors`() throws {
        let way = Way.usual[0]
        let content = logLines(50)
        let packed = Packing.zstd(content)
        let junk = way.read(try folder.write("a.zst", packed + Array("junk!".utf8)))
        #expect(junk.bytes == content)
        #expect(junk.error?.kind == .trailingData)
        #expect(junk.error?.compressedOffset == UInt64(packed.count))

        let wide = try folder.write("b.zst", Packing.zstd(content, windowLog: 21))
        #expect(way.read(wide).bytes == content)
        var limits = ReadLimits()
        limits.zstdWindowLog = 20
        #expect(way.read(wide, limits: limits).error?.kind == .expansion)

        limits.suspiciousSize = 1 << 20
        let bomb = try folder.write("c.zst", Packing.zstd([UInt8](repeating: 1, count: 64 << 20)))
        let outcome = way.read(bomb, limits: limits)
        #expect(outcome.error?.kind == .expansion)
        #expect(outcome.bytes.count < 3 << 20)
    }

    @Test(arguments: Way.all)
    func `compressed data inside compressed data is opened once more`(way: Way) throws {
        let content = logLines(3000)
        for packed in [
            Packing.gzip(Packing.gzip(content)), Packing.gzip(Packing.zstd(content)),
            Packing.zstd(Packing.gzip(content)),
        ] {
            let outcome = way.read(try folder.write("a", packed))
            // One byte a step shows no magic: then it is handed on as it is.
            if way.step == 1 { continue }
            #expect(outcome.error == nil)
            #expect(outcome.bytes == content)
        }
        let thrice = Packing.gzip(Packing.gzip(Packing.gzip(content)))
        if way.step > 1 { #expect(way.read(try folder.write("b", thrice)).bytes == Packing.gzip(content)) }
    }

    @Test(arguments: [
        ("PAR1", "Parquet"), ("BZh91AY&SY", "bzip2"), ("\u{4}\"M\u{18}", "lz4"), ("7z\u{BC}\u{AF}'\u{1C}", "7z"),
        ("\u{FD}7zXZ\u{0}", "xz"),
    ])
    func `formats that are not read are named`(magic: String, name: String) throws {
        let bytes = magic.unicodeScalars.map { UInt8($0.value) } + [UInt8](repeating: 1, count: 50)
        let error = Way.usual[0].read(try folder.write("a", bytes)).error
        #expect(error?.kind == .unsupported)
        #expect(error?.reason.contains(name) == true)
    }

    @Test
    func `a tar archive is named, also inside gzip`() throws {
        let tar = [UInt8](repeating: 97, count: 257) + Array("ustar".utf8) + [UInt8](repeating: 0, count: 250)
        #expect(Way.usual[0].read(try folder.write("a.tar", tar)).error?.reason.contains("tar") == true)
        #expect(Way.usual[0].read(try folder.write("a.tgz", Packing.gzip(tar))).error?.reason.contains("tar") == true)
    }

    @Test
    func `missing files, folders, pipes and zero bytes in paths are errors in plain words`() throws {
        let way = Way.usual[0]
        #expect(way.read(folder.path + "/none").error?.kind == .notFound)
        #expect(way.read(folder.path).error?.kind == .notAFile)
        #expect(way.read("/dev/null").error?.reason == "is not a file but a device")
        #expect(way.read("a\0b").error?.kind == .notFound)
        let pipe = folder.path + "/pipe"
        mkfifo(pipe, 0o600)
        #expect(way.read(pipe).error?.reason == "is not a file but a named pipe")
    }

    @Test
    func `files of the kernel that claim no size are read`() throws {
        #expect(!Way.usual[0].read("/proc/self/status").bytes.isEmpty)
    }

    @Test
    func `a closed reader reads nothing`() throws {
        let reader = try InputReader(path: try folder.write("a", logLines(5)), pool: ReaderPool())
        reader.close()
        let buffer = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 16)
        defer { buffer.deallocate() }
        #expect(try reader.read(into: buffer, capacity: 64) == 0)
    }

    @Test
    func `one pool serves several threads and formats`() async throws {
        let pool = ReaderPool()
        let content = logLines(4000)
        let paths = [
            try folder.write("a.gz", Packing.gzip(content)), try folder.write("b.zst", Packing.zstd(content)),
            try folder.write("c.log", content), try folder.write("d.gz", Packing.gzip(Packing.zstd(content))),
        ]
        await withTaskGroup(of: Bool.self) { group in
            for index in 0..<40 {
                let path = paths[index % paths.count]
                group.addTask {
                    let outcome = Way.usual[0].read(path, limits: ReadLimits(), pool: pool)
                    return outcome.error == nil && outcome.bytes == content
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}

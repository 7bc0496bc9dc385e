// SPDX-License-Identifier: Apache-2.0
import HinomiSources
import Testing

struct GzipTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: Way.all)
    func `a gzip file gives its content`(way: Way) throws {
        let content = logLines(3000)
        let path = try folder.write("a.gz", Packing.gzip(content))
        let outcome = way.read(path)
        #expect(outcome.error == nil)
        #expect(outcome.bytes == content)
    }

    @Test(arguments: Way.all)
    func `all optional header fields are read over`(way: Way) throws {
        let content = logLines(20)
        let packed = Packing.gzip(
            content, extra: [UInt8](repeating: 7, count: 5000), name: "flow.log", comment: "a comment", headerCRC: true)
        let outcome = way.read(try folder.write("a.gz", packed))
        #expect(outcome.error == nil)
        #expect(outcome.bytes == content)
    }

    @Test(arguments: Way.all)
    func `members follow each other, empty ones too, and zero padding ends them`(way: Way) throws {
        var packed: [UInt8] = []
        var content: [UInt8] = []
        for index in 0..<40 {
            let part = index % 7 == 3 ? [] : logLines(index * 3, seed: UInt64(index))
            packed += Packing.gzip(part, level: index % 3 == 0 ? 0 : 6)
            content += part
        }
        packed += [UInt8](repeating: 0, count: 5000)
        let outcome = way.read(try folder.write("a.gz", packed))
        #expect(outcome.error == nil)
        #expect(outcome.bytes == content)
    }

    @Test(arguments: Way.usual)
    func `a gzip file without content is empty and sound`(way: Way) throws {
        let outcome = way.read(try folder.write("a.gz", Packing.gzip([])))
        #expect(outcome.error == nil)
        #expect(outcome.bytes.isEmpty)
    }

    @Test(arguments: Way.all)
    func `something behind the data is an error that names its offset, after all content`(way: Way) throws {
        let content = logLines(500)
        let packed = Packing.gzip(content)
        for junk in [Array("junk".utf8), [0, 0, 0, 9], [0x1F, 0x20, 0x8B]] {
            let outcome = way.read(try folder.write("a.gz", packed + junk))
            #expect(outcome.bytes == content)
            #expect(outcome.error?.kind == .trailingData)
            let zeros = junk.prefix { $0 == 0 }.count
            #expect(outcome.error?.compressedOffset == UInt64(packed.count + zeros))
            #expect(outcome.error?.decompressedOffset == UInt64(content.count))
        }
    }

    @Test(arguments: Way.all)
    func `a wrong checksum or length is found after all content`(way: Way) throws {
        let content = logLines(500)
        for packed in [
            Packing.gzip(content, crc: 1), Packing.gzip(content, length: 1),
            Packing.gzip(content, crc: 1) + Packing.gzip(content),
        ] {
            let outcome = way.read(try folder.write("a.gz", packed))
            #expect(outcome.bytes == content)
            #expect(outcome.error?.kind == .checksum)
        }
    }

    @Test(arguments: Way.usual)
    func `a file cut off at any byte gives its beginning and says that it is cut off`(way: Way) throws {
        let content = logLines(6)
        let packed = Packing.gzip(content, name: "n", headerCRC: true)
        let pool = ReaderPool(library: way.library)
        for length in 2..<packed.count {
            let path = try folder.write("a.gz", Array(packed.prefix(length)))
            let outcome = way.read(path, limits: ReadLimits(), pool: pool)
            #expect(outcome.error?.kind == .torn)
            #expect(outcome.error?.compressedOffset == UInt64(length))
            #expect(content.starts(with: outcome.bytes))
            // Behind the last byte of the deflate stream only the trailer is missing.
            if length >= packed.count - 8 { #expect(outcome.bytes == content) }
        }
    }

    @Test(arguments: Way.usual)
    func `a large file cut off gives everything in front of the cut`(way: Way) throws {
        let content = logLines(20_000)
        let packed = Packing.gzip(content)
        let outcome = way.read(try folder.write("a.gz", Array(packed.prefix(packed.count / 2))))
        #expect(outcome.error?.kind == .torn)
        #expect(outcome.error?.decompressedOffset == UInt64(outcome.bytes.count))
        #expect(content.starts(with: outcome.bytes))
        #expect(outcome.bytes.count > content.count * 45 / 100)
        #expect(
            outcome.error?.description
                == "\(folder.path)/a.gz: gzip data ends early; the file is cut off (at byte "
                + "\(commas(packed.count / 2)) of the file; \(commas(outcome.bytes.count)) bytes of content came before)"
        )
    }

    private func commas(_ number: Int) -> String {
        number < 1000
            ? "\(number)"
            : commas(number / 1000) + "," + String("\(1000 + number % 1000)".dropFirst())
    }

    @Test(arguments: Way.usual)
    func `a flipped bit gives the right content or an error and never traps`(way: Way) throws {
        let content = logLines(4)
        let packed = Packing.gzip(content, name: "n", headerCRC: false)
        let pool = ReaderPool(library: way.library)
        for index in packed.indices {
            for bit in 0..<8 {
                var bent = packed
                bent[index] ^= 1 << UInt8(bit)
                let outcome = way.read(try folder.write("a.gz", bent), limits: ReadLimits(), pool: pool)
                if index < 2 {
                    // No gzip by its first bytes any more: plain data, as it stands, or a format not read.
                    #expect(outcome.bytes == bent || outcome.error?.kind == .unsupported)
                } else if outcome.error == nil {
                    #expect(outcome.bytes == content)
                }
            }
        }
        let outcome = way.read(try folder.write("a.gz", packed), limits: ReadLimits(), pool: pool)
        #expect(outcome.bytes == content)
    }

    @Test(arguments: Way.usual)
    func `random damage in larger files never passes for sound`(way: Way) throws {
        let content = logLines(2500)
        let packed = Packing.gzip(content)
        let pool = ReaderPool(library: way.library)
        var random = Sequence64(state: 7)
        for _ in 0..<150 {
            var bent = packed
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bent[Int.random(in: 10..<bent.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let outcome = way.read(try folder.write("a.gz", bent), limits: ReadLimits(), pool: pool)
            if outcome.error == nil { #expect(outcome.bytes == content) }
        }
    }

    @Test
    func `ISA-L and zlib agree on random data of every kind`() throws {
        var random = Sequence64(state: 3)
        for round in 0..<60 {
            var content: [UInt8] = []
            let size = Int.random(in: 0...400_000, using: &random) >> (round % 9)
            while content.count < size {
                switch UInt8.random(in: 0...2, using: &random) {
                case 0: content += (0..<500).map { _ in UInt8.random(in: 0...255, using: &random) }
                case 1: content += [UInt8](repeating: UInt8.random(in: 0...255, using: &random), count: 3000)
                default: content += logLines(20, seed: random.next())
                }
            }
            let path = try folder.write("a.gz", Packing.gzip(content, level: Int32(round % 10)))
            for way in Way.usual + [Way(library: .fastest, window: 1024, step: 50_001)] {
                let outcome = way.read(path)
                #expect(outcome.error == nil)
                #expect(outcome.bytes == content)
            }
        }
    }

    @Test(arguments: Way.usual)
    func `a decompression bomb is stopped, a merely large file is not`(way: Way) throws {
        let zeros = [UInt8](repeating: 48, count: 8 << 20)
        var limits = ReadLimits()
        limits.suspiciousSize = 1 << 20
        let bomb = try folder.write("bomb.gz", Packing.gzip(zeros, level: 9))
        let outcome = way.read(bomb, limits: limits)
        #expect(outcome.error?.kind == .expansion)
        #expect(outcome.bytes.count >= 1 << 20)
        #expect(outcome.bytes.count < 2 << 20)
        #expect(way.read(bomb).error == nil)

        let nested = try folder.write("nested.gz", Packing.gzip(Packing.gzip(zeros, level: 9), level: 9))
        #expect(way.read(nested, limits: limits).error?.kind == .expansion)

        let honest = try folder.write("honest.gz", Packing.gzip(logLines(40_000)))
        #expect(way.read(honest, limits: limits).error == nil)
        limits.maximumSize = 2 << 20
        #expect(way.read(honest, limits: limits).error?.kind == .expansion)
    }

    @Test
    func `a header without end is refused`() throws {
        let endless: [UInt8] = [0x1F, 0x8B, 8, 8, 0, 0, 0, 0, 0, 3] + [UInt8](repeating: 65, count: 2 << 20)
        #expect(Way.usual[0].read(try folder.write("a.gz", endless)).error?.kind == .corrupt)
    }

    @Test
    func `an error comes again at every later call`() throws {
        let path = try folder.write("a.gz", Packing.gzip(logLines(5), crc: 9))
        let reader = try InputReader(path: path, pool: ReaderPool())
        let buffer = UnsafeMutableRawPointer.allocate(byteCount: 4096, alignment: 16)
        defer { buffer.deallocate() }
        #expect(try reader.read(into: buffer, capacity: 4096) == logLines(5).count)
        for _ in 0..<3 {
            #expect(throws: SourceError.self) { try reader.read(into: buffer, capacity: 4096) }
        }
    }
}

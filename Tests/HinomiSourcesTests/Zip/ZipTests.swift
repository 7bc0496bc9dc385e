// SPDX-License-Identifier: Apache-2.0
import HinomiSources
import Testing

struct ZipTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    private func entries(_ path: String) throws -> [ZipEntry] {
        try ZipArchive(LocalPath(path), pool: ReaderPool()).entries
    }

    private func check(_ path: String, _ expected: [(String, [UInt8])], way: Way) throws {
        let archive = try ZipArchive(LocalPath(path), pool: ReaderPool())
        #expect(archive.entries.map(\.displayName) == expected.map(\.0))
        for (entry, content) in zip(archive.entries, expected.map(\.1)) {
            let outcome = way.read(path, entry: entry)
            #expect(outcome.error == nil)
            #expect(outcome.bytes == content)
        }
    }

    private static let shapes: [ZipBuilder.Sizes] = [
        .inHeader, .descriptor, .descriptorWithoutSignature, .zip64, .zip64Descriptor,
    ]

    @Test(arguments: Way.all)
    func `stored and deflated entries are read in every shape`(way: Way) throws {
        for shape in ZipTests.shapes {
            var zip = ZipBuilder()
            let (one, two) = (logLines(800), logLines(30, seed: 5))
            zip.add("a.log", one, sizes: shape)
            zip.add("b.log", two, stored: true, sizes: shape)
            zip.add("c.log", [], sizes: shape)
            zip.add("folder/", [], stored: true)
            let expected = [("a.log", one), ("b.log", two), ("c.log", []), ("folder/", [])]
            try check(try folder.write("a.zip", zip.finished()), expected, way: way)
            try check(try folder.write("b.zip", zip.finished(zip64: true)), expected, way: way)
            try check(try folder.write("c.zip", zip.finished(comment: "PK\u{5}\u{6} a comment")), expected, way: way)
            let prefixed = Array("#!/bin/sh\n".utf8) + zip.finished()
            try check(try folder.write("d.zip", prefixed), expected, way: way)
        }
    }

    @Test(arguments: Way.usual)
    func `an archive without its directory is walked`(way: Way) throws {
        for shape in ZipTests.shapes {
            var zip = ZipBuilder()
            let (one, two) = (logLines(800), logLines(30, seed: 5))
            zip.add("a.log", one, sizes: shape)
            zip.add("b.log", two, sizes: shape)
            let path = try folder.write("a.zip", zip.bytes)
            try check(path, [("a.log", one), ("b.log", two)], way: way)
            #expect(try ZipArchive(LocalPath(path), pool: ReaderPool()).damage?.kind == .torn)
        }
    }

    @Test(arguments: Way.usual)
    func `an archive cut off at any byte gives what is in front of the cut`(way: Way) throws {
        for shape in ZipTests.shapes {
            var zip = ZipBuilder()
            let (one, two) = (logLines(4), logLines(3, seed: 5))
            zip.add("a.log", one, sizes: shape)
            let firstEnd = zip.bytes.count
            zip.add("b.log", two, sizes: shape)
            let whole = zip.finished()
            for length in 4..<whole.count {
                let path = try folder.write("a.zip", Array(whole.prefix(length)))
                let archive = try ZipArchive(LocalPath(path), pool: ReaderPool())
                #expect(archive.damage != nil)
                for (entry, content) in Swift.zip(archive.entries, [one, two]) {
                    #expect(content.starts(with: way.read(path, entry: entry).bytes))
                }
                if length > firstEnd + 40 {
                    #expect(archive.entries.first.map { way.read(path, entry: $0).bytes } == one)
                }
            }
        }
    }

    @Test(arguments: Way.usual)
    func `flipped bits in an archive give the right content or an error`(way: Way) throws {
        var builder = ZipBuilder()
        let content = logLines(3)
        builder.add("a.log", content)
        let whole = builder.finished()
        let pool = ReaderPool(library: way.library)
        for index in 4..<whole.count {
            for bit in 0..<8 {
                var bent = whole
                bent[index] ^= 1 << UInt8(bit)
                let path = try folder.write("a.zip", bent)
                let archive = try ZipArchive(LocalPath(path), pool: pool)
                for entry in archive.entries {
                    let outcome = way.read(path, entry: entry, limits: ReadLimits(), pool: pool)
                    // A method turned to "stored" by a flip shows in size or checksum.
                    if outcome.error == nil { #expect(outcome.bytes == content || entry.isFolder) }
                }
            }
        }
    }

    @Test(arguments: Way.usual)
    func `an archive with one file is read like that file, with several it must be listed`(way: Way) throws {
        var zip = ZipBuilder()
        zip.add("logs/", [], stored: true)
        zip.add("logs/a.log", logLines(9))
        #expect(way.read(try folder.write("one.log", zip.finished())).bytes == logLines(9))
        zip.add("logs/b.log", logLines(9))
        let error = way.read(try folder.write("two.log", zip.finished())).error
        #expect(error?.kind == .severalEntries)
        #expect(error?.reason == "is a zip archive with 2 entries; open them one by one")
        let empty = way.read(try folder.write("none.zip", ZipBuilder().finished()))
        #expect(empty.error == nil)
        #expect(empty.bytes.isEmpty)
    }

    @Test(arguments: Way.all)
    func `a gzip file inside an archive is opened`(way: Way) throws {
        guard way.step > 1 else { return }
        var zip = ZipBuilder()
        zip.add("a.gz", Packing.gzip(logLines(3000)), stored: true)
        zip.add("b.gz", Packing.gzip(logLines(3000)))
        zip.add("c.zst", Packing.zstd(logLines(3000)))
        let path = try folder.write("a.zip", zip.finished())
        for entry in try entries(path) {
            let outcome = way.read(path, entry: entry)
            #expect(outcome.error == nil)
            #expect(outcome.bytes == logLines(3000))
        }
    }

    @Test(arguments: Way.usual)
    func `encrypted, unknown, mislabelled and nested entries are errors that name the entry`(way: Way) throws {
        var zip = ZipBuilder()
        zip.add("a-encrypted", logLines(1), flags: 1)
        zip.add("b-lzma", logLines(1), method: 14)
        zip.add("c-checksum", logLines(1), crc: 77)
        zip.add("d-archive.zip", zip.finished(), stored: true)
        let path = try folder.write("a.zip", zip.finished())
        let errors = try entries(path).map { way.read(path, entry: $0).error }
        #expect(errors.map { $0?.kind } == [.encrypted, .unsupported, .checksum, .unsupported])
        #expect(errors[0]?.description == "\(path)!/a-encrypted: the entry is encrypted")
        #expect(errors[1]?.reason.contains("LZMA") == true)
        #expect(errors[3]?.reason.contains("zip archive inside") == true)
    }

    @Test
    func `entries that share their data are refused`() throws {
        var zip = ZipBuilder()
        zip.add("a", logLines(50))
        zip.add("b", logLines(50), offsetInDirectory: 0)
        let archive = try ZipArchive(LocalPath(try folder.write("a.zip", zip.finished())), pool: ReaderPool())
        #expect(archive.entries.isEmpty)
        #expect(archive.damage?.kind == .expansion)
    }

    @Test(arguments: Way.usual)
    func `a bomb in an archive is stopped`(way: Way) throws {
        var zip = ZipBuilder()
        zip.add("a", [UInt8](repeating: 0, count: 8 << 20))
        var limits = ReadLimits()
        limits.suspiciousSize = 1 << 20
        let outcome = way.read(try folder.write("a.zip", zip.finished()), limits: limits)
        #expect(outcome.error?.kind == .expansion)
        #expect(outcome.bytes.count < 2 << 20)
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import HinomiRecords
import Testing

@testable import HinomiSources

@Suite struct FolderSourceTests {
    /// A folder that is watched, and a clock that the test turns.
    private final class Watched {
        let folder: TemporaryFolder
        private(set) var source: FolderSource
        private var now: Timestamp
        private var options = FolderSource.Options()

        init(usesEvents: Bool = false) throws {
            folder = try TemporaryFolder()
            try FileManager.default.createDirectory(atPath: folder.path + "/logs", withIntermediateDirectories: true)
            options.usesEvents = usesEvents
            // Without events every look is a look at everything.
            options.scanInterval = usesEvents ? 1e6 : 0
            source = FolderSource([folder.path + "/logs"], options: options)
            now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        }

        /// Asks after some seconds.
        func next(after seconds: Int64 = 0) -> SourceBatch {
            now = now.advanced(seconds: seconds)
            return source.next(at: now)
        }

        /// Asks, reads everything that is handed out, and says so. Returns what it read.
        func read(after seconds: Int64 = 0, as state: InputProgress.State = .read) throws -> [String] {
            let batch = next(after: seconds)
            var contents: [String] = []
            for input in batch.inputs {
                let reader = try InputReader(file: input.file, pool: ReaderPool())
                var bytes = [UInt8](repeating: 0, count: 1 << 20)
                var filled = 0
                while let count = try? bytes.withUnsafeMutableBytes({
                    try reader.read(into: $0.baseAddress! + filled, capacity: 1 << 16)
                }), count > 0 {
                    filled += count
                }
                let start = Int(input.skipBefore - min(input.skipBefore, input.file.part?.start ?? 0))
                contents.append(String(decoding: bytes[min(start, filled)..<filled], as: UTF8.self))
                let end = (input.file.part?.start ?? 0) + UInt64(filled)
                source.note([InputProgress(id: input.id, delivered: end, state: state)])
            }
            return contents
        }

        /// Begins anew with what was kept.
        func restart() throws {
            let positions = source.positions()
            source = FolderSource([folder.path + "/logs"], options: options)
            try source.restore(positions)
        }

        func write(_ name: String, _ text: String) throws { try folder.write("logs/" + name, Array(text.utf8)) }

        func append(_ name: String, _ bytes: [UInt8]) throws {
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.path + "/logs/" + name))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data(bytes))
            try handle.close()
        }
    }

    @Test func `what is there at the start is read once, also after a restart`() throws {
        let watched = try Watched()
        try watched.write("a.log", "one\ntwo\n")
        try watched.write("below/b.log", "three\n")
        try watched.write(".hidden.log", "no\n")
        #expect(try watched.read().sorted() == ["one\ntwo\n", "three\n"])
        #expect(try watched.read(after: 60).isEmpty)
        try watched.restart()
        #expect(try watched.read(after: 60).isEmpty)
        try watched.write("c.log", "four\n")
        #expect(try watched.read(after: 60) == ["four\n"])
    }

    @Test func `of a log that grows only whole new lines are read`() throws {
        let watched = try Watched()
        try watched.write("a.log", "one\ntw")
        #expect(try watched.read() == ["one\n"])
        try watched.append("a.log", Array("o\nthree\nfo".utf8))
        let batch = watched.next()
        #expect(batch.inputs.map(\.file.part) == [FilePart(start: 4, end: 14, linesBefore: 1)])
        watched.source.note([InputProgress(id: try #require(batch.inputs.first).id, delivered: 10, state: .read)])
        // A line without an end is read when nobody has written on for a while.
        #expect(try watched.read().isEmpty)
        #expect(try watched.read(after: 3_600) == ["fo"])
        #expect(try watched.read(after: 3_600).isEmpty)
    }

    @Test func `reading goes on where it was stopped, with the lines before it passed over`() throws {
        let watched = try Watched()
        try watched.write("a.log", "one\ntwo\n")
        #expect(try watched.read() == ["one\ntwo\n"])
        try watched.append("a.log", Array("three\nfour\n".utf8))
        let batch = watched.next()
        watched.source.note([InputProgress(id: try #require(batch.inputs.first).id, delivered: 9, state: .reading)])
        try watched.restart()
        let again = watched.next()
        #expect(again.inputs.map(\.skipBefore) == [9])
        #expect(again.inputs.map(\.file.part) == [FilePart(start: 8, end: 19, linesBefore: 2)])
    }

    @Test func `a log that was cut short and written anew is another one`() throws {
        let watched = try Watched()
        try watched.write("a.log", "one\ntwo\nthree\n")
        #expect(try watched.read().count == 1)
        try Data("four\n".utf8).write(to: URL(fileURLWithPath: watched.folder.path + "/logs/a.log"))
        #expect(try watched.read() == ["four\n"])
        // Longer than before, in the same place.
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: watched.folder.path + "/logs/a.log"))
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: Data("five\nsix\nseven\neight\n".utf8))
        try handle.close()
        #expect(try watched.read() == ["five\nsix\nseven\neight\n"])
    }

    @Test func `a log that is renamed is the same, and its old name is free for another`() throws {
        let watched = try Watched()
        try watched.write("a.log", "one\n")
        #expect(try watched.read() == ["one\n"])
        let logs = watched.folder.path + "/logs/"
        try FileManager.default.moveItem(atPath: logs + "a.log", toPath: logs + "a.log.1")
        try watched.write("a.log", "two\n")
        #expect(try watched.read() == ["two\n"])
        try watched.append("a.log.1", Array("late\n".utf8))
        #expect(try watched.read() == ["late\n"])
    }

    @Test func `compressed files and documents are read when they have not changed for a while`() throws {
        let watched = try Watched()
        try watched.folder.write("logs/a.gz", Packing.gzip(Array("one\ntwo\n".utf8)))
        try watched.write("b.json", "{\n\"Records\": []\n}")
        let early = watched.next()
        #expect(early.inputs.isEmpty)
        #expect(early.pending == 2)
        let again = try #require(early.askAgain)
        #expect(again.milliseconds > 0)
        #expect(try watched.read(after: 3) == ["one\ntwo\n", "{\n\"Records\": []\n}"])
    }

    @Test func `a torn file is read on when it is whole, with what was read of it passed over`() throws {
        let content = (0..<2_000).map { "line \($0 * 7919)\n" }.joined()
        let packed = Packing.gzip(Array(content.utf8))
        for isReplaced in [false, true] {
            let watched = try Watched()
            try watched.folder.write("logs/a.gz", Array(packed[..<(packed.count / 2)]))
            let batch = watched.next(after: 3)
            #expect(batch.inputs.count == 1)
            watched.source.note([
                InputProgress(id: try #require(batch.inputs.first).id, delivered: 5_000, state: .torn("it ends early"))
            ]
            )
            #expect(try watched.read(after: 3).isEmpty)
            try watched.restart()
            if isReplaced {
                try FileManager.default.removeItem(atPath: watched.folder.path + "/logs/a.gz")
                try watched.folder.write("logs/a.gz", packed)
            } else {
                try watched.append("a.gz", Array(packed[(packed.count / 2)...]))
            }
            let whole = watched.next(after: 60)
            #expect(whole.inputs.map(\.skipBefore) == [5_000], "replaced: \(isReplaced)")
        }
    }

    @Test func `a torn file that is replaced by another is read from its beginning`() throws {
        let watched = try Watched()
        let packed = Packing.gzip(Array((0..<2_000).map { "line \($0 * 7919)\n" }.joined().utf8))
        try watched.folder.write("logs/a.gz", Array(packed[..<(packed.count / 2)]))
        let batch = watched.next(after: 3)
        watched.source.note([
            InputProgress(id: try #require(batch.inputs.first).id, delivered: 5_000, state: .torn("it ends early"))
        ])
        try watched.folder.write("logs/a.gz", Packing.gzip(Array((0..<2_000).map { "other \($0)\n" }.joined().utf8)))
        #expect(watched.next(after: 60).inputs.map(\.skipBefore) == [0])
    }

    @Test func `what is no log is looked at again only when it changes`() throws {
        let watched = try Watched()
        try watched.write("notes.txt", "hello\n")
        #expect(try watched.read(as: .refused("is no log")) == ["hello\n"])
        #expect(try watched.read(after: 60).isEmpty)
        try watched.append("notes.txt", Array("more\n".utf8))
        #expect(try watched.read(after: 60) == ["hello\nmore\n"])
    }

    @Test func `what cannot be read is named once`() throws {
        let watched = try Watched()
        try FileManager.default.createSymbolicLink(
            atPath: watched.folder.path + "/logs/broken", withDestinationPath: "/nowhere/at/all")
        #expect(watched.next().messages.map(\.what) == [SkipReason.brokenLink.description])
        #expect(watched.next().messages.isEmpty)
    }

    @Test func `a link to a file that is watched is that file`() throws {
        let watched = try Watched()
        try watched.write("a.log", "one\n")
        #expect(try watched.read() == ["one\n"])
        try FileManager.default.createSymbolicLink(
            atPath: watched.folder.path + "/logs/0-link.log", withDestinationPath: watched.folder.path + "/logs/a.log")
        #expect(try watched.read().isEmpty)
        try watched.append("a.log", Array("two\n".utf8))
        #expect(try watched.read() == ["two\n"])
    }

    @Test func `the kernel tells of files, also in folders that were made meanwhile`() throws {
        let watched = try Watched(usesEvents: true)
        #expect(watched.next().inputs.isEmpty)
        try watched.folder.write("logs/a.gz", Packing.gzip(Array("one\n".utf8)))
        // Closed by who wrote it: nothing to wait for.
        #expect(try watched.read() == ["one\n"])
        try watched.write("new/deep/b.log", "two\n")
        #expect(try watched.read() == ["two\n"])
        try watched.write("new/deep/c.log", "three\n")
        try watched.append("new/deep/b.log", Array("four\n".utf8))
        #expect(try watched.read() == ["four\n", "three\n"])
        #expect(try watched.read().isEmpty)
    }

    @Test func `what was there at the start goes before what comes later`() throws {
        let watched = try Watched(usesEvents: true)
        // Nobody told that it is whole, so that it has to be quiet for two seconds.
        try watched.folder.write("logs/old.gz", Packing.gzip(Array("one\n".utf8)))
        #expect(watched.next().inputs.isEmpty)
        try watched.folder.write("logs/new.gz", Packing.gzip(Array("two\n".utf8)))
        try watched.write("new.log", "three\n")
        let waiting = watched.next(after: 1)
        #expect(waiting.inputs.isEmpty)
        #expect(waiting.pending == 3)
        #expect(waiting.askAgain != nil)
        #expect(try watched.read(after: 2) == ["two\n", "three\n", "one\n"])
    }

    @Test func `a file that never comes to rest holds others up for two seconds only`() throws {
        let watched = try Watched(usesEvents: true)
        try watched.folder.write("logs/old.gz", Packing.gzip(Array("one\n".utf8)))
        _ = watched.next()
        try watched.folder.write("logs/new.gz", Packing.gzip(Array("two\n".utf8)))
        // It is written on, and not closed.
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: watched.folder.path + "/logs/old.gz"))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(Packing.gzip(Array("more\n".utf8))))
        #expect(try watched.read(after: 1).isEmpty)
        #expect(try watched.read(after: 1).contains("two\n"))
        try handle.close()
    }

    @Test func `positions of files that are gone are dropped`() throws {
        let watched = try Watched()
        for number in 0..<20 { try watched.write("\(number).log", "one\n") }
        #expect(try watched.read().count == 20)
        let full = watched.source.positions().count
        for number in 0..<19 { try FileManager.default.removeItem(atPath: watched.folder.path + "/logs/\(number).log") }
        _ = watched.next(after: 60)
        #expect(watched.source.positions().count < full / 10)
    }

    @Test func `positions that were damaged are refused`() throws {
        let watched = try Watched()
        try watched.write("a.log", "one\n")
        _ = try watched.read()
        let bytes = watched.source.positions()
        for count in 0..<bytes.count {
            #expect(throws: PositionError.self) { try FilePositions.decode(Array(bytes[..<count])) }
        }
        #expect(throws: PositionError.damaged) { try FilePositions.decode(bytes + [0]) }
        #expect(throws: PositionError.unknownVersion(9)) { try FilePositions.decode([9] + bytes.dropFirst()) }
        #expect(try FilePositions.encode(FilePositions.decode(bytes)) == bytes)
    }

    @Test func `no folder is missed that is made while one is taken up`() throws {
        let watched = try Watched(usesEvents: true)
        _ = watched.next()
        let logs = watched.folder.path + "/logs"
        let trees = 400
        // Folders within folders appear while the outer ones are being taken up, and their files a little later.
        let writer = Thread {
            for i in 0..<trees {
                let folder = "\(logs)/\(i)/b/c"
                try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                usleep(300)
                try? Data("line\n".utf8).write(to: URL(fileURLWithPath: folder + "/.draft"))
                usleep(100)
                rename(folder + "/.draft", folder + "/flow.log")
            }
        }
        writer.start()
        var found: Set<String> = []
        let end = Date(timeIntervalSinceNow: 20)
        while found.count < trees, Date() < end {
            usleep(500)
            for input in watched.next().inputs {
                found.insert(input.id)
                watched.source.note([InputProgress(id: input.id, delivered: 5, state: .read)])
            }
        }
        #expect(found.count == trees)
    }
}

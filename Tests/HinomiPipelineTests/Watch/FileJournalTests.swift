// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiPipeline
import Testing

@Suite struct FileJournalTests {
    private static func commit(_ blocks: [String: [UInt8]], removing: [String] = []) -> WatchCommit {
        var commit = WatchCommit()
        commit.blocks = blocks
        commit.removedBlocks = removing
        return commit
    }

    private static func journal(_ folder: TemporaryFolder) throws -> FileJournal {
        try FileJournal(folder: folder.url.appending(path: "state").path)
    }

    private static func file(_ folder: TemporaryFolder) -> URL { folder.url.appending(path: "state/watch.journal") }

    @Test func `a new journal has no state`() throws {
        let folder = try TemporaryFolder()
        #expect(try Self.journal(folder).load() == nil)
        #expect(try Self.journal(folder).load() == nil)
    }

    @Test func `commits amount to the blocks put last and not removed`() throws {
        let folder = try TemporaryFolder()
        do {
            let journal = try Self.journal(folder)
            try journal.commit(Self.commit(["a": [1, 2], "b": [3], "empty": []]))
            try journal.commit(Self.commit(["b": [4, 5, 6]], removing: ["a"]))
            #expect(try journal.load()?.blocks == ["b": [4, 5, 6], "empty": []])
        }
        #expect(try Self.journal(folder).load()?.blocks == ["b": [4, 5, 6], "empty": []])
    }

    @Test func `a commit that was cut off anywhere never happened`() throws {
        let folder = try TemporaryFolder()
        do { try Self.journal(folder).commit(Self.commit(["a": [1]])) }
        let first = try Folders.bytes(Self.file(folder))
        do { try Self.journal(folder).commit(Self.commit(["a": [2], "b": [9]])) }
        let both = try Folders.bytes(Self.file(folder))
        for count in first.count..<both.count {
            // Cut off, or with zeros where the rest never reached the disk.
            for tail in [[], [UInt8](repeating: 0, count: both.count - count)] {
                try Data(both[..<count] + tail).write(to: Self.file(folder))
                let journal = try Self.journal(folder)
                #expect(try journal.load()?.blocks == ["a": [1]])
                try journal.commit(Self.commit(["c": [3]]))
                #expect(try journal.load()?.blocks == ["a": [1], "c": [3]])
            }
        }
        for count in 0..<first.count {
            try Data(both[..<count]).write(to: Self.file(folder))
            #expect(try Self.journal(folder).load() == nil)
        }
    }

    @Test func `damage before the last commit is refused`() throws {
        let folder = try TemporaryFolder()
        do {
            let journal = try Self.journal(folder)
            try journal.commit(Self.commit(["a": Array(0...99)]))
            try journal.commit(Self.commit(["b": [1]]))
        }
        var bytes = try Folders.bytes(Self.file(folder))
        bytes[100] ^= 1
        try Data(bytes).write(to: Self.file(folder))
        #expect(throws: WatchError.self) { try Self.journal(folder) }
        #expect(try Folders.bytes(Self.file(folder)) == bytes)
        try Data(Array("something else altogether".utf8)).write(to: Self.file(folder))
        #expect(throws: WatchError.self) { try Self.journal(folder) }
    }

    @Test func `two journals of one folder are refused`() throws {
        let folder = try TemporaryFolder()
        let first = try Self.journal(folder)
        #expect(throws: WatchError.self) { try Self.journal(folder) }
        withExtendedLifetime(first) {}
    }

    @Test func `a file of which little counts is rewritten`() throws {
        let folder = try TemporaryFolder()
        let block = [UInt8](repeating: 7, count: 1 << 20)
        let journal = try Self.journal(folder)
        try journal.commit(Self.commit(["kept": [1, 2, 3]]))
        var largest = 0
        for number in 0..<80 {
            try journal.commit(Self.commit(["a": block, "number": [UInt8(number)]]))
            let size = try Self.file(folder).resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
            largest = max(largest, size)
        }
        #expect(largest < 40 << 20)
        #expect(try journal.load()?.blocks == ["kept": [1, 2, 3], "a": block, "number": [79]])
    }
}

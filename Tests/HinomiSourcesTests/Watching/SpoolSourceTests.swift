// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiRecords
import Synchronization
import Testing

@testable import HinomiSources

@Suite struct SpoolSourceTests {
    private let folder: TemporaryFolder
    private let now = Timestamp(seconds: 1_700_000_000)

    init() throws { folder = try TemporaryFolder() }

    private func spool(keeping limit: UInt64 = 1 << 20) throws -> Spool {
        try Spool(folder: folder.path + "/spool", keeping: limit)
    }

    private func put(_ name: String, _ content: String, into spool: Spool) throws {
        let output = try spool.output(for: name)
        try output.write(content)
        try spool.keep(output, as: name)
    }

    private var files: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path + "/spool").sorted() }
    }

    @Test func aFileIsThereWholeOrNotAtAll() throws {
        let spool = try spool()
        let output = try spool.output(for: "a")
        try output.write("half")
        #expect(spool.file("a") == nil)
        #expect(spool.waitingBytes == 0)
        try output.write(" and half")
        try spool.keep(output, as: "a")
        #expect(spool.file("a")?.size == 13)
        #expect(spool.waitingBytes == 13)
        try spool.output(for: "b").abandon()
        #expect(try files == ["a"])
    }

    @Test func whatWasNotWrittenToTheEndIsRemovedAtTheNextStart() throws {
        let first = try spool()
        try put("a", "whole", into: first)
        try Data("half".utf8).write(to: URL(fileURLWithPath: folder.path + "/spool/.b.1-2.partial"))
        let second = try spool()
        #expect(try files == ["a"])
        #expect(second.names == ["a"])
        #expect(second.waitingBytes == 5)
    }

    @Test func theEarliestReadGoesFirstWhenThereIsNoRoom() throws {
        let spool = try spool(keeping: 10)
        for name in ["a", "b", "c"] { try put(name, "12345", into: spool) }
        for name in ["b", "a"] { spool.release(name) }
        #expect(try files == ["a", "b", "c"])
        spool.hold("b")
        spool.release("c")
        #expect(try files == ["a", "b", "c"])
        try put("d", "12345", into: spool)
        spool.release("d")
        #expect(try files == ["b", "c", "d"])
        #expect(spool.waitingBytes == 5)
    }

    @Test func anInputIsHandedOutOnceHoweverOftenItIsAdded() throws {
        let spool = try spool()
        let source = SpoolSource("push", spool: spool)
        try put("a", "1\n", into: spool)
        source.add("a", SpoolSource.Label(name: "first", key: "AWSLogs/x"))
        source.add("a", SpoolSource.Label(name: "again"))
        let inputs = source.next(at: now).inputs
        #expect(inputs.map(\.name) == ["first"])
        #expect(inputs.map(\.key) == [Array("AWSLogs/x".utf8)])
        source.add("a", SpoolSource.Label(name: "again"))
        #expect(source.next(at: now).inputs.isEmpty)
        source.note([InputProgress(id: "a", delivered: 2, state: .read)])
        source.add("a", SpoolSource.Label(name: "again"))
        #expect(source.next(at: now).inputs.isEmpty)
    }

    @Test func itTellsWhenWhatFollowsIsKept() throws {
        let spool = try spool()
        let kept = Mutex<[String]>([])
        let source = SpoolSource("queue", spool: spool, onKept: { names in kept.withLock { $0 += names } })
        try put("a", "1\n", into: spool)
        #expect(source.status(of: "a") == .unknown)
        source.add("a", SpoolSource.Label(name: "a"))
        #expect(source.status(of: "a") == .taken)
        _ = source.next(at: now)
        source.note([InputProgress(id: "a", delivered: 2, state: .torn("cut off"))])
        #expect(source.status(of: "a") == .taken)
        #expect(kept.withLock(\.self) == [])
        source.acknowledge(["a"])
        #expect(source.status(of: "a") == .done)
        #expect(kept.withLock(\.self) == ["a"])
    }

    @Test func afterARestartOnlyWhatWasNotReadIsTakenUp() throws {
        let first = try spool()
        let source = SpoolSource("push", spool: first, takingUpAs: { SpoolSource.Label(name: "old \($0)") })
        for name in ["a", "b", "c"] {
            try put(name, "1\n2\n", into: first)
            source.add(name, SpoolSource.Label(name: name))
        }
        _ = source.next(at: now)
        source.note([
            InputProgress(id: "a", delivered: 4, state: .read), InputProgress(id: "b", delivered: 2, state: .reading),
        ])
        let positions = source.positions()
        try put("d", "1\n", into: first)

        let again = SpoolSource("push", spool: try spool(), takingUpAs: { SpoolSource.Label(name: "old \($0)") })
        try again.restore(positions)
        let wakes = Mutex(0)
        again.start { wakes.withLock { $0 += 1 } }
        let inputs = again.next(at: now).inputs
        #expect(inputs.map(\.id) == ["b", "c", "d"])
        #expect(inputs.map(\.skipBefore) == [2, 0, 0])
        #expect(inputs.map(\.name) == ["old b", "old c", "old d"])
        #expect(wakes.withLock(\.self) == 3)
        #expect(again.status(of: "a") == .done)
    }

    @Test func whoBringsItAgainFindsWhatWasFetched() throws {
        let first = try spool()
        try put("a", "1\n2\n", into: first)
        let source = SpoolSource("queue", spool: first)
        source.add("a", SpoolSource.Label(name: "a"))
        _ = source.next(at: now)
        source.note([InputProgress(id: "a", delivered: 2, state: .reading)])

        let spool = try spool(keeping: 0)
        let again = SpoolSource("queue", spool: spool)
        try again.restore(source.positions())
        // Nothing is promised of it, so it may go; here there is no room for it.
        again.start {}
        #expect(again.next(at: now).inputs.isEmpty)
        #expect(spool.file("a") == nil)
        try put("a", "1\n2\n", into: spool)
        again.add("a", SpoolSource.Label(name: "a"))
        #expect(again.next(at: now).inputs.map(\.skipBefore) == [2])
    }

    @Test func aFileThatIsGoneIsNamed() throws {
        let spool = try spool()
        let source = SpoolSource("push", spool: spool)
        try put("a", "1\n", into: spool)
        source.add("a", SpoolSource.Label(name: "a"))
        try FileManager.default.removeItem(atPath: folder.path + "/spool/a")
        let batch = source.next(at: now)
        #expect(batch.inputs.isEmpty)
        #expect(batch.messages.map(\.path) == ["a"])
        #expect(batch.messages.map(\.isDamage) == [true])
        #expect(source.waitingCount == 0)
    }

    @Test func damagedPositionsAreRefused() throws {
        var read = RecentNames()
        for i in 0..<5 { read.insert("n\(i)") }
        let bytes = SpoolPositions.encode(begun: ["a": 7, "b": 1], read: read)
        let decoded = try SpoolPositions.decode(bytes)
        #expect(decoded.begun == ["a": 7, "b": 1])
        #expect(decoded.read == read)
        for count in 0..<bytes.count {
            #expect(throws: PositionError.damaged) { try SpoolPositions.decode(Array(bytes.prefix(count))) }
        }
        #expect(throws: PositionError.damaged) { try SpoolPositions.decode(bytes + [0]) }
        #expect(throws: PositionError.unknownVersion(9)) { try SpoolPositions.decode([9] + bytes.dropFirst()) }
    }

    @Test func theNamesReadLastAreRemembered() {
        var names = RecentNames()
        for i in 0..<(RecentNames.limit + 10) { names.insert("name \(i)") }
        #expect(!names.contains("name 9"))
        #expect(names.contains("name 10"))
        #expect(names.contains("name \(RecentNames.limit + 9)"))
        #expect(names.inOrder.first == StableHash.of("name 10"))
        #expect(RecentNames(hashes: names.inOrder).inOrder == names.inOrder)
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiSources
import Testing

@testable import HinomiAWS

struct PlaceMemoryTests {
    private static let noon: Int64 = 1_795_000_000

    @Test func `an object that was in a list of which everything was read is known by its time`() {
        var memory = PlaceMemory()
        let noon = PlaceMemoryTests.noon
        #expect(!memory.knows("a", modified: noon - 9_000))
        memory.await("a")
        #expect(memory.knows("a", modified: noon - 9_000))
        memory.wasListed(at: noon)
        #expect(memory.completeAt == nil)
        memory.settle("a", modified: noon - 9_000)
        #expect(memory.completeAt == noon)
        // It is remembered no more, and known all the same.
        #expect(memory.read.isEmpty)
        #expect(memory.knows("a", modified: noon - 9_000))
        #expect(memory.knows("b", modified: noon - 9_000))
        #expect(!memory.knows("b", modified: noon - 60))
        #expect(!memory.knows("b", modified: noon + 60))
    }

    @Test func `what is young is known by its name`() {
        var memory = PlaceMemory()
        let noon = PlaceMemoryTests.noon
        memory.settle("a", modified: noon - 60)
        memory.wasListed(at: noon)
        #expect(memory.knows("a", modified: noon - 60))
        #expect(!memory.knows("b", modified: noon - 60))
        memory.wasListed(at: noon + 7_200)
        #expect(memory.read.isEmpty)
    }

    @Test func `what came after a list does not hold it up`() {
        var memory = PlaceMemory()
        let noon = PlaceMemoryTests.noon
        memory.await("a")
        memory.wasListed(at: noon)
        memory.await("b")
        memory.wasListed(at: noon + 60)
        memory.settle("a", modified: noon)
        #expect(memory.completeAt == noon)
        memory.settle("b", modified: noon)
        memory.wasListed(at: noon + 120)
        #expect(memory.completeAt == noon + 120)
    }

    @Test func `what somebody else remembers does not hold a list up`() {
        var memory = PlaceMemory()
        memory.await("a")
        memory.wasListed(at: PlaceMemoryTests.noon)
        memory.handOver("a")
        #expect(memory.completeAt == PlaceMemoryTests.noon)
    }

    @Test func `cursors are read as they were written, and nothing else is`() throws {
        var cursors = BucketCursors()
        var memory = PlaceMemory()
        memory.settle("a", modified: 5)
        memory.wasListed(at: 6)
        cursors.places = ["x/": memory, "": PlaceMemory()]
        let owed = BucketCursors.Owed(key: "k ü", tag: "t", size: 3)
        let isOwed = cursors.owe("n", owed)
        #expect(isOwed)
        let bytes = cursors.bytes(with: [1, 2, 3])
        let read = try BucketCursors(bytes)
        #expect(read.places == cursors.places)
        #expect(read.owed == ["n": owed])
        #expect(read.spool == [1, 2, 3])
        for count in 0..<bytes.count {
            #expect(throws: PositionError.self) { try BucketCursors(Array(bytes[..<count])) }
        }
        #expect(throws: PositionError.unknownVersion(9)) { try BucketCursors([9] + bytes.dropFirst()) }
    }
}

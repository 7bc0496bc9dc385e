// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Testing

@testable import HinomiAWS

struct QueueLedgerTests {
    private let book = QueueBook()
    private let now = StagedService.opening

    @discardableResult
    private func hold(_ id: String, _ receipt: String, _ names: Set<String>) -> Set<String> {
        let message = QueueMessage(id: id, receipt: receipt, body: "")
        return book.withLedger { $0.hold(message, waitingFor: names, hiddenUntil: now) }
    }

    private func finished() -> [String] { book.withLedger { $0.takeFinished(atMost: 10) } }

    private func prolong(before seconds: Int64) -> [String] {
        book.withLedger {
            $0.prolong(before: now.advanced(seconds: seconds), to: now.advanced(seconds: 120), atMost: 10)
        }
    }

    @Test func `a message with several objects goes when all are kept`() {
        #expect(hold("m", "r", ["a", "b"]) == ["a", "b"])
        book.settle(["a"])
        #expect(finished().isEmpty)
        book.settle(["b"])
        #expect(finished() == ["r"])
        #expect(finished().isEmpty)
        #expect(book.count == 0)
    }

    @Test func `one object is fetched once for all messages that tell of it`() {
        #expect(hold("m", "r", ["a"]) == ["a"])
        #expect(hold("n", "s", ["a", "b"]) == ["b"])
        book.settle(["a"])
        #expect(finished() == ["r"])
        book.settle(["b"])
        #expect(finished() == ["s"])
    }

    @Test func `a message that comes again while it is held is deleted by its new receipt`() {
        hold("m", "old", ["a"])
        #expect(hold("m", "new", ["a"]).isEmpty)
        book.settle(["a"])
        #expect(finished() == ["new"])
    }

    @Test func `a message without objects goes at once`() {
        #expect(hold("m", "r", []).isEmpty)
        #expect(finished() == ["r"])
    }

    @Test func `a receipt that could not be used is given once more`() {
        hold("m", "r", [])
        #expect(finished() == ["r"])
        book.withLedger { $0.giveBack(["r"]) }
        #expect(finished() == ["r"])
        #expect(finished().isEmpty)
    }

    @Test func `what cannot be had lets its messages go, and others' objects stay`() {
        hold("m", "r", ["a", "b"])
        hold("n", "s", ["b"])
        book.withLedger { $0.release("a") }
        #expect(book.count == 1)
        book.settle(["b"])
        #expect(finished() == ["s"])
        // It comes again, and is fetched again.
        #expect(hold("m", "t", ["a", "b"]) == ["a", "b"])
    }

    @Test func `messages are hidden for longer while they wait, each in its turn`() {
        for i in 0..<25 { hold("m\(i)", "r\(i)", ["o\(i)"]) }
        var all: Set<String> = []
        while true {
            let some = prolong(before: 1)
            if some.isEmpty { break }
            #expect(some.count <= 10)
            all.formUnion(some)
        }
        #expect(all.count == 25)
        #expect(prolong(before: 60).isEmpty)
    }
}

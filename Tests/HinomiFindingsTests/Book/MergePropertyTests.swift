// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Testing

@testable import HinomiFindings

/// Whatever the order of signals and however books are merged, the result is the same, byte for byte.
struct MergePropertyTests {
    private func randomSignal(_ numbers: inout Numbers) -> Signal {
        var signal = Samples.all.randomElement(using: &numbers) ?? Samples.scan
        // Few values each, so that ties of every kind happen.
        signal.first = Samples.noon.advanced(seconds: .random(in: 0...3, using: &numbers))
        signal.last = signal.first.advanced(seconds: .random(in: 0...3, using: &numbers))
        signal.severity = [.low, .medium, .high].randomElement(using: &numbers) ?? .low
        signal.occurrences = .random(in: 1...5, using: &numbers)
        signal.identity = ["\(Int.random(in: 0...2, using: &numbers))"]
        signal.terms["port_count"] = "\(Int.random(in: 0...2, using: &numbers))"
        signal.caveats = Bool.random(using: &numbers) ? [] : ["c\(Int.random(in: 0...2, using: &numbers))"]
        signal.info =
            Bool.random(using: &numbers) ? [:] : ["k": .number(Double(Int.random(in: 0...2, using: &numbers)))]
        signal.reasons = (0..<Int.random(in: 0...2, using: &numbers)).map { Reason("r\($0)", observed: Double($0)) }
        signal.intelligence = (0..<Int.random(in: 0...4, using: &numbers)).map { _ in
            ThreatIntelligenceDetail(
                listName: "list\(Int.random(in: 0...30, using: &numbers))",
                threatNames: (0..<3).map { _ in "t\(Int.random(in: 0...20, using: &numbers))" })
        }
        switch signal.resource {
        case .instance:
            var details = Samples.instance
            details.texts = details.texts.map { _ in ["", "", "a", "b"].randomElement(using: &numbers) ?? "" }
            details.publicAddress =
                Bool.random(using: &numbers) ? nil : IPAddress(8, 8, 8, .random(in: 0...2, using: &numbers))
            details.tags =
                Bool.random(using: &numbers)
                ? [] : [.init(key: "k", value: "\(Int.random(in: 0...2, using: &numbers))")]
            signal.resource = .instance(details)
        case .accessKey, .sequence:
            var details = AccessKeyDetails()
            details.texts = details.texts.map { _ in ["", "a", "b"].randomElement(using: &numbers) ?? "" }
            if case .sequence = signal.resource {
                signal.resource = .sequence(details)
            } else {
                signal.resource = .accessKey(details)
            }
        case .bucket(var access):
            access.name = ["", "a", "b"].randomElement(using: &numbers) ?? ""
            access.caller.texts = access.caller.texts.map { _ in ["", "a", "b"].randomElement(using: &numbers) ?? "" }
            access.publicAccess =
                Bool.random(using: &numbers)
                ? nil : PublicAccess(effect: .unknown, policy: .init(read: true, write: .random(using: &numbers)))
            signal.resource = .bucket(access)
        case .other(var other):
            other.name = ["", "a", "b"].randomElement(using: &numbers) ?? ""
            other.details = [["a": 1], [:]].randomElement(using: &numbers) ?? [:]
            signal.resource = .other(other)
        }
        if case .sequence(var sequence) = signal.action {
            sequence.steps = Array(sequence.steps.prefix(.random(in: 1...3, using: &numbers)))
            signal.action = .sequence(sequence)
        }
        if case .portProbe = signal.action {
            signal.action = .portProbe(
                PortProbe(
                    isBlocked: .random(using: &numbers),
                    details: (0..<Int.random(in: 0...4, using: &numbers)).map { _ in
                        .init(
                            localPort: .random(in: 1...12, using: &numbers), localAddress: IPAddress(10, 0, 0, 1),
                            remoteAddress: IPAddress(9, 9, 9, .random(in: 1...2, using: &numbers)))
                    }))
        }
        signal.evidence = Evidence()
        for _ in 0..<Int.random(in: 0...12, using: &numbers) {
            signal.evidence.add(
                Samples.reference(
                    .random(in: 0...40, using: &numbers),
                    at: Samples.noon.advanced(seconds: .random(in: 0...5, using: &numbers)),
                    input: .random(in: 0...2, using: &numbers)))
        }
        return signal
    }

    @Test(arguments: UInt64(0)..<200)
    func `any order and any tree of merges gives the same findings`(_ seed: UInt64) {
        var numbers = Numbers(seed: seed)
        let signals = (0..<Int.random(in: 1...40, using: &numbers)).map { _ in randomSignal(&numbers) }
        var straight = FindingBook()
        for signal in signals { straight.add(signal) }

        // A random tree: every signal in a book of its own, random pairs merged until one is left.
        var books = signals.shuffled(using: &numbers).map { signal in
            var book = FindingBook()
            book.add(signal)
            return book
        }
        while books.count > 1 {
            let other = books.remove(at: .random(in: books.indices, using: &numbers))
            let at = Int.random(in: books.indices, using: &numbers)
            if Bool.random(using: &numbers) {
                books[at].merge(other)
            } else {
                var merged = other
                merged.merge(books[at])
                books[at] = merged
            }
        }
        #expect(books.first == straight)
        #expect(books.first?.findings() == straight.findings())
        #expect(books.first?.findings().map { $0.json() } == straight.findings().map { $0.json() })
    }

    @Test func `an empty book changes nothing`() {
        var book = FindingBook()
        for signal in Samples.all { book.add(signal) }
        var merged = FindingBook()
        merged.merge(book)
        merged.merge(FindingBook())
        #expect(merged == book)
        #expect(FindingBook().isEmpty)
    }
}

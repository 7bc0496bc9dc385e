// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiStatistics
import Testing

@Suite struct NameScorerTests {
    private let scorer = NameScorer.builtIn!

    private func score(_ label: [UInt8], _ suffix: [UInt8]) -> Float {
        label.withUnsafeBufferPointer { label in
            suffix.withUnsafeBufferPointer { scorer.score(label: label, suffix: $0) }
        }
    }

    private func score(_ label: String, _ suffix: String) -> Float { score(Array(label.utf8), Array(suffix.utf8)) }

    // The scores that the training computed, for names of our own generators and a few that everybody knows.
    private static let trained: [(label: String, suffix: String, score: Float)] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/names/scores.tsv")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map { line in
            let fields = line.split(separator: "\t")
            return (String(fields[0]), String(fields[1]), Float(fields[2])!)
        }
    }()

    @Test func `scores are those that the training computed`() {
        #expect(Self.trained.count > 300)
        for name in Self.trained {
            let difference = abs(score(name.label, name.suffix) - name.score)
            #expect(difference < 0.002, "\(name.label).\(name.suffix): \(difference)")
        }
    }

    @Test func `a registered name is a label and its suffix`() {
        for name in Self.trained.prefix(50) {
            let whole = Array("\(name.label).\(name.suffix)".utf8)
            let score = whole.withUnsafeBufferPointer { scorer.score(registeredName: $0) }
            #expect(score == self.score(name.label, name.suffix))
        }
    }

    @Test(arguments: ["example", "wikipedia", "debian", "python", "swift"])
    func `well-known names look ordinary`(label: String) { #expect(score(label, "org") < 1) }

    @Test(arguments: ["qxkzjwvbnhgtrp", "k4x9q0vz7rw2mj8tp1", "4fa8c1d09be7723a6650c1", "zvjqmwlxgphkrtd"])
    func `random names look generated`(label: String) { #expect(score(label, "com") > 3) }

    @Test func `capitals make no difference in labels`() {
        #expect(score("QxkzJwvBnhGtrp", "com") == score("qxkzjwvbnhgtrp", "com"))
    }

    @Test func `any bytes of any length have a score`() {
        var numbers = Numbers(7)
        for length in [0, 1, 2, 3, 4, 5, 6, 62, 63, 64, 65, 255, 3_000] {
            for _ in 0..<200 {
                let label = (0..<length).map { _ in UInt8(truncatingIfNeeded: numbers.next()) }
                let suffix = (0..<numbers.below(20)).map { _ in UInt8(truncatingIfNeeded: numbers.next()) }
                #expect(score(label, suffix).isFinite)
            }
        }
        for byte in UInt8.min...UInt8.max {
            for length in 0...66 { #expect(score([UInt8](repeating: byte, count: length), []).isFinite) }
        }
    }

    @Test func `what lies behind 63 bytes makes no difference`() {
        var numbers = Numbers(8)
        let label = (0..<63).map { _ in UInt8(0x61 + numbers.below(26)) }
        #expect(score(label + Array("zzz".utf8), Array("com".utf8)) == score(label, Array("com".utf8)))
    }

    @Test(arguments: ["", ".", "..", "com", "xn--", "xn--bcher-kva", "xn--80ak6aa92e.com", "-", "_dmarc.example"])
    func `odd names have a score`(name: String) {
        let bytes = Array(name.utf8)
        #expect(bytes.withUnsafeBufferPointer { scorer.score(registeredName: $0) }.isFinite)
    }
}

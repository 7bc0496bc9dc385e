// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiStatistics
import Testing

@Suite struct NameModelTests {
    // The bytes that are built in, as they lie in the sources.
    private static let sound: [UInt8] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/CNameModel/model.bin")
        return [UInt8]((try? Data(contentsOf: file)) ?? Data())
    }()

    private func refusal(of bytes: [UInt8]) -> NameModelError? {
        do {
            _ = try bytes.withUnsafeBytes { bytes throws(NameModelError) in try NameScorer(model: bytes) }
            return nil
        } catch {
            return error as? NameModelError
        }
    }

    @Test func `the model is small and sound`() {
        #expect((100_000...1_000_000).contains(Self.sound.count))
        #expect(refusal(of: Self.sound) == nil)
        #expect(NameScorer.builtIn != nil)
    }

    @Test func `what is no model is refused`() {
        #expect(refusal(of: []) == .notAModel)
        #expect(refusal(of: Array("HNMDGA".utf8)) == .notAModel)
        #expect(refusal(of: [UInt8](repeating: 0, count: 700_000)) == .notAModel)
    }

    @Test func `another version is refused`() {
        var bytes = Self.sound
        bytes[8] = 9
        #expect(refusal(of: bytes) == .unknownVersion(9))
    }

    @Test func `a torn model is refused`() {
        for size in [24, 44, 45, 1_000, Self.sound.count - 1] {
            #expect(refusal(of: Array(Self.sound.prefix(size))) != nil)
        }
        #expect(refusal(of: Self.sound + [0]) == .wrongSize)
    }

    @Test func `a changed byte is noticed`() {
        var numbers = Numbers(3)
        for _ in 0..<60 {
            var bytes = Self.sound
            bytes[24 + numbers.below(bytes.count - 24)] ^= UInt8(1 << numbers.below(8))
            #expect(refusal(of: bytes) == .damaged)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HinomiDetection

@Suite struct LoginMinutesTests {
    @Test func `it agrees with keeping everything`() {
        var numbers = Numbers(11)
        for begin: Int64 in [-9_000, 1_500_000_000] {
            var minutes = LoginMinutes()
            var all: [(minute: Int64, guesses: Int64)] = []
            var now = begin
            var newest = Int64.min
            for _ in 0..<3_000 {
                now += Int64(numbers.below(200)) - 70
                let minute = Int64((Double(now) / 60).rounded(.down))
                let guesses = Int64(1 + numbers.below(6))
                newest = max(newest, minute)
                minutes.add(guesses: guesses, at: now)
                all.append((minute, guesses))
                // Once a minute has gone, it does not come back; what comes late for it is dropped.
                all.removeAll { $0.minute <= newest - 30 }
                #expect(minutes.attempts == all.count)
                #expect(minutes.guesses == all.reduce(0) { $0 + Int($1.guesses) })
            }
        }
    }

    @Test func `times that no log has do no harm, and counts stay within their bounds`() {
        var minutes = LoginMinutes()
        for time: Int64 in [.min, -1, 0, .max, .max] { minutes.add(guesses: 2, at: time) }
        #expect(minutes.attempts == 2)
        for _ in 0..<70_000 { minutes.add(guesses: 6, at: .max) }
        #expect(minutes.attempts == 65_535)
        #expect(minutes.guesses == 65_535 + 255)
    }

    @Test func `damaged minutes are refused`() throws {
        var minutes = LoginMinutes()
        minutes.add(guesses: 3, at: 1_000)
        var bytes = StateWriter.bytes(of: minutes)
        #expect(bytes.count == 4 + (8 + 60) + (8 + 30))
        #expect(bytes[4] == 30)
        // As many counts, it says, as there are not.
        bytes[4] = 28
        var reader = StateReader(bytes)
        #expect(throws: SnapshotError.damaged) { try reader.decode(LoginMinutes.self) }
    }
}

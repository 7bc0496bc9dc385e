// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HinomiStatistics

@Suite struct FirstUseProfileTests {
    private static let day: Int64 = 86_400
    private static let begin: Int64 = 20_000 * day

    private func thing(_ n: Int) -> UInt64 { UInt64(n + 1) &* 0x9E37_79B9_7F4A_7C15 }

    /// A profile that saw thing 0 `count` times, evenly over so many days.
    private func profile(days: Int64, count: Int) -> FirstUseProfile {
        var profile = FirstUseProfile()
        for i in 0..<count {
            let at = Self.begin + Int64(i) * days * Self.day / Int64(count)
            if !profile.observe(thing(0), at: at) { profile.learn(thing(0), kind: 0, at: at) }
        }
        return profile
    }

    @Test func `it learns for as long as it is told, and two hundred observations`() {
        let week = 7 * Self.day
        #expect(!profile(days: 6, count: 500).isLearned(at: Self.begin + week - 1, after: week))
        #expect(!profile(days: 20, count: 199).isLearned(at: Self.begin + 20 * Self.day, after: week))
        #expect(profile(days: 7, count: 200).isLearned(at: Self.begin + week, after: week))
        #expect(!profile(days: 7, count: 200).isLearned(at: Self.begin + week, after: 2 * week))
    }

    @Test func `what was met is known, what was not is not`() {
        var profile = profile(days: 10, count: 300)
        let now = Self.begin + 10 * Self.day
        let met = profile.observe(thing(0), at: now)
        let isNew = !profile.observe(thing(1), at: now)
        profile.learn(thing(1), kind: 0, at: now)
        let learned = profile.observe(thing(1), at: now + 1)
        #expect(met && isNew && learned)
    }

    @Test func `what was not met for ninety days is new again`() {
        var profile = profile(days: 10, count: 300)
        profile.learn(thing(1), kind: 0, at: Self.begin)
        var other = profile
        let isKnown = profile.observe(thing(1), at: Self.begin + 90 * Self.day)
        let isForgotten = !other.observe(thing(1), at: Self.begin + 91 * Self.day)
        #expect(isKnown && isForgotten)
    }

    @Test func `a quiet host is to turn to something new seldom, a restless one often`() {
        let quiet = profile(days: 12, count: 300)
        let now = Self.begin + 12 * Self.day
        // Half a new thing in the ten days behind the first two.
        #expect(abs(quiet.noveltiesPerDay(0, at: now) - 0.05) < 1e-9)
        var restless = quiet
        for i in 1...4 { restless.learn(thing(i), kind: 0, at: Self.begin + Int64(i + 3) * Self.day) }
        #expect(abs(restless.noveltiesPerDay(0, at: now) - 0.45) < 1e-9)
        #expect(abs(restless.noveltiesPerDay(1, at: now) - 0.05) < 1e-9)
    }

    @Test func `too many things make it silent, and old ones make room`() {
        var profile = profile(days: 10, count: 300)
        for i in 1..<FirstUseProfile.capacity { profile.learn(thing(i), kind: 0, at: Self.begin) }
        #expect(!profile.isOverfull)
        var full = profile
        full.learn(thing(1_000), kind: 0, at: Self.begin + 11 * Self.day)
        #expect(full.isOverfull && !full.isLearned(at: Self.begin + 12 * Self.day, after: 7 * Self.day))
        profile.learn(thing(1_000), kind: 0, at: Self.begin + 95 * Self.day)
        #expect(!profile.isOverfull)
        let isThere = profile.observe(thing(1_000), at: Self.begin + 95 * Self.day)
        #expect(isThere)
    }
}

@Suite struct LogVolumeModelTests {
    @Test func `values far above the usual score high, usual ones low`() {
        var model = LogVolumeModel()
        for i in 0..<200 { model.add(Double(1_000_000 + (i % 7) * 100_000)) }
        #expect(abs(model.score(1_300_000)) < 1)
        // ln(1000) / 0.5: the deviation is never taken for less than a half.
        #expect(abs(model.score(1_300_000_000) - 13.8) < 0.3)
        #expect(model.score(0) < -20)
        #expect(model.count == 200)
    }

    @Test func `a host whose volumes vary is not surprised by a large one`() {
        var model = LogVolumeModel()
        for i in 0..<400 { model.add(i % 2 == 0 ? 1_000 : 1_000_000_000) }
        #expect(model.score(3_000_000_000) < 2)
    }
}

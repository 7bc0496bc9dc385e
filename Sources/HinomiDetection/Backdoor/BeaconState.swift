// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import HinomiStatistics

/// What is kept of one caller: what it usually calls, and what is new and followed.
struct BeaconState: DetectorState {
    static let maxPairs = 32
    static let maxTracked = 8

    private var profile = FirstUseProfile()
    /// Records of this caller span more than a minute.
    var isCoarse = false
    var pairs: [BeaconPair] = []

    init() {}
}

extension BeaconState {
    mutating func forgetRun() { for i in pairs.indices { pairs[i].forgetEvidence() } }

    /// Whether so much was learned that something can be new.
    func isLearned(at seconds: Int64, _ limits: BeaconLimits) -> Bool {
        profile.isLearned(at: seconds, after: limits.learningDays * 86_400)
    }

    /// Whether something is new to a caller that is known for long enough; learns it otherwise.
    mutating func isNew(_ thing: UInt64, at seconds: Int64, _ limits: BeaconLimits) -> Bool {
        // Who calls so many is at home everywhere.
        if profile.isOverfull || profile.observe(thing, at: seconds) { return false }
        if isLearned(at: seconds, limits) { return true }
        profile.learn(thing, kind: 0, at: seconds)
        return false
    }

    /// Takes in a call. Returns the place of the pair where it ended an interval. Of too many pairs the one not called for
    /// longest goes.
    mutating func take(_ beat: Beat, _ limits: BeaconLimits) -> Int? {
        let place: Int
        if let known = pairs.firstIndex(where: { $0.called == beat.called }) {
            guard beat.time.seconds - pairs[known].first.seconds <= limits.youthDays * 86_400 else {
                // It has become a habit.
                pairs.remove(at: known)
                profile.learn(beat.thing, kind: 0, at: beat.time.seconds)
                return nil
            }
            place = known
        } else {
            if pairs.count >= BeaconState.maxPairs {
                let idlest = pairs.indices.min {
                    (pairs[$0].last, pairs[$0].called) < (pairs[$1].last, pairs[$1].called)
                }
                if let idlest { pairs.remove(at: idlest) }
            }
            pairs.append(BeaconPair(beat))
            place = pairs.count - 1
        }
        let mayTrack = pairs.count { $0.track != nil } < BeaconState.maxTracked
        return pairs[place].take(beat, mayTrack: mayTrack) ? place : nil
    }

    /// Tells of the things in question that the caller, by its key, is known to call.
    func testify(_ key: UInt64, on questions: Questions, into testimony: inout Testimony) {
        for half in profile.halves {
            for thing in questions.things(upperHalf: half) { testimony.add(thing, by: key, first: .distantPast) }
        }
        for pair in pairs where questions.contains(pair.thing) {
            testimony.add(pair.thing, by: key, first: .distantPast)
        }
    }
}

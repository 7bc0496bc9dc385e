// SPDX-License-Identifier: Apache-2.0

import CBytes
import HinomiFindings
import HinomiRecords
import HinomiStatistics

/// Something that somebody began to call, and in which rhythm.
struct BeaconPair: Codable, Sendable {
    /// Hours with a call from which on intervals are kept: nearly all that is called, is called once.
    private static let followedHours = 4
    /// Calls within so many seconds of each other are one beat: programs open several connections at a time.
    static let beatWidth: Int64 = 60

    let called: UInt64
    let thing: UInt64
    private(set) var first: Timestamp
    private(set) var last: Timestamp
    // The last hour with a call, and a bit for each of the 24 up to it.
    private var hour: Int64
    private var hoursCalled: UInt32 = 0
    /// The intervals, once they are kept.
    private(set) var track: Track?

    /// Intervals between beats, and what was sent.
    struct Track: Codable, Sendable {
        var intervals = IntervalSeries()
        var begin: Timestamp
        var beats = 1
        var meanSize = 0.0
        var sizeVariance = 0.0
        var evidence = Evidence()
        /// Beats that were told of, and how many there must be for the next signal.
        var reported = 0
        var nextReport = 0
    }

    init(_ beat: Beat) {
        (called, thing) = (beat.called, beat.thing)
        first = beat.time
        last = beat.time
        hour = beat.time.seconds / 3_600
    }

    /// Hours of the last 24 in which it was called.
    var hours: Int { hoursCalled.nonzeroBitCount }

    /// Takes in a call. Returns whether it is a beat that ends an interval.
    mutating func take(_ beat: Beat, mayTrack: Bool) -> Bool {
        note(beat.time.seconds / 3_600)
        first = min(first, beat.time)
        let gap = beat.time.seconds - last.seconds
        last = max(last, beat.time)
        guard track != nil else {
            if mayTrack, hours >= BeaconPair.followedHours {
                var begun = Track(begin: beat.time)
                begun.add(beat)
                track = begun
            }
            return false
        }
        // One that goes on all the time is no beat.
        guard gap >= BeaconPair.beatWidth else { return false }
        track?.beat(beat)
        return true
    }

    private mutating func note(_ now: Int64) {
        if now > hour {
            hoursCalled = 0..<24 ~= now &- hour ? hoursCalled << UInt32(now &- hour) : 0
            hour = now
        }
        if 0..<24 ~= hour &- now { hoursCalled |= 1 << UInt32(hour &- now) }
        hoursCalled &= 0xFF_FFFF
    }

    /// Notes that a signal was raised; the next is due when there are ten times as many beats.
    mutating func wasReported() {
        guard let beats = track?.beats else { return }
        track?.reported = beats
        track?.nextReport = beats * 10
        track?.evidence = Evidence()
    }

    mutating func forgetEvidence() { track?.evidence.forgetReferences() }
}

extension BeaconPair.Track {
    /// Deviation of the logarithm of what is sent.
    var sizeDeviation: Double { sizeVariance.squareRoot() }

    /// Takes in the call that begins a beat.
    mutating func beat(_ beat: Beat) {
        intervals.add(beat.time.seconds - begin.seconds)
        begin = beat.time
        beats += 1
        add(beat)
    }

    mutating func add(_ beat: Beat) {
        let size = hinomi_log(1 + Double(beat.size))
        let weight = max(1.0 / 32, 1 / Double(beats))
        let difference = size - meanSize
        meanSize += weight * difference
        sizeVariance = (1 - weight) * (sizeVariance + weight * difference * difference)
        evidence.add(beat.record)
    }
}

// SPDX-License-Identifier: Apache-2.0

/// What can be told of an input at a glance, and what a detector asks of those it wants to see.
///
/// Most inputs are of no interest to most detectors; a few bits, told once, spare each of them a look. Every kind of input
/// gives the bits a meaning of its own.
struct Interest: OptionSet, Sendable {
    let rawValue: UInt16
    /// Bits there are.
    static let width = 12
}

/// Which lanes, 31 at most, want inputs of which traits.
final class LaneChoice {
    private static let unknown = UInt32.max
    private let interests: [Interest]
    // For every set of traits a bit for each lane, found out when such an input comes for the first time: few sets ever do.
    private let wanted: UnsafeMutablePointer<UInt32>

    init(_ interests: [Interest]) {
        self.interests = interests
        wanted = .allocate(capacity: 1 << Interest.width)
        wanted.initialize(repeating: LaneChoice.unknown, count: 1 << Interest.width)
    }

    deinit { wanted.deallocate() }

    /// A bit for each lane that wants an input with these traits.
    @inline(__always)
    func lanes(for traits: Interest) -> UInt32 {
        // Within the table, whatever the bits are.
        let place = Int(traits.rawValue) & (1 << Interest.width - 1)
        if wanted[place] == LaneChoice.unknown { wanted[place] = find(traits) }
        return wanted[place]
    }

    private func find(_ traits: Interest) -> UInt32 {
        var lanes: UInt32 = 0
        for (lane, interest) in interests.enumerated() where traits.isSuperset(of: interest) {
            lanes |= 1 << UInt32(lane)
        }
        return lanes
    }
}

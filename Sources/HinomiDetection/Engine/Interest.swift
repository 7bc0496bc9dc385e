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

/// Which lanes want inputs of which traits.
struct LaneChoice {
    // For every set of traits, a bit for each lane.
    private let wanted: [UInt32]

    init(_ interests: [Interest]) {
        wanted = (0..<(1 << Interest.width)).map { traits in
            let traits = Interest(rawValue: UInt16(traits))
            return interests.indices.reduce(0) { traits.isSuperset(of: interests[$1]) ? $0 | 1 << UInt32($1) : $0 }
        }
    }

    /// A bit for each lane that wants an input with these traits.
    @inline(__always)
    subscript(_ traits: Interest) -> UInt32 { wanted[Int(traits.rawValue) & (1 << Interest.width - 1)] }
}

// SPDX-License-Identifier: Apache-2.0

/// What may be done with an access key.
package enum AccessLevel: String, CaseIterable, Comparable, Sendable {
    /// To push logs, of whatever account, and nothing else.
    case push
    /// To look, and change nothing.
    case read
    /// To work with findings besides: archive them, give feedback, make samples.
    case operate
    /// Everything.
    case administer

    package static func < (a: AccessLevel, b: AccessLevel) -> Bool { a.rank < b.rank }

    private var rank: Int { AccessLevel.allCases.firstIndex(of: self) ?? 0 }
}

// SPDX-License-Identifier: Apache-2.0

/// What the records of a contact do not show, and what was taken for it.
struct Unsure: OptionSet, Codable, Sendable {
    let rawValue: UInt8
    /// Which of the two addresses is the interface's own.
    static let side = Unsure(rawValue: 1)
    /// The answer.
    static let answer = Unsure(rawValue: 2)
    /// When within ten minutes it was.
    static let time = Unsure(rawValue: 4)

    /// The same in sentences for a finding.
    var caveats: [String] {
        var caveats: [String] = []
        if contains(.side) {
            caveats.append(
                "The log does not show which of the two addresses belongs to the interface; the caller was taken for it."
            )
        }
        if contains(.answer) {
            caveats.append("The log has one direction only; that there was an answer follows from the data sent.")
        }
        if contains(.time) {
            caveats.append("The records cover up to ten minutes each; when in those it happened is not known.")
        }
        return caveats
    }
}

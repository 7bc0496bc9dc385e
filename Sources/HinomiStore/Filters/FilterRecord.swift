// SPDX-License-Identifier: Apache-2.0

/// Criteria that somebody keeps under a name, to look at findings with or to have them archived.
package struct FilterRecord: Hashable, Sendable {
    package var detector: String
    package var name: String
    package var description: String
    /// Whether new findings that meet the criteria are archived.
    package var archives: Bool
    package var rank: Int
    /// The criteria as they were sent.
    package var criteria: [UInt8]

    /// A filter of a detector.
    package init(
        detector: String, name: String, description: String, archives: Bool, rank: Int, criteria: [UInt8]
    ) {
        self.detector = detector
        self.name = name
        self.description = description
        self.archives = archives
        self.rank = rank
        self.criteria = criteria
    }
}

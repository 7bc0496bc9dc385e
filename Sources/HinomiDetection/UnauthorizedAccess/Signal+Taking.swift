// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

extension Signal {
    /// Takes in a later signal of the same finding.
    mutating func take(_ later: Signal) {
        var evidence = evidence
        evidence.merge(later.evidence)
        let (first, occurrences) = (first, occurrences)
        self = later
        self.first = min(first, later.first)
        self.occurrences = occurrences + later.occurrences
        self.evidence = evidence
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence

/// Lists that entries share, since making them takes long.
enum Lists {
    static let builtIn = IntelligenceBundle.builtIn()
    /// Few enough suffixes for a bundle to be made for each input.
    static let suffixes = PublicSuffixes(registry: "com net org co.uk *.ck !www.ck", private: "github.io")
}

// SPDX-License-Identifier: Apache-2.0

import CBytes

/// How surprising a value is to those who know its principal, its peers and its account.
struct Surprise: Codable, Sendable {
    var value: ConductValue
    /// −ln of its probability.
    var height: Double
    var byPrincipal: ConductProfile.Usage
    var byPeers: ConductProfile.Usage
    var byAccount: ConductProfile.Usage

    // How many observations of one's own outweigh what others do.
    private static let trust = 10.0

    init(_ value: ConductValue, _ known: KnownHabits, account: ConductProfile) {
        self.value = value
        let (principal, peers) = (known.principal, known.peers)
        let feature = value.feature
        func backedOff(_ profile: ConductProfile, _ prior: Double) -> Double {
            (profile.count(feature, value.value) + Surprise.trust * prior)
                / (profile.total(feature) + Surprise.trust)
        }
        let ofAccount = backedOff(account, 1 / feature.vocabulary)
        let ofPeers = backedOff(peers, ofAccount)
        height = -hinomi_log(max(backedOff(principal, ofPeers), 1e-9))
        byAccount = account.usage(feature, value.value)
        byPeers = peers.usage(feature, value.value)
        // What somebody new never did is as usual as it is to the others.
        let own = principal.usage(feature, value.value)
        byPrincipal = own == .unseen && !known.isKnown ? byPeers : own
    }

    /// New or next to new for the principal, and not common among those who do alike.
    var isOdd: Bool { byPrincipal <= .rare && byPeers <= .infrequent }
}

/// What is usual to a principal, and to those who may be expected to do alike.
struct KnownHabits {
    var principal: ConductProfile
    /// Whether enough is known of the principal for what it never did to be new to it.
    var isKnown: Bool
    var peers: ConductProfile
}

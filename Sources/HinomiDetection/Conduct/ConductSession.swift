// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// What is odd in what somebody does with one set of credentials without pausing for an hour.
struct ConductSession: Codable, Sendable {
    /// An unusual call.
    struct Note: Codable, Sendable {
        var call: ShownCall
        var surprise: Surprise
        var meaning: APIMeaning
        /// The type that was launched, where that is new to the principal.
        var launched: String
        var isTold = false
    }

    static let maxValues = 384
    static let maxNotes = 24

    var principal: UInt64
    var peers: UInt64
    var kind: ConductRecord.Kind
    /// Whether the account's habits were known when it began.
    var isJudged: Bool
    /// What it teaches once it is over.
    var values: [ConductValue] = []
    /// The greatest surprise of each feature but calls.
    var greatest: [Surprise] = []
    /// The three greatest surprises of different calls.
    var apis: [Surprise] = []
    var notes: [Note] = []
    var caller: AccessKeyDetails
    var isTold = false

    /// How surprising it is in all.
    var score: Double {
        greatest.reduce(0) { $0 + $1.height * $1.value.feature.weight } + apis.reduce(0) { $0 + $1.height }
    }

    /// Whether something of who or where is odd.
    ///
    /// Programs run on machines that come and go: where no table knows whose a network is, a new range alone tells nothing
    /// of them. Tables that know the owner know the country.
    var isOddCaller: Bool {
        let knowsOwners = kind != .role || greatest.contains { $0.value.feature == .country }
        return greatest.contains {
            $0.value.feature.isWho && $0.isOdd && (knowsOwners || $0.value.feature != .network)
        }
    }

    /// Whether something of who or where is odd, and something of what is done.
    var agrees: Bool {
        isOddCaller
            && (apis.contains(where: \.isOdd) || greatest.contains { $0.value.feature.isWhat && $0.isOdd })
    }

    /// Takes in a surprise.
    mutating func add(_ surprise: Surprise) {
        if surprise.value.feature == .api {
            guard !apis.contains(where: { $0.value == surprise.value }) else { return }
            apis.append(surprise)
            apis.sort { $0.height != $1.height ? $0.height > $1.height : $0.value.value < $1.value.value }
            if apis.count > 3 { apis.removeLast() }
        } else if let i = greatest.firstIndex(where: { $0.value.feature == surprise.value.feature }) {
            if surprise.height > greatest[i].height { greatest[i] = surprise }
        } else {
            greatest.append(surprise)
        }
    }
}

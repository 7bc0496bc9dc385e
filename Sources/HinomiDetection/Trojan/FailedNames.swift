// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// Who asked for domains that do not exist, and when first. Raises nothing: it knows what `JoinedNames` must learn of other
/// clients.
///
/// Reads resolver query logs. Keeps about 100 bytes a failed domain and account in each partition for ninety days, of the
/// 50,000 that were asked last.
struct FailedNames: Detector {
    static let raises: [FindingType] = []
    let lifetime: Int64 = 90 * 86_400

    init() {}

    struct State: DetectorState {
        var client: UInt64 = 0
        /// Another client that asked as well; 0 for none.
        var other: UInt64 = 0
        var first = Timestamp.distantFuture
        init() {}
    }

    /// What names a registered domain in an account, for testimony.
    static func thing(_ query: ObservedQuery) -> UInt64 {
        var hash = StableHash(seed: 11)
        hash.combine(query.account.number)
        hash.combine(query.domainHash)
        return hash.value
    }

    func key(of query: ObservedQuery) -> UInt64? {
        guard query.record.responseCode == 3, query.record.domainStart != .max, query.record.asksForAddress,
            query.isOfOutside
        else { return nil }
        return FailedNames.thing(query)
    }

    func fold(_ query: ObservedQuery, key: UInt64, into state: inout State?, raising signals: inout [Signal]) {
        let client = query.record.client
        var kept = state ?? State()
        if state == nil {
            kept.client = client
        } else if kept.client != client, kept.other == 0 {
            kept.other = client
        }
        kept.first = min(kept.first, query.record.time)
        state = kept
    }

    func testify(_ state: State, key: UInt64, on questions: Questions, into testimony: inout Testimony) {
        guard questions.contains(key) else { return }
        testimony.add(key, by: state.client, first: state.first)
        if state.other != 0 { testimony.add(key, by: state.other, first: state.first) }
    }
}

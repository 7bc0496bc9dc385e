// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// What is known of the APIs met lately: a log calls few, and to look them up costs more than to remember them.
struct APICache: Sendable {
    /// The key of an API, how much is at stake, and whether the records of its calls are worth keeping.
    struct Entry: Sendable {
        fileprivate var text: UInt64
        var key: UInt64
        var stakes: ConductRecord.Stakes
        var interest: CallInterest
    }

    private static let size = 512
    private var known: [Entry?] = Array(repeating: nil, count: size)

    /// What is known of the API that a call names.
    mutating func entry(of view: APICallView) -> Entry {
        var hash = StableHash(seed: UInt64(view.eventSource.count))
        hash.combine(view.eventSource.bytes)
        hash.combine(view.eventName.bytes)
        let text = hash.value
        let place = Int(text & UInt64(APICache.size - 1))
        if let entry = known[place], entry.text == text { return entry }
        let key = APIMeanings.key(service: view.eventSource, name: view.eventName)
        let meaning = APIMeanings.meaning(of: key)
        let entry = Entry(
            text: text, key: key, stakes: meaning.map { $0.sensitivity == .high ? .high : .some } ?? .none,
            interest: CallInterest(view.eventName))
        known[place] = entry
        return entry
    }
}

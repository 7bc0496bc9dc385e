// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// The keys of the APIs met lately: a log calls few, and to make a key costs more than to remember it.
struct APICache: Sendable {
    private static let size = 512
    private var known: [(text: UInt64, key: UInt64)?] = Array(repeating: nil, count: size)

    /// The key of the API that a call names.
    mutating func key(of view: APICallView) -> UInt64 {
        var hash = StableHash(seed: UInt64(view.eventSource.count))
        hash.combine(view.eventSource.bytes)
        hash.combine(view.eventName.bytes)
        let text = hash.value
        let place = Int(text & UInt64(APICache.size - 1))
        if let entry = known[place], entry.text == text { return entry.key }
        let key = APIMeanings.key(service: view.eventSource, name: view.eventName)
        known[place] = (text, key)
        return key
    }
}

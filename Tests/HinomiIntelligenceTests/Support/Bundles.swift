// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import HinomiIntelligence

extension IntelligenceBundle.Builder {
    @discardableResult
    mutating func add(
        _ text: String, name: String = "list", format: ListFormat? = nil, category: ThreatCategory = .malware,
        confidence: Confidence = .high, columns: [String] = [], kinds: IntelligenceBundle.EntryKinds = .all
    ) throws -> ListStatistics {
        try Array(text.utf8).withUnsafeBufferPointer {
            try add(
                list: $0, name: name, format: format, category: category, confidence: confidence, columns: columns,
                kinds: kinds)
        }
    }

    @discardableResult
    mutating func trust(_ text: String, name: String = "trusted") throws -> ListStatistics {
        try Array(text.utf8).withUnsafeBufferPointer { try addTrusted($0, name: name) }
    }
}

extension IntelligenceBundle {
    /// The names of the lists that have an address or a name, sorted.
    func lists(_ value: String) -> [String] { Set(hits(value).map(\.list)).sorted() }

    func hits(_ value: String) -> [Indicator] {
        if let address = IPAddress(value) { return indicators(for: address).indicators }
        guard let name = DomainName(value) else { return [] }
        return indicators(for: name).indicators
    }

    func has(_ value: String) -> Bool { !hits(value).isEmpty }
}

/// A bundle of one list of threats.
func bundle(
    _ text: String, format: ListFormat? = nil, category: ThreatCategory = .malware, columns: [String] = []
) throws -> (bundle: IntelligenceBundle, statistics: ListStatistics) {
    var builder = IntelligenceBundle.Builder()
    let statistics = try builder.add(text, format: format, category: category, columns: columns)
    return (builder.build(), statistics)
}

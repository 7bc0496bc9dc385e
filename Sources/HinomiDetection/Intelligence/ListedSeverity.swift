// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension Severity {
    /// The severity of a list match: the type's own when the list is sure, a step less when it is not.
    static func listed(_ full: Severity, confidence: Confidence) -> Severity {
        switch confidence {
        case .high: full
        case .medium: full > .medium ? .medium : .low
        default: .low
        }
    }
}

extension IndicatorSet {
    /// What of it is listed in one of the categories, and fits the remote port where a list names one.
    ///
    /// An entry without a port, of a list that names ports elsewhere for the same address, speaks of the address only; an
    /// exact port raises the confidence to high, since the list described this very service.
    func matches(_ categories: ThreatCategories, port: UInt16?) -> (indicators: [Indicator], confidence: Confidence)? {
        var best: Confidence?
        var matched: [Indicator] = []
        for indicator in indicators where categories.contains(indicator.category) && indicator.confidence > .hint {
            if let listed = indicator.port, listed != port { continue }
            matched.append(indicator)
            let confidence = indicator.port == nil ? indicator.confidence : max(indicator.confidence, .high)
            best = max(best ?? confidence, confidence)
        }
        guard let best else { return nil }
        return (matched, best)
    }
}

extension [Indicator] {
    /// The lists and threats as a finding shows them, each list once.
    var details: [ThreatIntelligenceDetail] {
        var names: [String: Set<String>] = [:]
        for indicator in self {
            names[indicator.list, default: []].formUnion(indicator.threatName.isEmpty ? [] : [indicator.threatName])
        }
        return names.map { ThreatIntelligenceDetail(listName: $0.key, threatNames: $0.value.sorted()) }.sorted()
    }
}

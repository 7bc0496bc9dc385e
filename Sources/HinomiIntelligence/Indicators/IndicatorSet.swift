// SPDX-License-Identifier: Apache-2.0

/// All that the lists say about an address or a name.
public struct IndicatorSet: Hashable, Sendable {
    /// The indicators, most confident first; never more than `limit`.
    public let indicators: [Indicator]
    /// Their categories.
    public let categories: ThreatCategories

    /// How many indicators a set keeps; the least confident are left out beyond.
    public static let limit = 256

    /// The set of nothing.
    public static let empty = IndicatorSet([])

    /// A set of indicators, which are put in order.
    public init(_ indicators: some Sequence<Indicator>) {
        let sorted = indicators.sorted()
        var unique = [Indicator]()
        for indicator in sorted where indicator != unique.last && unique.count < IndicatorSet.limit {
            unique.append(indicator)
        }
        self.indicators = unique
        categories = unique.reduce(into: []) { $0.insert(ThreatCategories($1.category)) }
    }

    /// Whether the set says nothing.
    public var isEmpty: Bool { indicators.isEmpty }

    /// The greatest confidence with which a category is listed, ports aside; nil when it is not.
    public func confidence(in category: ThreatCategory) -> Confidence? {
        indicators.first { $0.category == category }?.confidence
    }
}

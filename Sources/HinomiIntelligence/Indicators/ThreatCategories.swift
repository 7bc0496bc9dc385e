// SPDX-License-Identifier: Apache-2.0

/// A set of threat categories.
@frozen
public struct ThreatCategories: OptionSet, Hashable, Sendable {
    public let rawValue: UInt32

    @inlinable
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The set of this one category.
    @inlinable
    public init(_ category: ThreatCategory) { rawValue = 1 << UInt32(category.rawValue) }

    /// Whether the set has a category.
    @inlinable
    public func contains(_ category: ThreatCategory) -> Bool { contains(ThreatCategories(category)) }

    /// The categories in the order of their numbers.
    public var categories: [ThreatCategory] { ThreatCategory.allCases.filter { contains($0) } }
}

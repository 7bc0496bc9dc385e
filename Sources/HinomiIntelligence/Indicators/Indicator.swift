// SPDX-License-Identifier: Apache-2.0

/// What one list says about an address or a name.
public struct Indicator: Hashable, Comparable, Sendable {
    /// The name of the list.
    public var list: String
    public var category: ThreatCategory
    public var confidence: Confidence
    /// The malware family, actor or tool, as the list calls it; empty where it does not say.
    public var threatName: String
    /// The remote port to which the list ties an address; nil for any.
    public var port: UInt16?
    /// Whether names below the listed one are meant too; false for addresses, host names of URLs and public suffixes.
    public var matchesSubdomains: Bool

    public init(
        list: String, category: ThreatCategory, confidence: Confidence, threatName: String = "", port: UInt16? = nil,
        matchesSubdomains: Bool = false
    ) {
        self.list = list
        self.category = category
        self.confidence = confidence
        self.threatName = threatName
        self.port = port
        self.matchesSubdomains = matchesSubdomains
    }

    /// The order in which sets list their indicators: most confident first, then by category, list, name and port.
    public static func < (a: Indicator, b: Indicator) -> Bool {
        if a.confidence != b.confidence { return a.confidence > b.confidence }
        if a.category != b.category { return a.category.rawValue < b.category.rawValue }
        if a.list != b.list { return a.list < b.list }
        if a.threatName != b.threatName { return a.threatName < b.threatName }
        if a.port != b.port { return a.port.map(Int.init) ?? -1 < b.port.map(Int.init) ?? -1 }
        return a.matchesSubdomains && !b.matchesSubdomains
    }
}

// SPDX-License-Identifier: Apache-2.0

/// The name of a kind of finding, in GuardDuty's grammar: `ThreatPurpose:Resource/Family.Mechanism!Artifact`.
public struct FindingType: Hashable, Comparable, Codable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral
{
    /// The full name, for example `Recon:EC2/Portscan`.
    public let name: String

    /// The type of this name; the catalogue says whether there is one.
    public init(_ name: String) { self.name = name }

    public init(stringLiteral value: String) { name = value }

    /// What the threat is after: the part before the colon.
    public var purpose: String { String(name.prefix { $0 != ":" }) }

    public static func < (a: FindingType, b: FindingType) -> Bool { a.name < b.name }

    /// The full name.
    public var description: String { name }
}

// SPDX-License-Identifier: Apache-2.0

/// How far a list is to be believed; it decides the severity of findings.
public enum Confidence: UInt8, CaseIterable, Comparable, Hashable, Codable, Sendable, CustomStringConvertible {
    /// Only supports other evidence; never a finding by itself.
    case hint = 0
    case low = 1
    case medium = 2
    case high = 3

    /// The spelling of feed manifests.
    public var spelling: String {
        switch self {
        case .hint: "hint"
        case .low: "low"
        case .medium: "medium"
        case .high: "high"
        }
    }

    /// Reads the spelling of feed manifests.
    public init?(spelling: String) {
        guard let confidence = Confidence.allCases.first(where: { $0.spelling == spelling }) else { return nil }
        self = confidence
    }

    public static func < (a: Confidence, b: Confidence) -> Bool { a.rawValue < b.rawValue }

    public var description: String { spelling }
}

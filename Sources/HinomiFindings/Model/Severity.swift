// SPDX-License-Identifier: Apache-2.0

/// How urgent a finding is: 1.0 to 10.0, as GuardDuty counts.
public struct Severity: Hashable, Comparable, Codable, Sendable {
    /// The number on the wire.
    public let value: Double

    /// A severity of this number.
    public init(_ value: Double) { self.value = value }

    /// 2.0: worth knowing.
    public static let low = Severity(2)
    /// 5.0: look at it today.
    public static let medium = Severity(5)
    /// 8.0: act now.
    public static let high = Severity(8)
    /// 9.0: an attack in several steps.
    public static let critical = Severity(9)

    /// The word for the range the number lies in.
    public enum Label: String, CaseIterable, Comparable, Codable, Sendable {
        case low = "Low"
        case medium = "Medium"
        case high = "High"
        case critical = "Critical"

        public static func < (a: Label, b: Label) -> Bool { a.rank < b.rank }

        private var rank: Int {
            switch self {
            case .low: 0
            case .medium: 1
            case .high: 2
            case .critical: 3
            }
        }
    }

    /// Low below 4, Medium below 7, High below 9, Critical from there.
    public var label: Label {
        switch value {
        case ..<4: .low
        case ..<7: .medium
        case ..<9: .high
        default: .critical
        }
    }

    public static func < (a: Severity, b: Severity) -> Bool { a.value < b.value }
}

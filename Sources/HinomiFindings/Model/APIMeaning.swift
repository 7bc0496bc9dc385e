// SPDX-License-Identifier: Apache-2.0

/// What it means that somebody calls an API: what an attacker would call it for, and how telling it is.
public struct APIMeaning: BitwiseCopyable, Hashable, Codable, Sendable {
    /// What a call does to what it is about.
    public enum Effect: UInt8, BitwiseCopyable, Codable, Sendable, CaseIterable {
        /// It tells or hands out something.
        case read
        /// It makes or changes something.
        case write
        /// It takes something away.
        case delete
        /// It changes who may do what.
        case permission

        /// The word for it: `read`.
        public var word: String {
            switch self {
            case .read: "read"
            case .write: "write"
            case .delete: "delete"
            case .permission: "permission"
            }
        }
    }

    /// How telling a call is by itself, successful or not.
    public enum Sensitivity: UInt8, BitwiseCopyable, Codable, Sendable, CaseIterable, Comparable {
        /// All day's work.
        case low
        /// Not every day's work, or an attacker's usual means.
        case medium
        /// Rare, and what attackers do.
        case high

        /// The word for it: `low`.
        public var word: String {
            switch self {
            case .low: "low"
            case .medium: "medium"
            case .high: "high"
            }
        }

        public static func < (a: Sensitivity, b: Sensitivity) -> Bool { a.rawValue < b.rawValue }
    }

    /// What an attacker is after with it.
    public var tactic: Tactic
    /// What it does.
    public var effect: Effect
    /// How telling it is.
    public var sensitivity: Sensitivity
    /// How attackers use it, where that is clear.
    public var technique: AttackTechnique?

    public init(tactic: Tactic, effect: Effect, sensitivity: Sensitivity, technique: AttackTechnique? = nil) {
        self.tactic = tactic
        self.effect = effect
        self.sensitivity = sensitivity
        self.technique = technique
    }

    /// Whether it changes anything.
    public var isWrite: Bool { effect != .read }
}

/// The number of a technique in MITRE ATT&CK.
public struct AttackTechnique: BitwiseCopyable, Hashable, Codable, Sendable {
    /// 1098 in `T1098.003`.
    public var number: UInt16
    /// 3 in `T1098.003`; 0 for the technique as a whole.
    public var part: UInt8

    /// The technique of an id such as `T1098` or `T1098.003`; nil for other text.
    public init?(_ id: String) {
        let parts = id.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = parts.first, first.utf8.count == 5, first.first == "T",
            let number = UInt16(first.dropFirst())
        else { return nil }
        var part: UInt8 = 0
        if parts.count == 2 {
            guard parts[1].utf8.count == 3, let sub = UInt8(parts[1]), sub > 0 else { return nil }
            part = sub
        }
        self.number = number
        self.part = part
    }

    /// Its id: `T1098.003`.
    public var id: String {
        guard part > 0 else { return "T\(number)" }
        let digits = String(part)
        return "T\(number)." + String(repeating: "0", count: 3 - digits.utf8.count) + digits
    }
}

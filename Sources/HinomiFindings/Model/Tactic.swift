// SPDX-License-Identifier: Apache-2.0

/// What an attacker is after with a step, in the order in which the steps of an attack mostly come.
///
/// These are the tactics that GuardDuty names the findings on unusual API calls by.
public enum Tactic: UInt8, BitwiseCopyable, Codable, Sendable, CaseIterable, Comparable {
    /// Getting in.
    case initialAccess
    /// Looking around.
    case discovery
    /// Getting hold of passwords, keys and tokens.
    case credentialAccess
    /// Making sure to come back.
    case persistence
    /// Getting more rights.
    case privilegeEscalation
    /// Blinding those who watch.
    case defenseEvasion
    /// Taking data out.
    case exfiltration
    /// Destroying, locking out, and using up.
    case impact

    /// What finding types of the tactic begin with: `CredentialAccess` in `CredentialAccess:IAMUser/AnomalousBehavior`.
    public var prefix: String {
        switch self {
        case .initialAccess: "InitialAccess"
        case .discovery: "Discovery"
        case .credentialAccess: "CredentialAccess"
        case .persistence: "Persistence"
        case .privilegeEscalation: "PrivilegeEscalation"
        case .defenseEvasion: "DefenseEvasion"
        case .exfiltration: "Exfiltration"
        case .impact: "Impact"
        }
    }

    /// The id of the tactic in MITRE ATT&CK: `TA0006`.
    public var attackID: String {
        switch self {
        case .initialAccess: "TA0001"
        case .discovery: "TA0007"
        case .credentialAccess: "TA0006"
        case .persistence: "TA0003"
        case .privilegeEscalation: "TA0004"
        case .defenseEvasion: "TA0005"
        case .exfiltration: "TA0010"
        case .impact: "TA0040"
        }
    }

    /// The name of the tactic in MITRE ATT&CK: `Credential Access`.
    public var name: String { AttackName.of(attackID) ?? prefix }

    public static func < (a: Tactic, b: Tactic) -> Bool { a.rawValue < b.rawValue }
}

// SPDX-License-Identifier: Apache-2.0

/// The attacks that can be simulated, by the finding type that they are expected to raise.
public enum AttackKind: String, CaseIterable, Sendable {
    case discovery = "Discovery:IAMUser/AnomalousBehavior"
    case credentialAccess = "CredentialAccess:IAMUser/AnomalousBehavior"
    case persistence = "Persistence:IAMUser/AnomalousBehavior"
    case privilegeEscalation = "PrivilegeEscalation:IAMUser/AnomalousBehavior"
    case defenseEvasion = "DefenseEvasion:IAMUser/AnomalousBehavior"
    case exfiltration = "Exfiltration:IAMUser/AnomalousBehavior"
    case impact = "Impact:IAMUser/AnomalousBehavior"
    case initialAccess = "InitialAccess:IAMUser/AnomalousBehavior"
    case bucketDiscovery = "Discovery:S3/AnomalousBehavior"
    case bucketExfiltration = "Exfiltration:S3/AnomalousBehavior"
    case bucketDelete = "Impact:S3/AnomalousBehavior.Delete"
    case bucketWrite = "Impact:S3/AnomalousBehavior.Write"
    case bucketPermission = "Impact:S3/AnomalousBehavior.Permission"
    case instanceCredentials = "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS"
    case consoleLogin = "UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B"
    case loggingDisabled = "Stealth:IAMUser/CloudTrailLoggingDisabled"
    case publicBucket = "Policy:S3/BucketAnonymousAccessGranted"
    case kali = "PenTest:IAMUser/KaliLinux"
    case compromisedCredentials = "AttackSequence:IAM/CompromisedCredentials"
    case compromisedData = "AttackSequence:S3/CompromisedData"
    case unusualLaunch = "Behavior:IAMUser/InstanceLaunchUnusual"
    case mining = "CryptoCurrency:EC2/BitcoinTool.B"
    case portScan = "Recon:EC2/Portscan"
    case guessing = "UnauthorizedAccess:EC2/SSHBruteForce"
    case dnsExfiltration = "Trojan:EC2/DNSDataExfiltration"

    /// Whether it shows in what instances send rather than in calls.
    var isTraffic: Bool {
        switch self {
        case .mining, .portScan, .guessing, .dnsExfiltration: true
        default: false
        }
    }

    /// What else such an attack may raise, and need not.
    var mayRaise: [AttackKind] {
        // Whoever uses what was stolen mostly does more than one thing.
        let wholes: [AttackKind] =
            isTraffic || self == .publicBucket ? [] : [.compromisedCredentials, .compromisedData]
        return parts + wholes.filter { $0 != self }
    }

    private var parts: [AttackKind] {
        switch self {
        case .compromisedCredentials:
            [
                .discovery, .credentialAccess, .persistence, .privilegeEscalation, .defenseEvasion, .exfiltration,
                .impact,
                .loggingDisabled, .unusualLaunch,
            ]
        case .compromisedData:
            [
                .discovery, .exfiltration, .impact, .bucketDiscovery, .bucketExfiltration, .bucketDelete,
                .bucketPermission,
                .publicBucket,
            ]
        case .publicBucket: [.bucketPermission]
        case .bucketPermission: [.publicBucket]
        case .loggingDisabled: [.defenseEvasion]
        case .instanceCredentials: [.bucketDiscovery, .bucketExfiltration, .discovery]
        case .unusualLaunch: [.impact, .persistence, .discovery]
        case .consoleLogin: [.discovery, .initialAccess]
        case .kali: [.discovery]
        default: isTraffic ? [] : [.discovery]
        }
    }
}

/// An attack that is going to happen.
struct AttackPlan: Sendable {
    var kind: AttackKind
    var account: Int
    /// Counted from the first.
    var day: Int
    /// The attacks on one account are numbered, so that each has another victim.
    var number: Int
}

/// What is known of an attack that happened.
struct AttackTruth: Sendable {
    var kind: AttackKind
    var account: String
    var first: Int64
    var last: Int64
    /// User, access key, instance or bucket: what a finding would name.
    var victims: [String]
    /// Where it came from or went to.
    var remote: String
}

// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// What kind of finding an unusual call becomes part of.
enum ConductType: Hashable {
    /// A call that manages something, by what an attacker wants with it.
    case management(Tactic)
    /// A call for objects of a bucket, or for who may see them.
    case discovery, exfiltration, deletion, permission, writing

    /// Names of the 2017 launch for what no other type tells: a caller from elsewhere who does nothing new.
    static let asn: FindingType = "UnauthorizedAccess:IAMUser/UnusualASNCaller"
    static let login: FindingType = "UnauthorizedAccess:IAMUser/ConsoleLogin"
    static let launch: FindingType = "Behavior:IAMUser/InstanceLaunchUnusual"

    /// All kinds.
    static let all: [ConductType] =
        Tactic.allCases.map { .management($0) } + [.discovery, .exfiltration, .deletion, .permission, .writing]

    /// The kind of an unusual call.
    init(_ note: ConductSession.Note) {
        let (tactic, effect) = (note.meaning.tactic, note.meaning.effect)
        guard note.call.service == "s3.amazonaws.com", note.call.isData || effect == .permission else {
            self = .management(tactic)
            return
        }
        switch effect {
        case .permission: self = .permission
        case .delete: self = .deletion
        case .write: self = .writing
        case .read: self = tactic == .exfiltration ? .exfiltration : .discovery
        }
    }

    var type: FindingType {
        switch self {
        case .management(let tactic): FindingType(tactic.prefix + ":IAMUser/AnomalousBehavior")
        case .discovery: "Discovery:S3/AnomalousBehavior"
        case .exfiltration: "Exfiltration:S3/AnomalousBehavior"
        case .deletion: "Impact:S3/AnomalousBehavior.Delete"
        case .permission: "Impact:S3/AnomalousBehavior.Permission"
        case .writing: "Impact:S3/AnomalousBehavior.Write"
        }
    }

    var severity: Severity {
        switch self {
        case .management(.discovery), .discovery: .low
        case .management(.exfiltration), .management(.impact), .exfiltration, .deletion, .permission: .high
        case .management, .writing: .medium
        }
    }

    // Products that look at everything there is, for their owner.
    private static let auditors = [
        "prowler", "steampipe", "scoutsuite", "drata", "vanta", "wiz", "datadog", "orca", "lacework", "securityaudit",
        "cloudcustodian", "prismacloud",
    ]

    /// Whether an auditor by name does nothing but look.
    static func isAudit(_ name: String, _ type: ConductType) -> Bool {
        guard type == .discovery || type == .management(.discovery) else { return false }
        let name = name.lowercased()
        return auditors.contains { name.contains($0) }
    }
}

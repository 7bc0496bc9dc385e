// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// What kind of finding an unusual call becomes part of.
enum ConductType: CaseIterable {
    case initialAccess, discovery, credentialAccess, persistence, privilegeEscalation, defenseEvasion, exfiltration,
        impact
    case discoveryOfObjects, exfiltrationOfObjects, deletionOfObjects, permissionOfObjects, writingOfObjects

    /// Names of the 2017 launch for what no other type tells: a caller from elsewhere who does nothing new.
    static let asn: FindingType = "UnauthorizedAccess:IAMUser/UnusualASNCaller"
    static let login: FindingType = "UnauthorizedAccess:IAMUser/ConsoleLogin"
    static let launch: FindingType = "Behavior:IAMUser/InstanceLaunchUnusual"

    /// The kind of an unusual call.
    init?(_ note: ConductSession.Note) {
        if note.service == "s3.amazonaws.com" {
            if let kind = ConductType(objects: note) {
                self = kind
                return
            }
        }
        switch Tactic(rawValue: note.tactic) {
        case .initialAccess: self = .initialAccess
        case .discovery: self = .discovery
        case .credentialAccess: self = .credentialAccess
        case .persistence: self = .persistence
        case .privilegeEscalation: self = .privilegeEscalation
        case .defenseEvasion: self = .defenseEvasion
        case .exfiltration: self = .exfiltration
        case .impact: self = .impact
        case nil: return nil
        }
    }

    // Calls for objects, and those that change who may see a bucket or take it away.
    private init?(objects note: ConductSession.Note) {
        let api = note.api
        let changes = api.hasPrefix("Put") || api.hasPrefix("Delete")
        if changes, api.hasSuffix("Acl") || api.hasSuffix("Policy") || api.hasSuffix("PublicAccessBlock") {
            self = .permissionOfObjects
        } else if api == "DeleteBucket" || (note.isData && api.hasPrefix("Delete")) {
            self = .deletionOfObjects
        } else if !note.isData {
            return nil
        } else if api.hasPrefix("GetObject"), !api.hasSuffix("Acl"), !api.hasSuffix("Attributes"),
            !api.hasSuffix("Tagging")
        {
            self = .exfiltrationOfObjects
        } else if api == "CopyObject" || api == "UploadPartCopy" || api.hasPrefix("Select") {
            self = .exfiltrationOfObjects
        } else if api.hasPrefix("Get") || api.hasPrefix("List") || api.hasPrefix("Head") {
            self = .discoveryOfObjects
        } else {
            self = .writingOfObjects
        }
    }

    var type: FindingType {
        switch self {
        case .initialAccess: "InitialAccess:IAMUser/AnomalousBehavior"
        case .discovery: "Discovery:IAMUser/AnomalousBehavior"
        case .credentialAccess: "CredentialAccess:IAMUser/AnomalousBehavior"
        case .persistence: "Persistence:IAMUser/AnomalousBehavior"
        case .privilegeEscalation: "PrivilegeEscalation:IAMUser/AnomalousBehavior"
        case .defenseEvasion: "DefenseEvasion:IAMUser/AnomalousBehavior"
        case .exfiltration: "Exfiltration:IAMUser/AnomalousBehavior"
        case .impact: "Impact:IAMUser/AnomalousBehavior"
        case .discoveryOfObjects: "Discovery:S3/AnomalousBehavior"
        case .exfiltrationOfObjects: "Exfiltration:S3/AnomalousBehavior"
        case .deletionOfObjects: "Impact:S3/AnomalousBehavior.Delete"
        case .permissionOfObjects: "Impact:S3/AnomalousBehavior.Permission"
        case .writingOfObjects: "Impact:S3/AnomalousBehavior.Write"
        }
    }

    var severity: Severity {
        switch self {
        case .discovery, .discoveryOfObjects: .low
        case .exfiltration, .impact, .exfiltrationOfObjects, .deletionOfObjects, .permissionOfObjects: .high
        default: .medium
        }
    }

    // Products that look at everything there is, for their owner.
    private static let auditors = [
        "prowler", "steampipe", "scoutsuite", "drata", "vanta", "wiz", "datadog", "orca", "lacework", "securityaudit",
        "cloudcustodian", "prismacloud",
    ]

    /// Whether an auditor by name does nothing but look.
    static func isAudit(_ name: String, _ type: ConductType) -> Bool {
        guard type == .discovery || type == .discoveryOfObjects else { return false }
        let name = name.lowercased()
        return auditors.contains { name.contains($0) }
    }
}

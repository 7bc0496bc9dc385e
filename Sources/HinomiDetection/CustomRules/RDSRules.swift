// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

extension CustomRule {
    static let rds: [CustomRule] = [
        CustomRule(
            "RDSMasterPasswordReset", "CredentialAccess:RDS/ModifyAuthenticationProcess", .high,
            service: "rds.amazonaws.com", calls: ["ModifyDBInstance", "ModifyDBCluster"]
        ) { $0.view.requestParameters["masterUserPassword"].isPresent ? database($0) : nil },
        CustomRule(
            "RDSIAMAuthDisabled", "DefenseImpairment:RDS/ModifyAuthenticationProcess", .medium,
            service: "rds.amazonaws.com", calls: ["ModifyDBInstance", "ModifyDBCluster"]
        ) { $0.view.requestParameters["enableIAMDatabaseAuthentication"].bool == false ? database($0) : nil },
        CustomRule(
            "RDSPubliclyAccessible", "InitialAccess:RDS/ExploitPublicFacingApplication", .high,
            service: "rds.amazonaws.com",
            calls: [
                "ModifyDBInstance", "CreateDBInstance", "RestoreDBInstanceFromDBSnapshot",
                "RestoreDBInstanceToPointInTime", "RestoreDBInstanceFromS3", "CreateDBInstanceReadReplica",
            ]
        ) { call in
            let asked = call.view.requestParameters["publiclyAccessible"].bool
            // What a new database is by default, its answer tells; that of a changed one tells what it was before, too.
            let isNew = !call.view.eventName.isExactly("ModifyDBInstance")
            let isPublic = asked ?? (isNew ? call.view.responseElements["publiclyAccessible"].bool : nil)
            return isPublic == true ? database(call) : nil
        },
        CustomRule(
            "RDSSnapshotPubliclyShared", "Exfiltration:RDS/TransferDataToCloudAccount", .high,
            service: "rds.amazonaws.com", calls: ["ModifyDBSnapshotAttribute", "ModifyDBClusterSnapshotAttribute"]
        ) { call in
            let asked = call.view.requestParameters
            guard asked["valuesToAdd"].texts(most: 200).contains("all") else { return nil }
            let single = asked["dBSnapshotIdentifier"]
            return Target("AWS::RDS::DBSnapshot", single.isString ? single : asked["dBClusterSnapshotIdentifier"])
        },
    ]

    private static func database(_ call: ObservedCall) -> Target {
        let asked = call.view.requestParameters
        let single = asked["dBInstanceIdentifier"]
        return single.isString
            ? Target("AWS::RDS::DBInstance", single)
            : Target("AWS::RDS::DBCluster", asked["dBClusterIdentifier"])
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

extension MeaningRow {
    /// Passwords, keys, tokens and certificates.
    static let secrets = secretsManager + parameters + keys + certificates

    private static let secretsManager = of(
        "secretsmanager",
        [
            .init(.discovery, .read, .low, "T1555.006", "DescribeSecret ListSecretVersionIds"),
            .init(.discovery, .read, .medium, "T1555.006", "GetResourcePolicy ListSecrets"),
            .init(.credentialAccess, .read, .medium, "T1555.006", "GetSecretValue"),
            .init(.credentialAccess, .read, .high, "T1555.006", "BatchGetSecretValue"),
            .init(
                .exfiltration, .permission, .high, "T1537", "PutResourcePolicy ReplicateSecretToRegions"),
            .init(.impact, .write, .low, "T1565.001", "PutSecretValue UpdateSecret UpdateSecretVersionStage"),
            .init(.impact, .write, .medium, "T1531", "CancelRotateSecret RotateSecret"),
            .init(.impact, .delete, .high, "T1485", "DeleteSecret RemoveRegionsFromReplication"),
            .init(.impact, .permission, .medium, "T1531", "DeleteResourcePolicy"),
        ])

    // Systems Manager holds secrets, runs commands, and opens sessions.
    private static let parameters =
        all(
            of(
                "ssm",
                [
                    .init(.credentialAccess, .read, .low, "T1552", "GetParameter GetParameters"),
                    .init(.credentialAccess, .read, .medium, "T1552", "GetParameterHistory GetParametersByPath"),
                    .init(.credentialAccess, .read, .medium, "T1552", "GetCommandInvocation"),
                    .init(
                        .discovery, .read, .medium, "T1580",
                        "DescribeParameters DescribeInstanceInformation GetInventory"),
                    .init(
                        .discovery, .read, .low, "T1580",
                        "DescribeSessions ListCommandInvocations ListCommands ListDocuments"),
                    .init(.initialAccess, .read, .medium, "T1021.007", "ResumeSession StartSession"),
                    .init(.privilegeEscalation, .write, .high, "T1651", "SendCommand"),
                    .init(
                        .privilegeEscalation, .write, .medium, "T1651",
                        "StartAutomationExecution StartChangeRequestExecution"),
                    .init(
                        .persistence, .write, .medium, "T1053",
                        """
                        CreateActivation CreateAssociation CreateAssociationBatch CreateMaintenanceWindow
                        RegisterTaskWithMaintenanceWindow UpdateAssociation
                        """),
                    .init(
                        .persistence, .write, .medium, "T1651",
                        "CreateDocument UpdateDocument UpdateDocumentDefaultVersion"),
                    .init(.exfiltration, .permission, .high, "T1537", "ModifyDocumentPermission"),
                    .init(.impact, .write, .low, "T1565.001", "PutParameter"),
                    .init(.impact, .delete, .medium, "T1485", "DeleteDocument DeleteParameter DeleteParameters"),
                    .init(.defenseEvasion, .delete, .medium, "T1562", "DeleteAssociation DeregisterManagedInstance"),
                    .init(.defenseEvasion, .write, .medium, "T1562.008", "UpdateServiceSetting ResetServiceSetting"),
                ]),
            of("ssm-guiconnect", [.init(.initialAccess, .read, .medium, "T1021.001", "StartConnection")]))

    private static let keys =
        all(
            of(
                "kms",
                [
                    .init(.discovery, .read, .low, "T1580", "DescribeKey ListAliases ListKeys GetKeyRotationStatus"),
                    .init(.discovery, .read, .medium, "T1580", "GetKeyPolicy ListGrants ListKeyPolicies"),
                    .init(.privilegeEscalation, .permission, .medium, "T1098.003", "CreateGrant"),
                    .init(.impact, .permission, .high, "T1486", "PutKeyPolicy"),
                    .init(
                        .impact, .delete, .high, "T1485",
                        "DeleteImportedKeyMaterial DisableKey ScheduleKeyDeletion DeleteCustomKeyStore"),
                    .init(.impact, .write, .medium, "T1486", "ImportKeyMaterial UpdateAlias UpdatePrimaryRegion"),
                    .init(.impact, .write, .low, "T1486", "CreateKey ReplicateKey ReEncrypt"),
                    .init(.impact, .delete, .medium, "T1485", "DeleteAlias DisconnectCustomKeyStore"),
                    .init(.defenseEvasion, .write, .medium, "T1562", "DisableKeyRotation RetireGrant RevokeGrant"),
                ]),
            of(
                "cloudhsm",
                [.init(.impact, .delete, .high, "T1485", "DeleteBackup DeleteCluster DeleteHsm")]))

    private static let certificates =
        all(
            of(
                "acm",
                [
                    .init(.credentialAccess, .read, .high, "T1552.004", "ExportCertificate"),
                    .init(.persistence, .write, .medium, "T1588.004", "ImportCertificate RequestCertificate"),
                    .init(.impact, .delete, .medium, "T1485", "DeleteCertificate RevokeCertificate"),
                ]),
            of(
                "acm-pca",
                [
                    .init(.persistence, .write, .high, "T1649", "IssueCertificate CreateCertificateAuthority"),
                    .init(.persistence, .permission, .high, "T1649", "CreatePermission PutPolicy"),
                    .init(.impact, .delete, .high, "T1485", "DeleteCertificateAuthority RevokeCertificate"),
                ]))
}

// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

extension MeaningRow {
    /// Buckets, objects, file systems and backups.
    static let storage = buckets + objects + fileSystems + backups + transfers

    private static let buckets =
        of(
            "s3",
            [
                .init(
                    .discovery, .read, .low, "T1619",
                    """
                    GetAccelerateConfiguration GetBucketCors GetBucketEncryption GetBucketLifecycle GetBucketLocation
                    GetBucketLogging GetBucketNotification GetBucketObjectLockConfiguration GetBucketOwnershipControls
                    GetBucketReplication GetBucketTagging GetBucketVersioning GetBucketWebsite HeadBucket ListBuckets
                    ListDirectoryBuckets
                    """),
                .init(
                    .discovery, .read, .medium, "T1619",
                    """
                    GetAccountPublicAccessBlock GetBucketAcl GetBucketPolicy GetBucketPolicyStatus
                    GetBucketPublicAccessBlock ListAccessPoints ListMultiRegionAccessPoints
                    """),
                .init(.exfiltration, .write, .high, "T1537", "PutBucketReplication"),
                .init(.exfiltration, .write, .medium, "T1537", "CreateJob PutBucketInventoryConfiguration"),
                .init(
                    .exfiltration, .permission, .high, "T1537",
                    "PutAccessPointPolicy PutMultiRegionAccessPointPolicy"),
                .init(
                    .exfiltration, .permission, .medium, "T1537",
                    "CreateAccessPoint CreateAccessPointForObjectLambda PutBucketWebsite PutBucketCors"),
                .init(.impact, .permission, .high, "T1531", "PutBucketAcl PutBucketPolicy"),
                .init(.impact, .permission, .medium, "T1531", "PutBucketOwnershipControls DeleteBucketPolicy"),
                .init(
                    .defenseEvasion, .permission, .high, "T1562",
                    """
                    DeleteAccountPublicAccessBlock DeleteBucketPublicAccessBlock PutAccountPublicAccessBlock
                    PutBucketPublicAccessBlock
                    """),
                .init(.defenseEvasion, .write, .medium, "T1562.008", "PutBucketLogging PutBucketNotification"),
                .init(.impact, .write, .high, "T1485", "PutBucketLifecycle PutBucketLifecycleConfiguration"),
                .init(.impact, .write, .high, "T1490", "PutBucketVersioning PutBucketObjectLockConfiguration"),
                .init(.impact, .write, .medium, "T1486", "DeleteBucketEncryption PutBucketEncryption"),
                .init(.impact, .delete, .high, "T1485", "DeleteBucket"),
                .init(
                    .impact, .delete, .medium, "T1490",
                    """
                    DeleteAccessPoint DeleteBucketLifecycle DeleteBucketReplication DeleteBucketWebsite
                    DeleteBucketCors
                    """),
                .init(.persistence, .write, .low, "T1578", "CreateBucket"),
            ])

    private static let objects =
        all(
            of(
                "s3",
                [
                    .init(
                        .discovery, .read, .low, "T1619",
                        """
                        GetObjectAttributes GetObjectTagging HeadObject ListMultipartUploads ListObjects ListObjectsV2
                        ListObjectVersions ListParts
                        """),
                    .init(.discovery, .read, .medium, "T1619", "GetObjectAcl GetObjectLegalHold GetObjectRetention"),
                    .init(
                        .exfiltration, .read, .low, "T1530",
                        "GetObject GetObjectVersion SelectObjectContent UploadPartCopy"),
                    .init(.exfiltration, .read, .medium, "T1530", "CopyObject GetObjectTorrent GetDataAccess"),
                    .init(
                        .impact, .write, .low, "T1565.001",
                        "PutObject CompleteMultipartUpload CreateMultipartUpload UploadPart"),
                    .init(.impact, .write, .medium, "T1485", "PutObjectLegalHold PutObjectRetention RestoreObject"),
                    .init(.impact, .permission, .high, "T1531", "PutObjectAcl"),
                    .init(.impact, .delete, .low, "T1485", "DeleteObject DeleteObjectTagging AbortMultipartUpload"),
                    .init(.impact, .delete, .medium, "T1485", "DeleteObjects DeleteObjectVersion"),
                ]),
            of(
                "s3express",
                [
                    .init(.initialAccess, .read, .low, "T1078.004", "CreateSession"),
                    .init(.impact, .delete, .high, "T1485", "DeleteBucket"),
                ]))

    private static let fileSystems =
        all(
            of(
                "elasticfilesystem",
                [
                    .init(.persistence, .permission, .medium, "T1098", "CreateMountTarget PutFileSystemPolicy"),
                    .init(.exfiltration, .write, .medium, "T1537", "CreateReplicationConfiguration"),
                    .init(.impact, .delete, .high, "T1485", "DeleteAccessPoint DeleteFileSystem DeleteMountTarget"),
                    .init(.impact, .permission, .medium, "T1531", "DeleteFileSystemPolicy"),
                ]),
            of(
                "fsx",
                [
                    .init(
                        .exfiltration, .write, .medium, "T1537",
                        "CopyBackup CreateBackup CreateDataRepositoryTask"),
                    .init(
                        .impact, .delete, .high, "T1485",
                        "DeleteBackup DeleteFileSystem DeleteSnapshot DeleteVolume"),
                ]),
            of(
                "storagegateway",
                [.init(.impact, .delete, .high, "T1485", "DeleteGateway DeleteTape DeleteTapeArchive DeleteVolume")]))

    private static let backups =
        all(
            of(
                "backup",
                [
                    .init(.exfiltration, .write, .high, "T1537", "PutBackupVaultAccessPolicy StartCopyJob"),
                    .init(.exfiltration, .write, .medium, "T1537", "StartRestoreJob"),
                    .init(
                        .impact, .delete, .high, "T1490",
                        """
                        DeleteBackupPlan DeleteBackupSelection DeleteBackupVault DeleteBackupVaultAccessPolicy
                        DeleteBackupVaultLockConfiguration DeleteRecoveryPoint DisassociateRecoveryPoint
                        """),
                    .init(
                        .impact, .write, .medium, "T1490",
                        "StopBackupJob UpdateBackupPlan UpdateRecoveryPointLifecycle"),
                ]),
            of(
                "glacier",
                [
                    .init(.exfiltration, .read, .medium, "T1530", "GetJobOutput InitiateJob"),
                    .init(.exfiltration, .permission, .high, "T1537", "SetVaultAccessPolicy"),
                    .init(.impact, .delete, .high, "T1485", "DeleteArchive DeleteVault AbortVaultLock"),
                ]))

    private static let transfers =
        all(
            of(
                "datasync",
                [
                    .init(
                        .exfiltration, .write, .high, "T1537",
                        "CreateLocationObjectStorage CreateLocationS3 CreateTask StartTaskExecution UpdateTask")
                ]),
            of(
                "transfer",
                [
                    .init(.exfiltration, .write, .high, "T1048", "CreateServer StartServer"),
                    .init(.persistence, .write, .high, "T1136.003", "CreateUser ImportSshPublicKey UpdateUser"),
                    .init(.impact, .delete, .medium, "T1489", "DeleteServer DeleteUser StopServer"),
                ]),
            of(
                "snowball",
                [.init(.exfiltration, .write, .high, "T1052", "CreateJob")]))
}

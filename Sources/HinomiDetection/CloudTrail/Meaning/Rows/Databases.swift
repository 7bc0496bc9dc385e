// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

extension MeaningRow {
    /// Databases and what reads them.
    static let databases = rds + dynamoDB + warehouses + analytics + caches

    private static let rds =
        all(
            of(
                "rds",
                [
                    .init(
                        .discovery, .read, .low, "T1580",
                        """
                        DescribeDBClusters DescribeDBClusterSnapshots DescribeDBInstances DescribeDBSnapshots
                        DescribeDBSubnetGroups DescribeExportTasks DescribeGlobalClusters
                        """),
                    .init(
                        .discovery, .read, .medium, "T1580",
                        "DescribeDBSnapshotAttributes DownloadDBLogFilePortion"),
                    .init(.credentialAccess, .read, .high, "T1552", "DescribeDBClusterSnapshotAttributes"),
                    .init(.credentialAccess, .read, .medium, "T1528", "GenerateDbAuthToken"),
                    .init(
                        .exfiltration, .write, .medium, "T1537",
                        """
                        CopyDBClusterSnapshot CopyDBSnapshot CreateDBClusterSnapshot CreateDBSnapshot
                        RestoreDBClusterFromSnapshot RestoreDBClusterToPointInTime RestoreDBInstanceFromDBSnapshot
                        RestoreDBInstanceToPointInTime CreateDBInstanceReadReplica
                        """),
                    .init(
                        .exfiltration, .permission, .high, "T1537",
                        "ModifyDBClusterSnapshotAttribute ModifyDBSnapshotAttribute"),
                    .init(.exfiltration, .write, .high, "T1537", "StartExportTask"),
                    .init(
                        .persistence, .write, .high, "T1556",
                        "ModifyDBCluster ModifyDBInstance AddRoleToDBCluster AddRoleToDBInstance"),
                    .init(
                        .persistence, .permission, .medium, "T1562.007",
                        "AuthorizeDBSecurityGroupIngress CreateDBSecurityGroup"),
                    .init(.impact, .write, .low, "T1496", "CreateDBCluster CreateDBInstance"),
                    .init(.defenseEvasion, .write, .high, "T1562.008", "ModifyActivityStream StopActivityStream"),
                    .init(
                        .defenseEvasion, .write, .medium, "T1562",
                        "ModifyDBClusterParameterGroup ModifyDBParameterGroup"),
                    .init(.defenseEvasion, .delete, .medium, "T1562.001", "DeleteEventSubscription"),
                    .init(.impact, .delete, .high, "T1485", "DeleteDBCluster DeleteDBInstance DeleteGlobalCluster"),
                    .init(
                        .impact, .delete, .high, "T1490",
                        """
                        DeleteDBClusterAutomatedBackup DeleteDBClusterSnapshot DeleteDBInstanceAutomatedBackup
                        DeleteDBSnapshot
                        """),
                    .init(.impact, .write, .medium, "T1489", "RebootDBInstance StopDBCluster StopDBInstance"),
                ]),
            of(
                "rds-data",
                [.init(.exfiltration, .read, .medium, "T1530", "BatchExecuteStatement ExecuteSql ExecuteStatement")]))

    private static let dynamoDB = of(
        "dynamodb",
        [
            .init(.discovery, .read, .low, "T1580", "DescribeTable ListTables ListBackups ListExports"),
            .init(
                .exfiltration, .read, .low, "T1530",
                "BatchGetItem ExecuteStatement GetItem GetRecords Query TransactGetItems"),
            .init(.exfiltration, .read, .medium, "T1530", "Scan"),
            .init(
                .exfiltration, .write, .high, "T1537",
                "ExportTableToPointInTime PutResourcePolicy EnableKinesisStreamingDestination"),
            .init(
                .exfiltration, .write, .medium, "T1537",
                "CreateBackup CreateGlobalTable RestoreTableFromBackup RestoreTableToPointInTime"),
            .init(.impact, .write, .low, "T1565.001", "BatchWriteItem PutItem TransactWriteItems UpdateItem"),
            .init(.impact, .delete, .low, "T1485", "DeleteItem"),
            .init(.impact, .delete, .high, "T1485", "DeleteBackup DeleteTable"),
            .init(.impact, .write, .high, "T1490", "UpdateContinuousBackups"),
            .init(.impact, .write, .medium, "T1489", "UpdateTable UpdateTimeToLive DeleteResourcePolicy"),
        ])

    private static let warehouses =
        all(
            of(
                "redshift",
                [
                    .init(
                        .credentialAccess, .read, .high, "T1552",
                        "GetClusterCredentials GetClusterCredentialsWithIAM"),
                    .init(
                        .exfiltration, .permission, .high, "T1537",
                        "AuthorizeDataShare AuthorizeSnapshotAccess AssociateDataShareConsumer"),
                    .init(
                        .exfiltration, .write, .medium, "T1537",
                        "CopyClusterSnapshot CreateClusterSnapshot RestoreFromClusterSnapshot"),
                    .init(
                        .persistence, .permission, .medium, "T1098",
                        "ModifyCluster ModifyClusterIamRoles AuthorizeClusterSecurityGroupIngress"),
                    .init(.defenseEvasion, .write, .high, "T1562.008", "DisableLogging"),
                    .init(.impact, .delete, .high, "T1485", "DeleteCluster DeleteClusterSnapshot"),
                ]),
            of(
                "redshift-serverless",
                [
                    .init(.credentialAccess, .read, .high, "T1552", "GetCredentials"),
                    .init(.impact, .delete, .high, "T1485", "DeleteNamespace DeleteSnapshot DeleteWorkgroup"),
                ]),
            of(
                "redshift-data",
                [
                    .init(
                        .exfiltration, .read, .medium, "T1530",
                        "BatchExecuteStatement ExecuteStatement GetStatementResult"),
                    .init(.discovery, .read, .medium, "T1580", "DescribeTable ListDatabases ListSchemas ListTables"),
                ]))

    private static let analytics =
        all(
            of(
                "athena",
                [
                    .init(
                        .exfiltration, .read, .medium, "T1530",
                        "GetQueryResults GetQueryResultsStream StartQueryExecution")
                ]),
            of(
                "glue",
                [
                    .init(
                        .privilegeEscalation, .write, .high, "T1098.003",
                        "CreateDevEndpoint UpdateDevEndpoint CreateSession"),
                    .init(
                        .privilegeEscalation, .write, .medium, "T1648",
                        "CreateJob StartJobRun UpdateJob RunStatement"),
                    .init(.credentialAccess, .read, .high, "T1552", "GetConnection GetConnections"),
                    .init(.exfiltration, .permission, .high, "T1537", "PutResourcePolicy"),
                    .init(.impact, .delete, .medium, "T1485", "BatchDeleteTable DeleteDatabase DeleteTable"),
                ]),
            of(
                "lakeformation",
                [
                    .init(
                        .credentialAccess, .read, .medium, "T1528",
                        "GetTemporaryGlueTableCredentials GetTemporaryDataLocationCredentials GetDataAccess"),
                    .init(
                        .privilegeEscalation, .permission, .high, "T1098.003",
                        "BatchGrantPermissions GrantPermissions PutDataLakeSettings RegisterResource"),
                ]),
            of(
                "kinesis",
                [
                    .init(.exfiltration, .read, .low, "T1530", "GetRecords GetShardIterator SubscribeToShard"),
                    .init(.exfiltration, .permission, .high, "T1537", "PutResourcePolicy"),
                    .init(.impact, .delete, .medium, "T1485", "DecreaseStreamRetentionPeriod DeleteStream"),
                ]),
            of(
                "firehose",
                [
                    .init(.exfiltration, .write, .medium, "T1537", "CreateDeliveryStream UpdateDestination"),
                    .init(.impact, .delete, .medium, "T1489", "DeleteDeliveryStream"),
                ]))

    private static let caches =
        all(
            of(
                "elasticache",
                [
                    .init(.exfiltration, .write, .medium, "T1537", "CopySnapshot CreateSnapshot"),
                    .init(
                        .persistence, .permission, .medium, "T1098",
                        "AuthorizeCacheSecurityGroupIngress CreateUser ModifyUser"),
                    .init(
                        .impact, .delete, .medium, "T1485",
                        "DeleteCacheCluster DeleteReplicationGroup DeleteSnapshot"),
                ]),
            of(
                "es",
                [
                    .init(
                        .persistence, .permission, .high, "T1098",
                        "UpdateElasticsearchDomainConfig UpdateDomainConfig"),
                    .init(.impact, .delete, .high, "T1485", "DeleteDomain DeleteElasticsearchDomain"),
                ]),
            of(
                "dms",
                [
                    .init(.exfiltration, .write, .high, "T1537", "CreateReplicationTask StartReplicationTask"),
                    .init(.exfiltration, .write, .medium, "T1537", "CreateEndpoint CreateReplicationInstance"),
                ]))
}

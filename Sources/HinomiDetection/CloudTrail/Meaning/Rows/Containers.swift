// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

extension MeaningRow {
    /// Containers, their images and clusters.
    static let containers = ecs + ecr + eks + appRunner

    private static let ecs = of(
        "ecs",
        [
            .init(
                .discovery, .read, .low, "T1613",
                """
                DescribeClusters DescribeServices DescribeTaskDefinition DescribeTasks ListClusters ListServices
                ListTaskDefinitions ListTasks
                """),
            .init(.persistence, .write, .medium, "T1525", "RegisterTaskDefinition RegisterContainerInstance"),
            .init(.privilegeEscalation, .write, .high, "T1651", "ExecuteCommand"),
            .init(.impact, .write, .medium, "T1496.001", "CreateCluster CreateService RunTask StartTask"),
            .init(.impact, .write, .low, "T1496.001", "UpdateService CreateTaskSet"),
            .init(
                .impact, .delete, .medium, "T1489",
                "DeleteCluster DeleteService DeleteTaskDefinitions DeregisterTaskDefinition StopTask"),
            .init(
                .defenseEvasion, .write, .medium, "T1562",
                "PutAccountSetting PutAccountSettingDefault UpdateClusterSettings"),
        ])

    private static let ecr =
        all(
            of(
                "ecr",
                [
                    .init(.initialAccess, .read, .low, "T1528", "GetAuthorizationToken"),
                    .init(.discovery, .read, .low, "T1613", "DescribeImages DescribeRepositories ListImages"),
                    .init(.persistence, .write, .low, "T1525", "PutImage CompleteLayerUpload"),
                    .init(.persistence, .write, .medium, "T1525", "CreatePullThroughCacheRule PutImageTagMutability"),
                    .init(
                        .exfiltration, .permission, .high, "T1537",
                        "PutRegistryPolicy PutReplicationConfiguration SetRepositoryPolicy"),
                    .init(
                        .defenseEvasion, .write, .medium, "T1562.001",
                        "PutImageScanningConfiguration PutRegistryScanningConfiguration"),
                    .init(
                        .impact, .delete, .medium, "T1485",
                        """
                        BatchDeleteImage DeleteLifecyclePolicy DeleteRepository DeleteRepositoryPolicy
                        PutLifecyclePolicy
                        """
                    ),
                ]),
            of(
                "ecr-public",
                [
                    .init(.initialAccess, .read, .low, "T1528", "GetAuthorizationToken"),
                    .init(.exfiltration, .write, .high, "T1567", "CreateRepository PutImage"),
                ]))

    private static let eks = of(
        "eks",
        [
            .init(.discovery, .read, .low, "T1613", "DescribeCluster ListClusters ListNodegroups"),
            .init(
                .discovery, .read, .medium, "T1069.003",
                "DescribeAccessEntry ListAccessEntries ListAssociatedAccessPolicies"),
            .init(
                .privilegeEscalation, .permission, .high, "T1098.006",
                "AssociateAccessPolicy CreateAccessEntry UpdateAccessEntry"),
            .init(
                .persistence, .permission, .high, "T1098.006",
                "AssociateIdentityProviderConfig CreatePodIdentityAssociation UpdatePodIdentityAssociation"),
            .init(.defenseEvasion, .write, .high, "T1562.008", "UpdateClusterConfig"),
            .init(.impact, .write, .medium, "T1496.001", "CreateCluster CreateFargateProfile CreateNodegroup"),
            .init(.persistence, .write, .medium, "T1610", "CreateAddon UpdateAddon"),
            .init(
                .impact, .delete, .high, "T1485", "DeleteCluster DeleteFargateProfile DeleteNodegroup"),
            .init(.impact, .delete, .medium, "T1531", "DeleteAccessEntry DisassociateAccessPolicy DeleteAddon"),
            .init(.credentialAccess, .read, .low, "T1528", "AssumeRoleForPodIdentity"),
        ])

    private static let appRunner = of(
        "apprunner",
        [
            .init(.persistence, .write, .medium, "T1610", "CreateService UpdateService"),
            .init(.impact, .delete, .medium, "T1489", "DeleteService PauseService"),
        ])
}

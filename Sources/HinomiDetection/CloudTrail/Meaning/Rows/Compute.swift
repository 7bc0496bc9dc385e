// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

extension MeaningRow {
    /// Machines, their disks and images.
    static let compute = instances + disks + instanceAccess + fleets + lightsail + workspaces

    private static let instances = of(
        "ec2",
        [
            .init(
                .discovery, .read, .low, "T1580",
                """
                DescribeAddresses DescribeAvailabilityZones DescribeIamInstanceProfileAssociations DescribeImages
                DescribeInstances DescribeInstanceStatus DescribeInstanceTypes DescribeKeyPairs
                DescribeLaunchTemplates DescribeLaunchTemplateVersions DescribeRegions DescribeSnapshots DescribeTags
                DescribeVolumes
                """),
            .init(
                .discovery, .read, .medium, "T1580",
                """
                DescribeAccountAttributes DescribeBundleTasks DescribeImageAttribute DescribeInstanceAttribute
                DescribeSnapshotAttribute GetConsoleOutput GetConsoleScreenshot GetLaunchTemplateData
                GetEbsEncryptionByDefault DescribeSpotPriceHistory DescribeReservedInstancesOfferings
                """),
            .init(.credentialAccess, .read, .high, "T1552", "GetPasswordData"),
            .init(.impact, .write, .medium, "T1496.001", "RunInstances"),
            .init(
                .impact, .write, .medium, "T1496.001",
                "CreateFleet PurchaseReservedInstancesOffering RequestSpotFleet RequestSpotInstances AllocateHosts"),
            .init(.impact, .write, .low, "T1489", "RebootInstances StartInstances"),
            .init(.impact, .write, .medium, "T1489", "StopInstances"),
            .init(.impact, .delete, .medium, "T1485", "TerminateInstances"),
            .init(.impact, .delete, .medium, "T1485", "CancelSpotFleetRequests DeleteFleets DeleteLaunchTemplate"),
            .init(.persistence, .write, .high, "T1037", "ModifyInstanceAttribute"),
            .init(
                .persistence, .write, .medium, "T1525",
                "CreateLaunchTemplate CreateLaunchTemplateVersion ModifyLaunchTemplate ImportImage RegisterImage"),
            .init(
                .persistence, .write, .high, "T1098.004", "CreateKeyPair ImportKeyPair"),
            .init(
                .privilegeEscalation, .permission, .high, "T1098.003",
                "AssociateIamInstanceProfile ReplaceIamInstanceProfileAssociation"),
            .init(
                .defenseEvasion, .write, .high, "T1562",
                "ModifyInstanceMetadataOptions ModifyInstanceMetadataDefaults"),
            .init(.defenseEvasion, .permission, .medium, "T1562", "DisassociateIamInstanceProfile"),
            .init(.defenseEvasion, .write, .medium, "T1562.001", "UnmonitorInstances"),
            .init(.defenseEvasion, .delete, .medium, "T1070", "DeleteKeyPair"),
            .init(.defenseEvasion, .delete, .low, "T1070", "DeleteTags"),
        ])

    private static let disks =
        all(
            of(
                "ec2",
                [
                    .init(
                        .exfiltration, .write, .medium, "T1537",
                        "CopyImage CopySnapshot CreateImage CreateSnapshot CreateSnapshots CreateRestoreImageTask"),
                    .init(
                        .exfiltration, .permission, .high, "T1537",
                        "ModifyImageAttribute ModifySnapshotAttribute ResetImageAttribute ResetSnapshotAttribute"),
                    .init(
                        .exfiltration, .write, .high, "T1537",
                        "BundleInstance CreateInstanceExportTask CreateStoreImageTask ExportImage"),
                    .init(
                        .exfiltration, .write, .low, "T1578.001", "AttachVolume CreateVolume DetachVolume"),
                    .init(
                        .defenseEvasion, .write, .high, "T1562",
                        """
                        DisableEbsEncryptionByDefault DisableImageBlockPublicAccess DisableSnapshotBlockPublicAccess
                        ModifyEbsDefaultKmsKeyId ResetEbsDefaultKmsKeyId
                        """),
                    .init(
                        .impact, .delete, .medium, "T1485",
                        "DeleteSnapshot DeleteVolume DeregisterImage DisableImage"),
                ]),
            of(
                "ebs",
                [
                    .init(.exfiltration, .read, .high, "T1530", "GetSnapshotBlock"),
                    .init(.discovery, .read, .high, "T1580", "ListChangedBlocks ListSnapshotBlocks"),
                    .init(.impact, .write, .medium, "T1565.001", "PutSnapshotBlock StartSnapshot"),
                ]),
            of(
                "rbin",
                [.init(.impact, .delete, .high, "T1490", "DeleteRule UnlockRule UpdateRule")]),
            of(
                "dlm",
                [.init(.impact, .delete, .high, "T1490", "DeleteLifecyclePolicy UpdateLifecyclePolicy")]))

    private static let instanceAccess =
        all(
            of(
                "ec2-instance-connect",
                [
                    .init(.initialAccess, .write, .high, "T1021.004", "SendSerialConsoleSSHPublicKey"),
                    .init(.initialAccess, .write, .medium, "T1021.004", "SendSSHPublicKey OpenTunnel"),
                ]),
            of(
                "ec2",
                [
                    .init(
                        .persistence, .write, .medium, "T1133",
                        "CreateInstanceConnectEndpoint EnableSerialConsoleAccess"),
                    .init(
                        .defenseEvasion, .delete, .low, "T1070",
                        "DeleteInstanceConnectEndpoint DisableSerialConsoleAccess"),
                ]))

    private static let fleets =
        all(
            of(
                "autoscaling",
                [
                    .init(
                        .persistence, .write, .medium, "T1578.002",
                        "CreateAutoScalingGroup CreateLaunchConfiguration PutScheduledUpdateGroupAction"),
                    .init(.impact, .write, .low, "T1496.001", "SetDesiredCapacity UpdateAutoScalingGroup"),
                    .init(
                        .impact, .delete, .medium, "T1489",
                        """
                        DeleteAutoScalingGroup DeleteLaunchConfiguration SuspendProcesses
                        TerminateInstanceInAutoScalingGroup
                        """),
                ]),
            of(
                "batch",
                [
                    .init(
                        .impact, .write, .medium, "T1496.001",
                        "CreateComputeEnvironment SubmitJob UpdateComputeEnvironment"),
                    .init(.persistence, .write, .medium, "T1525", "RegisterJobDefinition"),
                    .init(
                        .impact, .delete, .medium, "T1489",
                        "CancelJob DeleteComputeEnvironment DeleteJobQueue TerminateJob"),
                ]),
            of(
                "elasticmapreduce",
                [
                    .init(.impact, .write, .medium, "T1496.001", "RunJobFlow ModifyInstanceGroups"),
                    .init(.privilegeEscalation, .write, .medium, "T1651", "AddJobFlowSteps"),
                    .init(.defenseEvasion, .write, .high, "T1562", "PutBlockPublicAccessConfiguration"),
                    .init(.credentialAccess, .read, .high, "T1552", "GetClusterSessionCredentials"),
                    .init(.impact, .delete, .medium, "T1489", "TerminateJobFlows"),
                ]),
            of(
                "imagebuilder",
                [
                    .init(
                        .persistence, .write, .medium, "T1525",
                        "CreateComponent CreateContainerRecipe CreateImage CreateImagePipeline CreateImageRecipe"),
                    .init(.exfiltration, .permission, .high, "T1537", "PutComponentPolicy PutImagePolicy"),
                ]))

    private static let lightsail = of(
        "lightsail",
        [
            .init(.discovery, .read, .medium, "T1580", "GetBuckets GetInstances GetRegions GetRelationalDatabases"),
            .init(
                .credentialAccess, .read, .high, "T1552",
                """
                DownloadDefaultKeyPair GetBucketAccessKeys GetInstanceAccessDetails
                GetRelationalDatabaseMasterUserPassword GetContainerImages
                """),
            .init(.persistence, .write, .high, "T1098.001", "CreateBucketAccessKey CreateKeyPair ImportKeyPair"),
            .init(.persistence, .permission, .medium, "T1133", "OpenInstancePublicPorts PutInstancePublicPorts"),
            .init(.impact, .write, .medium, "T1496.001", "CreateInstances CreateInstancesFromSnapshot"),
            .init(
                .exfiltration, .write, .medium, "T1537",
                "CopySnapshot CreateDiskSnapshot CreateInstanceSnapshot ExportSnapshot"),
            .init(
                .impact, .delete, .medium, "T1485",
                "DeleteBucket DeleteDisk DeleteInstance DeleteInstanceSnapshot DeleteRelationalDatabase"),
        ])

    private static let workspaces =
        all(
            of(
                "workspaces",
                [
                    .init(.persistence, .write, .medium, "T1133", "CreateIpGroup CreateWorkspaces AuthorizeIpRules"),
                    .init(.exfiltration, .write, .high, "T1537", "UpdateWorkspaceImagePermission"),
                    .init(.impact, .delete, .medium, "T1485", "DeleteWorkspaceImage TerminateWorkspaces"),
                ]),
            of(
                "cloudshell",
                [
                    .init(.initialAccess, .write, .low, "T1059.009", "CreateEnvironment CreateSession"),
                    .init(.credentialAccess, .write, .low, "T1528", "PutCredentials"),
                    .init(.exfiltration, .read, .medium, "T1567", "GetFileDownloadUrls"),
                ]))
}

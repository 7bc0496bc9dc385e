// SPDX-License-Identifier: Apache-2.0

/// What an audit reads: hundreds of operations that change nothing, of all services in use.
enum APICatalogue {
    static let audited: [API] = text.split(separator: "\n").flatMap { line in
        let words = line.split(separator: " ")
        let service = String(words.first ?? "")
        return words.dropFirst().map { API(service, String($0)) }
    }

    private static let text = """
        iam GetAccountAuthorizationDetails GetAccountPasswordPolicy GetAccountSummary GetCredentialReport GetGroupPolicy GetLoginProfile GetPolicy GetPolicyVersion GetRole GetRolePolicy GetUser GetUserPolicy ListAccessKeys ListAccountAliases ListAttachedGroupPolicies ListAttachedRolePolicies ListAttachedUserPolicies ListEntitiesForPolicy ListGroups ListGroupsForUser ListInstanceProfiles ListMFADevices ListOpenIDConnectProviders ListPolicies ListRolePolicies ListRoles ListSAMLProviders ListServerCertificates ListUserPolicies ListUsers ListVirtualMFADevices
        ec2 DescribeAddresses DescribeAvailabilityZones DescribeCustomerGateways DescribeFlowLogs DescribeImages DescribeInstanceAttribute DescribeInstances DescribeInternetGateways DescribeKeyPairs DescribeLaunchTemplates DescribeLaunchTemplateVersions DescribeNatGateways DescribeNetworkAcls DescribeNetworkInterfaces DescribeRegions DescribeRouteTables DescribeSecurityGroups DescribeSnapshotAttribute DescribeSnapshots DescribeSubnets DescribeTransitGateways DescribeVolumes DescribeVpcEndpoints DescribeVpcPeeringConnections DescribeVpcs DescribeVpnConnections GetEbsEncryptionByDefault GetEbsDefaultKmsKeyId
        s3 GetAccountPublicAccessBlock GetBucketAcl GetBucketEncryption GetBucketLocation GetBucketLogging GetBucketNotification GetBucketObjectLockConfiguration GetBucketOwnershipControls GetBucketPolicy GetBucketPolicyStatus GetBucketPublicAccessBlock GetBucketReplication GetBucketTagging GetBucketVersioning GetBucketWebsite ListBuckets GetBucketCors GetBucketLifecycle
        lambda GetAccountSettings20160819 GetFunction20150331v2 GetFunctionUrlConfig GetPolicy20150331v2 ListEventSourceMappings20150331 ListFunctions20150331 ListLayers20181031 ListTags20170331
        rds DescribeDBClusters DescribeDBClusterSnapshots DescribeDBEngineVersions DescribeDBInstances DescribeDBParameters DescribeDBSnapshotAttributes DescribeDBSnapshots DescribeEventSubscriptions DescribeDBSubnetGroups DescribeDBParameterGroups
        kms DescribeKey GetKeyPolicy GetKeyRotationStatus ListAliases ListGrants ListKeyPolicies ListKeys ListResourceTags
        cloudtrail DescribeTrails GetEventSelectors GetInsightSelectors GetTrailStatus ListTags ListTrails
        config DescribeConfigurationRecorders DescribeConfigurationRecorderStatus DescribeDeliveryChannels
        logs DescribeLogGroups DescribeMetricFilters ListTagsLogGroup
        monitoring DescribeAlarms ListMetrics
        sns GetTopicAttributes ListSubscriptions ListTopics
        sqs GetQueueAttributes ListQueues ListQueueTags
        dynamodb DescribeContinuousBackups DescribeTable ListTables ListTagsOfResource
        eks DescribeCluster ListClusters ListNodegroups DescribeNodegroup
        ecs DescribeClusters DescribeServices DescribeTaskDefinition ListClusters ListServices ListTaskDefinitions ListTasks
        ecr DescribeImages DescribeImageScanFindings DescribeRepositories GetLifecyclePolicy GetRegistryScanningConfiguration GetRepositoryPolicy
        elasticloadbalancing DescribeListeners DescribeLoadBalancerAttributes DescribeLoadBalancers DescribeRules DescribeTags DescribeTargetGroups DescribeSSLPolicies
        autoscaling DescribeAutoScalingGroups DescribeLaunchConfigurations
        cloudfront GetDistribution GetDistributionConfig ListDistributions
        route53 ListHostedZones ListQueryLoggingConfigs ListResourceRecordSets GetHostedZone
        acm DescribeCertificate ListCertificates ListTagsForCertificate
        secretsmanager ListSecrets DescribeSecret GetResourcePolicy
        ssm DescribeDocumentPermission DescribeInstanceInformation DescribeParameters GetDocument ListComplianceItems ListDocuments
        guardduty GetDetector GetFindings ListDetectors ListFindings ListOrganizationAdminAccounts
        securityhub DescribeHub GetEnabledStandards ListEnabledProductsForImport
        access-analyzer ListAnalyzers ListFindings
        elasticache DescribeCacheClusters DescribeCacheSubnetGroups DescribeReplicationGroups
        es DescribeDomainConfig DescribeDomains ListDomainNames
        redshift DescribeClusters DescribeLoggingStatus DescribeClusterParameters
        glue GetConnections GetDatabases GetDevEndpoints GetJobs GetSecurityConfigurations GetTables GetCrawlers
        sagemaker DescribeEndpointConfig ListEndpointConfigs ListModels ListNotebookInstances ListTrainingJobs DescribeNotebookInstance
        cloudformation DescribeStacks GetTemplate ListStackResources ListStacks
        codebuild BatchGetProjects ListBuilds ListProjects
        apigateway GetAuthorizers GetClientCertificates GetResources GetRestApis GetStages
        wafv2 GetWebACL ListWebACLs GetLoggingConfiguration GetWebACLForResource
        organizations DescribeOrganization DescribePolicy ListAccounts ListPolicies ListTargetsForPolicy
        backup DescribeGlobalSettings ListBackupPlans ListBackupVaults ListReportPlans
        athena GetWorkGroup ListWorkGroups
        elasticfilesystem DescribeFileSystemPolicy DescribeFileSystems DescribeMountTargets DescribeBackupPolicy
        kinesis DescribeStream ListStreams ListTagsForStream
        inspector2 BatchGetAccountStatus ListFindings
        macie2 GetMacieSession ListOrganizationAdminAccounts
        network-firewall ListFirewalls DescribeFirewall
        shield DescribeSubscription GetSubscriptionState ListProtections
        states DescribeStateMachine ListStateMachines
        workspaces DescribeWorkspaces DescribeWorkspaceDirectories
        """
}

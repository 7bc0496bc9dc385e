// SPDX-License-Identifier: Apache-2.0

/// A line of work: which calls it takes, the frequent ones first.
struct Archetype: Sendable {
    var name: String
    /// The Identity Center permission set of the job.
    var permissionSet: String
    /// How many of ten people do it.
    var share: Int
    /// Sessions on a working day.
    var sessions: Double
    /// Calls in a session, as a median.
    var calls: Double
    /// Share of sessions in the console.
    var console: Double
    var apis: [API]

    private init(
        _ name: String, _ permissionSet: String, share: Int, sessions: Double, calls: Double, console: Double,
        _ apis: String
    ) {
        self.name = name
        self.permissionSet = permissionSet
        self.share = share
        self.sessions = sessions
        self.calls = calls
        self.console = console
        self.apis = apis.split(whereSeparator: \.isWhitespace).map { API(String($0)) }
    }

    static let all: [Archetype] = [
        Archetype(
            "backend", "DeveloperAccess", share: 4, sessions: 3, calls: 12, console: 0.45,
            """
            logs:FilterLogEvents logs:DescribeLogGroups lambda:GetFunction20150331v2 lambda:ListFunctions20150331 sts:GetCallerIdentity
            logs:GetLogEvents ecs:DescribeServices ecr:GetAuthorizationToken s3:ListBuckets dynamodb:DescribeTable ecs:ListTasks
            logs:StartQuery logs:GetQueryResults cloudformation:DescribeStacks sqs:GetQueueAttributes monitoring:GetMetricData
            lambda:UpdateFunctionCode20150331v2 ssm:GetParameter ecs:DescribeTasks ec2:DescribeInstances secretsmanager:ListSecrets
            dynamodb:ListTables s3:GetBucketLocation monitoring:DescribeAlarms cloudformation:DescribeStackEvents sqs:ListQueues
            lambda:UpdateFunctionConfiguration20150331v2 ecr:DescribeImages ecr:DescribeRepositories ecs:UpdateService
            apigateway:GetRestApis states:ListStateMachines states:DescribeExecution secretsmanager:GetSecretValue xray:GetTraceSummaries
            lambda:GetPolicy20150331v2 ecs:RegisterTaskDefinition events:ListRules sns:ListTopics kms:Decrypt
            """),
        Archetype(
            "operations", "PowerUserAccess", share: 2, sessions: 4, calls: 16, console: 0.4,
            """
            ec2:DescribeInstances ec2:DescribeInstanceStatus sts:GetCallerIdentity monitoring:DescribeAlarms monitoring:GetMetricData
            ec2:DescribeSecurityGroups autoscaling:DescribeAutoScalingGroups elasticloadbalancing:DescribeLoadBalancers
            elasticloadbalancing:DescribeTargetHealth ec2:DescribeVolumes rds:DescribeDBInstances ec2:DescribeVpcs ec2:DescribeSubnets
            ssm:DescribeInstanceInformation ssm:StartSession ec2:DescribeImages route53:ListHostedZones route53:ListResourceRecordSets
            eks:DescribeCluster eks:ListClusters ec2:DescribeSnapshots iam:ListRoles iam:GetRole ec2:CreateTags ec2:DescribeTags
            autoscaling:UpdateAutoScalingGroup ec2:AuthorizeSecurityGroupIngress ec2:RevokeSecurityGroupIngress ec2:CreateSnapshot
            route53:ChangeResourceRecordSets rds:DescribeDBSnapshots rds:ModifyDBInstance ec2:RebootInstances ec2:StopInstances
            ec2:StartInstances cloudtrail:LookupEvents iam:ListAttachedRolePolicies health:DescribeEvents acm:ListCertificates
            backup:ListBackupJobs servicequotas:ListServiceQuotas ec2:DescribeRouteTables ec2:ModifyInstanceAttribute
            """),
        Archetype(
            "data", "DataScientist", share: 2, sessions: 3, calls: 18, console: 0.3,
            """
            s3:ListBuckets athena:StartQueryExecution athena:GetQueryExecution athena:GetQueryResults glue:GetTables glue:GetDatabases
            s3:GetBucketLocation sts:GetCallerIdentity glue:GetTable athena:ListWorkGroups glue:GetPartitions s3:HeadBucket
            sagemaker:ListNotebookInstances redshift:DescribeClusters glue:StartJobRun glue:GetJobRun kms:Decrypt glue:GetJobs
            athena:ListQueryExecutions sagemaker:DescribeNotebookInstance redshift-data:ExecuteStatement glue:UpdateTable
            quicksight:ListDashboards emr:ListClusters lakeformation:ListPermissions logs:GetLogEvents glue:CreateTable
            sagemaker:CreatePresignedNotebookInstanceUrl s3:GetBucketAcl kms:GenerateDataKey
            """),
        Archetype(
            "security", "SecurityAudit", share: 1, sessions: 3, calls: 20, console: 0.55,
            """
            cloudtrail:LookupEvents guardduty:ListFindings guardduty:GetFindings securityhub:GetFindings iam:ListUsers iam:ListRoles
            iam:GetRole iam:ListAttachedRolePolicies iam:GetAccountSummary sts:GetCallerIdentity config:DescribeComplianceByConfigRule
            iam:GetPolicyVersion iam:ListPolicies iam:ListAccessKeys s3:GetBucketPolicy s3:GetBucketPublicAccessBlock
            ec2:DescribeSecurityGroups kms:ListKeys access-analyzer:ListFindings iam:GenerateCredentialReport iam:GetCredentialReport
            cloudtrail:DescribeTrails cloudtrail:GetTrailStatus guardduty:ListDetectors inspector2:ListFindings config:DescribeConfigRules
            organizations:ListAccounts iam:GetUser iam:ListGroupsForUser wafv2:ListWebACLs macie2:ListFindings iam:UpdateAccessKey
            """),
        Archetype(
            "manager", "ViewOnlyAccess", share: 1, sessions: 0.8, calls: 10, console: 0.97,
            """
            ce:GetCostAndUsage ce:GetCostForecast budgets:ViewBudget monitoring:DescribeAlarms monitoring:ListDashboards
            monitoring:GetDashboard ec2:DescribeInstances health:DescribeEventAggregates organizations:DescribeOrganization
            ce:GetDimensionValues compute-optimizer:GetEnrollmentStatus rds:DescribeDBInstances s3:ListBuckets support:DescribeCases
            """),
    ]
}

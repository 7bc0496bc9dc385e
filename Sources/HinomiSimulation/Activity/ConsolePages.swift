// SPDX-License-Identifier: Apache-2.0

/// Which calls the pages of the console make besides the one that was meant.
enum ConsolePages {
    static func calls(with api: API, _ random: inout Randomness) -> [API] {
        guard let page = pages[api.service] else {
            return [api] + (random.chance(0.2) ? [API("notifications", "ListNotificationHubs")] : [])
        }
        return [api] + random.shuffled(page).prefix(random.within(1...min(5, page.count)))
    }

    private static let pages: [String: [API]] = [
        "ec2": apis(
            "ec2",
            "DescribeInstances DescribeInstanceStatus DescribeTags DescribeAddresses DescribeVolumes DescribeVpcs "
                + "DescribeAccountAttributes DescribeRegions DescribeInstanceTypes DescribeNetworkInterfaces"),
        "s3": apis(
            "s3",
            "ListBuckets GetBucketLocation GetBucketPolicyStatus GetBucketPublicAccessBlock GetBucketAcl GetBucketVersioning"
        ),
        "lambda": apis(
            "lambda",
            "GetAccountSettings20160819 ListFunctions20150331 GetFunction20150331v2 ListEventSourceMappings20150331"),
        "iam": apis(
            "iam", "GetAccountSummary ListAccountAliases ListMFADevices ListAccessKeys ListAttachedUserPolicies"),
        "monitoring": apis("monitoring", "DescribeAlarms ListDashboards ListMetrics GetMetricData"),
        "cloudtrail": apis("cloudtrail", "DescribeTrails LookupEvents GetTrailStatus ListEventDataStores"),
        "logs": apis("logs", "DescribeLogGroups DescribeLogStreams DescribeMetricFilters DescribeQueryDefinitions"),
        "rds": apis("rds", "DescribeDBInstances DescribeDBClusters DescribeEvents DescribeDBEngineVersions"),
        "ecs": apis("ecs", "ListClusters DescribeClusters ListServices DescribeServices"),
    ]

    private static func apis(_ service: String, _ names: String) -> [API] {
        names.split(separator: " ").map { API(service, String($0)) }
    }
}

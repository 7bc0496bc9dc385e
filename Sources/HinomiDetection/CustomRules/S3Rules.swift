// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

extension CustomRule {
    /// Days after which data that a rule expires is as good as destroyed.
    private static let fewDays: Int64 = 7

    static let s3: [CustomRule] = [
        CustomRule(
            "S3BucketPolicyExternalAccess", "Exfiltration:S3/TransferDataToCloudAccount", .high,
            service: "s3.amazonaws.com", calls: ["PutBucketPolicy"]
        ) { call in
            let asked = call.view.requestParameters
            guard let policy = PolicyReader(asked), policy.names(othersThan: call.record.account) else { return nil }
            return Target("AWS::S3::Bucket", call.bucketName)
        },
        CustomRule(
            "S3LifecycleRapidExpiration", "Impact:S3/DataDestruction", .medium, service: "s3.amazonaws.com",
            calls: ["PutBucketLifecycle", "PutBucketLifecycleConfiguration"]
        ) { call in
            let rules = call.view.requestParameters.value(at: "LifecycleConfiguration.Rule")
            var isRapid = rules.kind == .object && expiresSoon(rules)
            rules.forEachElement { rule in
                isRapid = expiresSoon(rule)
                return !isRapid
            }
            return isRapid ? Target("AWS::S3::Bucket", call.bucketName) : nil
        },
        CustomRule(
            "S3CustomerProvidedKeysEnabled", "DefenseImpairment:S3/DisableOrModifyTools", .high,
            service: "s3.amazonaws.com", calls: ["PutBucketEncryption", "CopyObject"]
        ) { call in
            let asked = call.view.requestParameters
            let copies = asked["x-amz-server-side-encryption-customer-algorithm"].isPresent
            guard copies || allowsCustomerKeys(asked) else { return nil }
            return Target("AWS::S3::Bucket", call.bucketName)
        },
    ]

    private static func expiresSoon(_ rule: JSONSlice) -> Bool {
        guard !rule["Status"].equals("Disabled"), let days = rule.value(at: "Expiration.Days").integer else {
            return false
        }
        return days < fewDays
    }

    // Buckets refuse customers' keys unless a rule says that nothing is blocked.
    private static func allowsCustomerKeys(_ asked: JSONSlice) -> Bool {
        let rule = asked.value(at: "ServerSideEncryptionConfiguration.Rule")
        let single = rule.kind == .array ? rule[0] : rule
        return single.value(at: "BlockedEncryptionTypes.EncryptionType").texts(most: 10).contains("NONE")
    }
}

/// The accounts that a bucket policy of a request names.
struct PolicyReader {
    private var accounts: [AccountID] = []
    private var isPublic = false

    /// Nil where a request has no policy that could be read.
    init?(_ parameters: JSONSlice) {
        guard let grant = PublicGrant(policyOf: parameters) else { return nil }
        isPublic = grant.audience > .named
        let value = parameters["bucketPolicy"].isPresent ? parameters["bucketPolicy"] : parameters["policy"]
        var named: [AccountID] = []
        _ = (value.kind == .array ? value[0] : value).withDocument { policy in
            func take(_ statement: JSONSlice) {
                guard statement["Effect"].equals("Allow") else { return }
                named += statement["Principal"]["AWS"].texts(most: 500).compactMap(PolicyReader.account)
            }
            if policy["Statement"].kind == .object { take(policy["Statement"]) }
            policy["Statement"].forEachElement { statement in
                take(statement)
                return named.count < 5_000
            }
        }
        accounts = named
    }

    /// Whether it lets in the public or an account other than this one.
    func names(othersThan own: AccountID) -> Bool { isPublic || accounts.contains { $0 != own } }

    // Twelve digits, or an ARN with them in it.
    private static func account(_ principal: String) -> AccountID? {
        let parts = principal.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        var digits = String(parts.count >= 5 ? parts[4] : Substring(principal))
        guard digits.utf8.count == 12 else { return nil }
        return digits.withUTF8 { AccountID($0) }
    }
}

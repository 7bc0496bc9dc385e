// SPDX-License-Identifier: Apache-2.0

package import HinomiRecords

/// What is to be allowed so that logs can be read and findings exported, and nothing more.
package struct AccessNeeds: Sendable {
    /// The bucket with logs, and what the names of its logs begin with.
    package var bucket: String
    package var prefix: String
    /// The queue that tells of new objects.
    package var queue: String?
    /// The keys of KMS that objects and messages are encrypted with.
    package var keys: [String]
    /// The bucket that findings are exported to, and its key.
    package var exportBucket: String?
    package var exportKey: String?
    /// What ARNs begin with behind `arn:`, as `aws`.
    package var partition: String

    /// To read a bucket's logs under a prefix, and what else is set afterwards.
    package init(bucket: String, prefix: String = "", partition: String = "aws") {
        self.bucket = bucket
        self.prefix = prefix
        self.partition = partition
        keys = []
    }

    private func arn(_ bucket: String, _ key: String? = nil) -> JSONValue {
        .string("arn:\(partition):s3:::\(bucket)" + (key.map { "/" + $0 } ?? ""))
    }

    /// The policy for whoever reads and exports.
    package var permissions: JSONValue { .object(["Version": "2012-10-17", "Statement": .array(statements)]) }

    var statements: [JSONValue] {
        var list: JSONObject = [
            "Sid": "ListLogs", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": arn(bucket),
        ]
        if !prefix.isEmpty {
            // With IfExists, an object that is gone is told from one that is denied.
            list.members.append(
                .init(
                    key: "Condition",
                    value: ["StringLikeIfExists": ["s3:prefix": .string(prefix + "*")]]))
        }
        var statements: [JSONValue] = [
            .object(list),
            [
                "Sid": "ReadLogs", "Effect": "Allow", "Action": "s3:GetObject", "Resource": arn(bucket, prefix + "*"),
            ],
        ]
        if let queue {
            statements.append([
                "Sid": "UseQueue", "Effect": "Allow",
                "Action": ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"],
                "Resource": .string(queue),
            ])
        }
        if !keys.isEmpty { statements.append(decryption) }
        if let exportBucket {
            statements.append([
                "Sid": "ExportFindings", "Effect": "Allow", "Action": "s3:PutObject",
                "Resource": arn(exportBucket, "*"),
            ])
        }
        if let exportKey {
            statements.append([
                "Sid": "EncryptFindings", "Effect": "Allow", "Action": "kms:GenerateDataKey",
                "Resource": .string(exportKey), "Condition": AccessNeeds.via(["s3"], partition),
            ])
        }
        return statements
    }

    private var decryption: JSONValue {
        [
            "Sid": "DecryptLogs", "Effect": "Allow", "Action": "kms:Decrypt",
            "Resource": .array(keys.map { .string($0) }),
            "Condition": AccessNeeds.via(queue == nil ? ["s3"] : ["s3", "sqs"], partition),
        ]
    }

    // A key is used through services only, never by itself.
    private static func via(_ services: [String], _ partition: String) -> JSONValue {
        let domain = partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"
        return [
            "StringLike": ["kms:ViaService": .array(services.map { .string("\($0).*.\(domain)") })]
        ]
    }
}

/// Who may take a role on.
package struct RoleTrust: Sendable {
    package var principal: String
    package var externalID: String?

    /// Trust in a principal, who tells an external id where one is given.
    package init(principal: String, externalID: String? = nil) {
        self.principal = principal
        self.externalID = externalID
    }

    /// The policy that says so.
    package var document: JSONValue {
        var statement: JSONObject = [
            "Effect": "Allow", "Principal": ["AWS": .string(principal)], "Action": "sts:AssumeRole",
        ]
        if let externalID {
            statement.members.append(
                .init(key: "Condition", value: ["StringEquals": ["sts:ExternalId": .string(externalID)]]))
        }
        return .object(["Version": "2012-10-17", "Statement": .array([.object(statement)])])
    }
}

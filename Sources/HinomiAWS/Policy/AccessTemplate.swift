// SPDX-License-Identifier: Apache-2.0

package import HinomiRecords

/// A template of CloudFormation that makes the role, and the queue where one is wanted.
package struct AccessTemplate: Sendable {
    package var needs: AccessNeeds
    package var trust: RoleTrust
    /// Whether a queue is made, with one for what cannot be read, and a rule that tells it of new objects.
    package var makesQueue: Bool

    /// A template for these needs and this trust.
    package init(_ needs: AccessNeeds, trust: RoleTrust, makesQueue: Bool) {
        self.needs = needs
        self.trust = trust
        self.makesQueue = makesQueue
    }

    /// How often a message is received before it is put aside, and for how many seconds it waits to be read, at most.
    private static let receptions: JSONValue = 20
    private static let retention: JSONValue = 1_209_600

    /// The template.
    package var document: JSONValue {
        var resources: JSONObject = ["Role": role]
        var outputs: JSONObject = ["RoleArn": ["Value": AccessTemplate.attribute("Role", "Arn")]]
        if makesQueue {
            resources.members += queueResources.members
            outputs.members.append(.init(key: "QueueUrl", value: ["Value": ["Ref": "Queue"]]))
            outputs.members.append(
                .init(key: "SetAsideQueueUrl", value: ["Value": ["Ref": "SetAsideQueue"]]))
        }
        return .object([
            "AWSTemplateFormatVersion": "2010-09-09",
            "Description": "Lets Hinomi read logs, and nothing more.",
            "Resources": .object(resources), "Outputs": .object(outputs),
        ])
    }

    private var role: JSONValue {
        var statements = needs.statements
        if makesQueue {
            statements.append([
                "Sid": "UseNewQueue", "Effect": "Allow",
                "Action": ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"],
                "Resource": AccessTemplate.attribute("Queue", "Arn"),
            ])
        }
        return [
            "Type": "AWS::IAM::Role",
            "Properties": [
                "Description": "Reads logs for Hinomi.", "AssumeRolePolicyDocument": trust.document,
                "Policies": [
                    [
                        "PolicyName": "read-logs",
                        "PolicyDocument": ["Version": "2012-10-17", "Statement": .array(statements)],
                    ]
                ],
            ],
        ]
    }

    private var queueResources: JSONObject {
        var object: JSONObject = [:]
        if !needs.prefix.isEmpty {
            object.members.append(.init(key: "object", value: ["key": [["prefix": .string(needs.prefix)]]]))
        }
        let detail = JSONObject([.init(key: "bucket", value: ["name": [.string(needs.bucket)]])] + object.members)
        return [
            "SetAsideQueue": [
                "Type": "AWS::SQS::Queue", "DeletionPolicy": "Delete", "UpdateReplacePolicy": "Delete",
                "Properties": ["MessageRetentionPeriod": AccessTemplate.retention, "SqsManagedSseEnabled": true],
            ],
            "Queue": [
                "Type": "AWS::SQS::Queue", "DeletionPolicy": "Delete", "UpdateReplacePolicy": "Delete",
                "Properties": [
                    "MessageRetentionPeriod": AccessTemplate.retention, "ReceiveMessageWaitTimeSeconds": 20,
                    "SqsManagedSseEnabled": true,
                    "RedrivePolicy": [
                        "deadLetterTargetArn": AccessTemplate.attribute("SetAsideQueue", "Arn"),
                        "maxReceiveCount": AccessTemplate.receptions,
                    ],
                ],
            ],
            "Rule": [
                "Type": "AWS::Events::Rule",
                "Properties": [
                    "Description": "Tells Hinomi's queue of new logs.",
                    "EventPattern": [
                        "source": ["aws.s3"], "detail-type": ["Object Created"], "detail": .object(detail),
                    ],
                    "Targets": [["Id": "queue", "Arn": AccessTemplate.attribute("Queue", "Arn")]],
                ],
            ],
            "QueuePolicy": [
                "Type": "AWS::SQS::QueuePolicy",
                "Properties": [
                    "Queues": [["Ref": "Queue"]],
                    "PolicyDocument": [
                        "Version": "2012-10-17",
                        "Statement": [
                            // By the rule, or by the bucket itself where somebody prefers its own notifications.
                            AccessTemplate.sender(
                                "events.amazonaws.com",
                                ["ArnEquals": ["aws:SourceArn": AccessTemplate.attribute("Rule", "Arn")]]),
                            AccessTemplate.sender(
                                "s3.amazonaws.com",
                                [
                                    "ArnEquals": [
                                        "aws:SourceArn": .string("arn:\(needs.partition):s3:::\(needs.bucket)")
                                    ],
                                    "StringEquals": ["aws:SourceAccount": ["Ref": "AWS::AccountId"]],
                                ]),
                        ],
                    ],
                ],
            ],
        ]
    }

    private static func sender(_ service: String, _ condition: JSONValue) -> JSONValue {
        [
            "Effect": "Allow", "Principal": ["Service": .string(service)], "Action": "sqs:SendMessage",
            "Resource": attribute("Queue", "Arn"), "Condition": condition,
        ]
    }

    private static func attribute(_ resource: String, _ name: String) -> JSONValue {
        ["Fn::GetAtt": [.string(resource), .string(name)]]
    }
}

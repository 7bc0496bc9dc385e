// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

extension SamplePlace {
    /// The resource of a sample: of the first kind that findings of its type can have.
    func resource(of row: CatalogueRow) -> Resource {
        if row.resourceType == "AttackSequence" { return .sequence(attacker) }
        if let kind = OtherResource.Kind(rawValue: row.resourceType) { return .other(resource(kind)) }
        switch row.resourceType {
        case "Instance": return .instance(instance)
        case "S3Bucket": return .bucket(bucket)
        // Where it is not known which kind of resource a type has, calls are told by who made them.
        default: return .accessKey(caller)
        }
    }

    private func resource(_ kind: OtherResource.Kind) -> OtherResource {
        switch kind {
        case .kubernetesCluster: cluster
        case .containerCluster: containerCluster
        case .container: container
        case .database: database
        case .function: function
        case .object: object
        }
    }

    // Seconds since 1970, as the API writes the times of resources.
    private static let created: JSONValue = 1_470_103_506

    private static func tags(_ kind: String) -> JSONValue {
        .array(
            (1...3).map {
                [
                    "key": .string("GeneratedFinding\(kind)Tag\($0)"),
                    "value": .string("GeneratedFinding\(kind)TagValue\($0)"),
                ]
            })
    }

    private func arn(_ service: String, _ rest: String) -> String { "arn:aws:\(service):\(region):\(account):\(rest)" }

    private var cluster: OtherResource {
        let name = "GeneratedFindingEKSClusterName"
        let arn = arn("eks", "cluster/" + name)
        return OtherResource(
            kind: .kubernetesCluster, name: name, arn: arn,
            details: [
                "accessKeyDetails": [
                    "accessKeyId": .string(caller.accessKeyID), "principalId": .string(caller.principalID),
                    "userName": .string(caller.userName), "userType": "Role",
                ],
                "eksClusterDetails": [
                    "name": .string(name), "arn": .string(arn), "vpcId": "GeneratedFindingEKSClusterVpcId",
                    "status": "ACTIVE", "tags": SamplePlace.tags("EKSCluster"), "createdAt": SamplePlace.created,
                ],
                "kubernetesDetails": [
                    "kubernetesUserDetails": [
                        "username": "GeneratedFindingUserName", "uid": "GeneratedFindingUID",
                        "groups": ["GeneratedFindingUserGroup"],
                    ],
                    "kubernetesWorkloadDetails": [
                        "name": "GeneratedFindingWorkloadName", "type": "pods", "uid": "GeneratedFindingWorkloadUID",
                        "namespace": "GeneratedFindingNamespace",
                    ],
                ],
            ])
    }

    private static let containerDetails: JSONValue = [
        "containerRuntime": "docker", "id": "GeneratedFindingContainerId", "name": "GeneratedFindingContainerName",
        "image": "GeneratedFindingContainerImage", "imagePrefix": "GeneratedFindingContainerImagePrefix",
    ]

    private var containerCluster: OtherResource {
        let name = "GeneratedFindingECSClusterName"
        let arn = arn("ecs", "cluster/" + name)
        return OtherResource(
            kind: .containerCluster, name: name, arn: arn,
            details: [
                "ecsClusterDetails": [
                    "name": .string(name), "arn": .string(arn), "status": "ACTIVE", "activeServicesCount": 1,
                    "registeredContainerInstancesCount": 1, "runningTasksCount": 1,
                    "tags": SamplePlace.tags("ECSCluster"),
                    "taskDetails": [
                        "arn": .string(self.arn("ecs", "task/GeneratedFindingECSTaskName")),
                        "definitionArn": .string(self.arn("ecs", "task-definition/GeneratedFindingECSTask:1")),
                        "version": "1", "createdAt": SamplePlace.created, "startedAt": SamplePlace.created,
                        "startedBy": "GeneratedFindingECSTaskStartedBy", "group": "GeneratedFindingECSTaskGroup",
                        "containers": [SamplePlace.containerDetails],
                    ],
                ]
            ])
    }

    private var container: OtherResource {
        OtherResource(
            kind: .container, name: "GeneratedFindingContainerName", arn: "GeneratedFindingContainerId",
            details: ["containerDetails": SamplePlace.containerDetails])
    }

    private var database: OtherResource {
        let name = "generatedfindingdbinstanceid"
        let arn = arn("rds", "db:" + name)
        return OtherResource(
            kind: .database, name: name, arn: arn,
            details: [
                "rdsDbInstanceDetails": [
                    "dbInstanceIdentifier": .string(name), "engine": "GeneratedFindingEngine", "engineVersion": "13.6",
                    "dbClusterIdentifier": "GeneratedFindingDBClusterId", "dbInstanceArn": .string(arn),
                    "tags": SamplePlace.tags("RDSDBInstance"),
                ],
                "rdsDbUserDetails": [
                    "user": "GeneratedFindingUserName", "application": "GeneratedFindingApplicationName",
                    "database": "GeneratedFindingDatabaseName", "ssl": "GeneratedFindingSSLValue",
                    "authMethod": "GeneratedFindingAuthMethod",
                ],
            ])
    }

    private var function: OtherResource {
        let name = "GeneratedFindingLambdaFunctionName"
        let arn = arn("lambda", "function:" + name)
        return OtherResource(
            kind: .function, name: name, arn: arn,
            details: [
                "lambdaDetails": [
                    "functionArn": .string(arn), "functionName": .string(name),
                    "description": "GeneratedFindingLambdaFunctionDescription", "functionVersion": "$LATEST",
                    "revisionId": "GeneratedFindingLambdaFunctionRevisionId", "lastModifiedAt": SamplePlace.created,
                    "role": .string("arn:aws:iam::\(account):role/GeneratedFindingLambdaFunctionRole"),
                    "vpcConfig": [
                        "subnetIds": ["GeneratedFindingSubnetId"], "vpcId": "GeneratedFindingVPCId",
                        "securityGroups": [
                            ["groupId": "GeneratedFindingSecurityId", "groupName": "GeneratedFindingSecurityGroupName"]
                        ],
                    ],
                    "tags": SamplePlace.tags("LambdaFunction"),
                ]
            ])
    }

    private var object: OtherResource {
        let arn = bucket.arn + "/GeneratedFindingS3ObjectKey"
        return OtherResource(
            kind: .object, name: "GeneratedFindingS3ObjectKey", arn: arn,
            details: [
                "s3BucketDetails": [
                    [
                        "arn": .string(bucket.arn), "name": .string(bucket.name), "type": "Destination",
                        "createdAt": SamplePlace.created, "owner": ["id": "GeneratedFindingS3BucketOwner"],
                        "tags": SamplePlace.tags("S3Bucket"),
                        "s3ObjectDetails": [
                            [
                                "objectArn": .string(arn), "key": "GeneratedFindingS3ObjectKey",
                                "eTag": "GeneratedFindingS3ObjectETag", "hash": "GeneratedFindingS3ObjectHash",
                                "versionId": "GeneratedFindingS3ObjectVersionId",
                            ]
                        ],
                    ]
                ]
            ])
    }
}

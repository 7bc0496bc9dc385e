// SPDX-License-Identifier: Apache-2.0

/// A resource of a kind that no detector here tells of, as findings of GuardDuty show it.
public struct OtherResource: Hashable, Codable, Sendable {
    /// What it is; the values are those of `resource.resourceType`.
    public enum Kind: String, Codable, Sendable, CaseIterable {
        case kubernetesCluster = "EKSCluster"
        case containerCluster = "ECSCluster"
        case container = "Container"
        case database = "RDSDBInstance"
        case function = "Lambda"
        case object = "S3Object"
    }

    public var kind: Kind
    /// What people call it.
    public var name: String
    /// Its ARN, or whatever else tells it from all others.
    public var arn: String
    /// The members of `resource` beside its type.
    public var details: WireObject

    public init(kind: Kind, name: String, arn: String, details: WireObject) {
        self.kind = kind
        self.name = name
        self.arn = arn
        self.details = details
    }
}

extension OtherResource.Kind {
    /// What it is in words: `EKS cluster`.
    public var words: String {
        switch self {
        case .kubernetesCluster: "EKS cluster"
        case .containerCluster: "ECS cluster"
        case .container: "container"
        case .database: "database"
        case .function: "function"
        case .object: "S3 object"
        }
    }
}

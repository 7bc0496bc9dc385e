// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// Which part the affected resource plays.
public enum ResourceRole: String, Codable, Sendable {
    /// The resource did it; the other side is called the target.
    case actor = "ACTOR"
    /// The resource suffered it; the other side is called the actor.
    case target = "TARGET"
}

/// The thing in the account that a finding is about.
public enum Resource: Hashable, Codable, Sendable {
    case instance(InstanceDetails)
    case accessKey(AccessKeyDetails)
    case bucket(BucketAccess)
    /// Whoever the attack is known by best; all who took part are told in the sequence.
    case sequence(AccessKeyDetails)
    case other(OtherResource)

    /// The value of `resource.resourceType` on the wire.
    public var resourceType: String {
        switch self {
        case .instance: "Instance"
        case .accessKey: "AccessKey"
        case .bucket(let access): access.isDataCall ? "S3Bucket" : "AccessKey"
        case .sequence: "AttackSequence"
        case .other(let other): other.kind.rawValue
        }
    }

    /// The credentials a call was made with; nil where the finding is not about a call.
    public var caller: AccessKeyDetails? {
        switch self {
        case .instance, .other: nil
        case .accessKey(let details), .sequence(let details): details
        case .bucket(let access): access.caller
        }
    }
}

/// An EC2 instance as far as the logs (and an inventory, if one was given) know it. Empty text means not known.
public struct InstanceDetails: Hashable, Codable, Sendable {
    public var instanceID = ""
    public var networkInterfaceID = ""
    /// The private address of the interface.
    public var privateAddress: IPAddress?
    public var publicAddress: IPAddress?
    public var vpcID = ""
    public var subnetID = ""
    public var availabilityZone = ""
    public var instanceType = ""
    public var imageID = ""
    /// ISO 8601.
    public var launchTime = ""
    public var instanceState = ""
    /// "windows" or empty, as EC2 has it.
    public var platform = ""
    public var iamInstanceProfileARN = ""
    public var iamInstanceProfileID = ""
    public var securityGroups: [SecurityGroup] = []
    public var tags: [Tag] = []

    /// A security group of an interface.
    public struct SecurityGroup: Hashable, Codable, Sendable {
        public var id: String
        public var name: String
        public init(id: String, name: String) {
            self.id = id
            self.name = name
        }
    }

    /// A tag as its owner wrote it.
    public struct Tag: Hashable, Codable, Sendable {
        public var key: String
        public var value: String
        public init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    /// An instance nothing is known of yet.
    public init() {}

    /// What people call it: the instance id, else the interface, else the address.
    public var name: String {
        if !instanceID.isEmpty { return instanceID }
        if !networkInterfaceID.isEmpty { return networkInterfaceID }
        return privateAddress?.description ?? "unknown instance"
    }
}

/// The credentials an API call was made with. Empty text means the record had none.
public struct AccessKeyDetails: Hashable, Codable, Sendable {
    public var accessKeyID = ""
    public var principalID = ""
    public var userName = ""
    /// Root, IAMUser, AssumedRole, FederatedUser, AWSAccount, AWSService …
    public var userType = ""

    public init() {}
}

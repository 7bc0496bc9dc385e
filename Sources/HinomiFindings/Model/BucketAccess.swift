// SPDX-License-Identifier: Apache-2.0

/// A bucket that somebody called, and the credentials with which they did.
///
/// GuardDuty counts calls that reach for objects as the bucket's (`S3Bucket`), and those that change how a bucket is set
/// up as the access key's, with the bucket beside it.
public struct BucketAccess: Hashable, Codable, Sendable {
    /// Whether objects were reached for, as opposed to the bucket's settings.
    public var isDataCall: Bool
    public var caller: AccessKeyDetails
    /// The bucket's name; empty when it is not known.
    public var name: String
    /// Who may read and write it, as far as the logs tell; nil when they do not.
    public var publicAccess: PublicAccess?

    public init(name: String, caller: AccessKeyDetails, isDataCall: Bool, publicAccess: PublicAccess? = nil) {
        self.name = name
        self.caller = caller
        self.isDataCall = isDataCall
        self.publicAccess = publicAccess
    }

    /// The ARN of the bucket; empty when its name is not known.
    public var arn: String { name.isEmpty ? "" : "arn:aws:s3:::" + name }
}

/// Who may read and write a bucket. What is nil is not known.
public struct PublicAccess: Hashable, Codable, Sendable {
    /// Whether the public can reach the bucket when everything is taken together.
    public enum Effect: String, Codable, Sendable {
        case isPublic = "PUBLIC"
        case isNotPublic = "NOT_PUBLIC"
        case unknown = "UNKNOWN"
    }

    /// What an ACL or a policy lets the public do.
    public struct Grant: Hashable, Codable, Sendable {
        public var read: Bool
        public var write: Bool

        public init(read: Bool, write: Bool) {
            self.read = read
            self.write = write
        }
    }

    /// The four switches of S3 Block Public Access.
    public struct Block: Hashable, Codable, Sendable {
        public var blockPublicACLs: Bool
        public var ignorePublicACLs: Bool
        public var blockPublicPolicy: Bool
        public var restrictPublicBuckets: Bool

        public init(
            blockPublicACLs: Bool, ignorePublicACLs: Bool, blockPublicPolicy: Bool, restrictPublicBuckets: Bool
        ) {
            self.blockPublicACLs = blockPublicACLs
            self.ignorePublicACLs = ignorePublicACLs
            self.blockPublicPolicy = blockPublicPolicy
            self.restrictPublicBuckets = restrictPublicBuckets
        }
    }

    public var effect: Effect
    public var accessControlList: Grant?
    public var policy: Grant?
    public var bucketBlock: Block?
    public var accountBlock: Block?

    public init(
        effect: Effect, accessControlList: Grant? = nil, policy: Grant? = nil, bucketBlock: Block? = nil,
        accountBlock: Block? = nil
    ) {
        self.effect = effect
        self.accessControlList = accessControlList
        self.policy = policy
        self.bucketBlock = bucketBlock
        self.accountBlock = accountBlock
    }
}

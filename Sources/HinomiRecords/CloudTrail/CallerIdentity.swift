// SPDX-License-Identifier: Apache-2.0

/// Who made an API call, as `userIdentity` says it: slices of the record.
public struct CallerIdentity {
    /// The whole `userIdentity`.
    public var whole = JSONSlice()
    /// Root, IAMUser, AssumedRole, FederatedUser, AWSAccount, AWSService, IdentityCenterUser, …
    public var type = JSONSlice()
    public var principalID = JSONSlice()
    public var arn = JSONSlice()
    public var accountID = JSONSlice()
    public var accessKeyID = JSONSlice()
    public var userName = JSONSlice()
    /// The service that called on behalf of somebody.
    public var invokedBy = JSONSlice()
    public var identityProvider = JSONSlice()
    /// The IAM Identity Center user behind the call.
    public var onBehalfOf = JSONSlice()
    /// The type of who issued the session: Role, Root, IAMUser.
    public var issuerType = JSONSlice()
    public var issuerPrincipalID = JSONSlice()
    public var issuerARN = JSONSlice()
    public var issuerAccountID = JSONSlice()
    public var issuerUserName = JSONSlice()
    /// Whether the session began with a second factor; AWS writes "true" or "false".
    public var mfaAuthenticated = JSONSlice()
    /// When the session began.
    public var sessionCreationDate = JSONSlice()
    /// How an instance got the credentials: the version of its metadata service.
    public var ec2RoleDelivery = JSONSlice()
    /// What whoever assumed the role called themselves.
    public var sourceIdentity = JSONSlice()
    /// Who vouched for a web identity.
    public var federatedProvider = JSONSlice()

    /// An identity of nobody, to be filled in.
    public init() {}
}

// SPDX-License-Identifier: Apache-2.0

/// Who made an API call, as `userIdentity` says it: slices of the record.
public struct CallerIdentity {
    /// The whole `userIdentity`.
    public var whole = JSONSlice()
    /// Root, IAMUser, AssumedRole, FederatedUser, AWSAccount, AWSService, IdentityCenterUser, …
    public var type = JSONSlice()
    /// The unique id of the caller.
    public var principalID = JSONSlice()
    /// The ARN of the caller.
    public var arn = JSONSlice()
    /// The account of the caller.
    public var accountID = JSONSlice()
    /// The access key that signed the call.
    public var accessKeyID = JSONSlice()
    /// The name of the IAM user.
    public var userName = JSONSlice()
    /// The service that called on behalf of somebody.
    public var invokedBy = JSONSlice()
    /// Who vouched for a federated user.
    public var identityProvider = JSONSlice()
    /// The IAM Identity Center user behind the call.
    public var onBehalfOf = JSONSlice()
    /// The type of who issued the session: Role, Root, IAMUser.
    public var issuerType = JSONSlice()
    /// The unique id of who issued the session.
    public var issuerPrincipalID = JSONSlice()
    /// The ARN of who issued the session.
    public var issuerARN = JSONSlice()
    /// The account of who issued the session.
    public var issuerAccountID = JSONSlice()
    /// The name of the role or user that issued the session.
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
    /// What the session's credentials were issued to; newer records tell it of functions and instances.
    public var inScopeOf = JSONSlice()

    /// The type of resource that the credentials were issued to: AWS::Lambda::Function.
    public var credentialsIssuerType: JSONSlice { inScopeOf["issuerType"] }
    /// The ARN of the resource that the credentials were issued to.
    public var credentialsIssuedTo: JSONSlice { inScopeOf["credentialsIssuedTo"] }

    /// An identity of nobody, to be filled in.
    public init() {}
}

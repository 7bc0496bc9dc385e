// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

extension MeaningRow {
    /// Who there is and who may do what.
    static let identity = iam + sts + signIn + identityCenter + rolesAnywhere + cognito + directory

    private static let iam = of(
        "iam",
        [
            .init(
                .discovery, .read, .low, "T1087.004",
                """
                GetAccountSummary GetGroup GetInstanceProfile GetRole GetUser ListAccountAliases ListGroups
                ListGroupsForUser ListInstanceProfiles ListInstanceProfilesForRole ListRoles ListRoleTags ListUsers
                ListUserTags
                """),
            .init(
                .discovery, .read, .low, "T1069.003",
                """
                GetGroupPolicy GetPolicy GetPolicyVersion GetRolePolicy GetUserPolicy ListAttachedGroupPolicies
                ListAttachedRolePolicies ListAttachedUserPolicies ListEntitiesForPolicy ListGroupPolicies ListPolicies
                ListPoliciesGrantingServiceAccess ListPolicyVersions ListRolePolicies ListUserPolicies
                """),
            .init(
                .discovery, .read, .medium, "T1087.004",
                """
                GetAccessKeyLastUsed GetContextKeysForCustomPolicy GetContextKeysForPrincipalPolicy
                GetCredentialReport GetLoginProfile GetOpenIDConnectProvider GetOrganizationsAccessReport
                GetSAMLProvider GetServiceLastAccessedDetails GetSSHPublicKey ListAccessKeys ListMFADevices
                ListOpenIDConnectProviders ListSAMLProviders ListServerCertificates ListServiceSpecificCredentials
                ListSigningCertificates ListSSHPublicKeys ListVirtualMFADevices
                """),
            .init(.discovery, .read, .medium, "T1201", "GetAccountPasswordPolicy"),
            .init(
                .discovery, .write, .medium, "T1087.004",
                "GenerateCredentialReport GenerateOrganizationsAccessReport GenerateServiceLastAccessedDetails"),
            .init(
                .discovery, .read, .high, "T1069.003",
                "GetAccountAuthorizationDetails SimulateCustomPolicy SimulatePrincipalPolicy"),
            .init(.persistence, .write, .high, "T1136.003", "CreateUser"),
            .init(
                .persistence, .write, .high, "T1098.001",
                "CreateAccessKey CreateLoginProfile UpdateAccessKey UpdateLoginProfile"),
            .init(
                .persistence, .write, .medium, "T1098.001",
                """
                ChangePassword UpdateServiceSpecificCredential UpdateSigningCertificate UpdateSSHPublicKey
                UploadServerCertificate UploadSigningCertificate UploadSSHPublicKey
                """),
            .init(
                .privilegeEscalation, .write, .high, "T1098.001",
                "CreateServiceSpecificCredential ResetServiceSpecificCredential"),
            .init(.persistence, .write, .medium, "T1136.003", "CreateRole CreateServiceLinkedRole CreateGroup"),
            .init(.persistence, .permission, .high, "T1098.003", "UpdateAssumeRolePolicy"),
            .init(
                .persistence, .permission, .high, "T1484.002",
                """
                AddClientIDToOpenIDConnectProvider CreateOpenIDConnectProvider CreateSAMLProvider
                UpdateOpenIDConnectProviderThumbprint UpdateSAMLProvider
                """),
            .init(
                .persistence, .write, .medium, "T1098.005",
                "CreateVirtualMFADevice EnableMFADevice ResyncMFADevice"),
            .init(
                .privilegeEscalation, .permission, .high, "T1098.003",
                """
                AddUserToGroup AttachGroupPolicy AttachRolePolicy AttachUserPolicy CreatePolicyVersion PutGroupPolicy
                PutRolePolicy PutUserPolicy SetDefaultPolicyVersion
                """),
            .init(
                .privilegeEscalation, .permission, .high, "T1098.003",
                """
                DeleteRolePermissionsBoundary DeleteUserPermissionsBoundary PutRolePermissionsBoundary
                PutUserPermissionsBoundary
                """),
            .init(
                .privilegeEscalation, .permission, .medium, "T1098.003",
                "AddRoleToInstanceProfile CreateInstanceProfile CreatePolicy PassRole UpdateRole"),
            .init(
                .privilegeEscalation, .permission, .medium, "T1548.005",
                "DeleteRolePolicy DeleteUserPolicy DetachRolePolicy DetachUserPolicy"),
            .init(.defenseEvasion, .delete, .high, "T1556.006", "DeactivateMFADevice DeleteVirtualMFADevice"),
            .init(
                .defenseEvasion, .write, .high, "T1556", "DeleteAccountPasswordPolicy UpdateAccountPasswordPolicy"),
            .init(
                .defenseEvasion, .delete, .medium, "T1070",
                """
                DeleteAccessKey DeleteServiceSpecificCredential DeleteSigningCertificate DeleteSSHPublicKey
                RemoveRoleFromInstanceProfile
                """),
            .init(
                .impact, .delete, .medium, "T1531",
                """
                DeleteGroup DeleteGroupPolicy DeleteInstanceProfile DeleteLoginProfile DeleteOpenIDConnectProvider
                DeletePolicy DeletePolicyVersion DeleteRole DeleteSAMLProvider DeleteServerCertificate DeleteUser
                DetachGroupPolicy RemoveClientIDFromOpenIDConnectProvider RemoveUserFromGroup
                """),
            .init(
                .impact, .write, .medium, "T1531",
                "CreateAccountAlias DeleteAccountAlias UpdateGroup UpdateServerCertificate UpdateUser"),
            .init(
                .privilegeEscalation, .permission, .high, "T1098.003",
                "EnableOrganizationsRootCredentialsManagement EnableOrganizationsRootSessions"),
        ])

    private static let sts = of(
        "sts",
        [
            .init(.discovery, .read, .low, "T1087.004", "GetCallerIdentity"),
            .init(.discovery, .read, .medium, "T1087.004", "GetAccessKeyInfo DecodeAuthorizationMessage"),
            .init(
                .initialAccess, .read, .low, "T1078.004",
                "AssumeRoleWithSAML AssumeRoleWithWebIdentity GetSessionToken"),
            .init(.persistence, .read, .high, "T1098.001", "GetFederationToken"),
            .init(.privilegeEscalation, .read, .low, "T1548.005", "AssumeRole"),
            .init(.privilegeEscalation, .read, .high, "T1548.005", "AssumeRoot"),
            .init(.persistence, .read, .medium, "T1098.001", "GetServiceBearerToken"),
        ])

    private static let signIn =
        all(
            of(
                "signin",
                [
                    .init(.initialAccess, .read, .medium, "T1078.004", "ConsoleLogin SwitchRole GetSigninToken"),
                    .init(.initialAccess, .read, .low, "T1078.004", "CheckMfa RenewRole ExitRole"),
                    .init(
                        .credentialAccess, .write, .high, "T1110",
                        "PasswordRecoveryRequested PasswordRecoveryCompleted"
                    ),
                    .init(
                        .persistence, .write, .high, "T1098",
                        "EmailUpdated PasswordUpdated RootSigninEmailUpdated"),
                ]),
            of("sso-oauth", [.init(.credentialAccess, .read, .medium, "T1528", "CreateToken CreateTokenWithIAM")]))

    private static let identityCenter =
        all(
            of(
                "sso",
                [
                    .init(.initialAccess, .read, .low, "T1078.004", "Authenticate Federate Logout"),
                    .init(.credentialAccess, .read, .medium, "T1528", "GetRoleCredentials"),
                    .init(
                        .discovery, .read, .medium, "T1087.004",
                        """
                        ListAccountAssignments ListAccountRoles ListAccounts ListAccountsForProvisionedPermissionSet
                        ListInstances ListPermissionSets ListPermissionSetsProvisionedToAccount DescribePermissionSet
                        """),
                    .init(
                        .persistence, .permission, .high, "T1098.003",
                        """
                        AssociateDirectory AssociateProfile CreateAccountAssignment CreateApplicationAssignment
                        CreateInstance CreateTrustedTokenIssuer EnableExternalIdPConfigurationForDirectory
                        UpdateExternalIdPConfigurationForDirectory UpdateSsoConfiguration StartSSO
                        """),
                    .init(
                        .privilegeEscalation, .permission, .high, "T1098.003",
                        """
                        AttachCustomerManagedPolicyReferenceToPermissionSet AttachManagedPolicyToPermissionSet
                        CreatePermissionSet DeletePermissionsBoundaryFromPermissionSet ProvisionPermissionSet
                        PutInlinePolicyToPermissionSet PutPermissionsBoundaryToPermissionSet PutPermissionsPolicy
                        UpdatePermissionSet
                        """),
                    .init(.defenseEvasion, .write, .high, "T1556.006", "PutMfaDeviceManagementForDirectory"),
                    .init(
                        .impact, .delete, .high, "T1531",
                        "DeleteAccountAssignment DeleteInstance DeletePermissionSet DisassociateDirectory DeleteSSO"),
                ]),
            of(
                "sso-directory",
                [
                    .init(.discovery, .read, .medium, "T1087.004", "ListGroupsForUser SearchGroups SearchUsers"),
                    .init(
                        .persistence, .write, .high, "T1136.003",
                        "CreateUser CreateGroup CreateBearerToken CreateProvisioningTenant"),
                    .init(
                        .persistence, .write, .high, "T1098.005",
                        "StartVirtualMfaDeviceRegistration StartWebAuthnDeviceRegistration"),
                    .init(.persistence, .write, .high, "T1098", "UpdatePassword VerifyEmail EnableUser"),
                    .init(.privilegeEscalation, .permission, .high, "T1098.003", "AddMemberToGroup"),
                    .init(.defenseEvasion, .delete, .high, "T1556.006", "DeleteMfaDeviceForUser"),
                    .init(
                        .impact, .delete, .medium, "T1531",
                        "DeleteGroup DeleteUser DisableUser RemoveMemberFromGroup"),
                ]),
            of(
                "identitystore",
                [
                    .init(
                        .discovery, .read, .medium, "T1087.004",
                        "GetGroupId GetUserId IsMemberInGroups ListGroupMemberships ListGroups ListUsers"),
                    .init(.persistence, .write, .high, "T1136.003", "CreateGroup CreateUser"),
                    .init(.privilegeEscalation, .permission, .high, "T1098.003", "CreateGroupMembership"),
                    .init(
                        .impact, .delete, .medium, "T1531",
                        "DeleteGroup DeleteGroupMembership DeleteUser UpdateUser"),
                ]))

    private static let rolesAnywhere = of(
        "rolesanywhere",
        [
            .init(.initialAccess, .read, .low, "T1078.004", "CreateSession"),
            .init(
                .persistence, .permission, .high, "T1098.001",
                """
                CreateProfile CreateTrustAnchor EnableProfile EnableTrustAnchor ImportCrl UpdateProfile
                UpdateTrustAnchor
                """),
            .init(.defenseEvasion, .delete, .high, "T1562", "DeleteCrl DisableCrl"),
            .init(
                .impact, .delete, .medium, "T1531",
                "DeleteProfile DeleteTrustAnchor DisableProfile DisableTrustAnchor"),
        ])

    private static let cognito =
        all(
            of(
                "cognito-identity",
                [
                    .init(.initialAccess, .read, .low, "T1078.004", "GetCredentialsForIdentity GetId GetOpenIdToken"),
                    .init(.credentialAccess, .read, .medium, "T1528", "GetOpenIdTokenForDeveloperIdentity"),
                    .init(
                        .privilegeEscalation, .permission, .high, "T1098.003",
                        "SetIdentityPoolRoles UpdateIdentityPool"
                    ),
                    .init(.persistence, .write, .medium, "T1136.003", "CreateIdentityPool"),
                    .init(.impact, .delete, .medium, "T1531", "DeleteIdentities DeleteIdentityPool"),
                ]),
            of(
                "cognito-idp",
                [
                    .init(
                        .discovery, .read, .medium, "T1087.004",
                        "AdminGetUser ListUserPools ListUsers ListUsersInGroup"
                    ),
                    .init(.persistence, .write, .medium, "T1136.003", "AdminConfirmSignUp AdminCreateUser"),
                    .init(.persistence, .write, .high, "T1098", "AdminSetUserPassword AdminUpdateUserAttributes"),
                    .init(
                        .persistence, .write, .medium, "T1484.002",
                        "CreateIdentityProvider UpdateIdentityProvider"),
                    .init(.privilegeEscalation, .permission, .medium, "T1098.003", "AdminAddUserToGroup"),
                    .init(
                        .defenseEvasion, .write, .high, "T1556.006",
                        "AdminSetUserMFAPreference SetUserPoolMfaConfig"),
                    .init(.impact, .delete, .medium, "T1531", "AdminDeleteUser AdminDisableUser DeleteUserPool"),
                ]))

    private static let directory = of(
        "ds",
        [
            .init(.persistence, .permission, .high, "T1484.002", "CreateTrust EnableSso UpdateTrust"),
            .init(.persistence, .write, .high, "T1098", "ResetUserPassword ShareDirectory"),
            .init(.defenseEvasion, .delete, .medium, "T1562.008", "DeleteLogSubscription DisableRadius"),
            .init(.impact, .delete, .high, "T1531", "DeleteDirectory DeleteTrust"),
        ])
}

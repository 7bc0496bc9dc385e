// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

extension MeaningRow {
    /// Accounts, organisations, templates, quotas, money and help.
    static let management = organizations + accounts + templates + sharing + money

    private static let organizations = of(
        "organizations",
        [
            .init(
                .discovery, .read, .medium, "T1580",
                """
                DescribeAccount DescribeOrganization DescribePolicy ListAccounts ListDelegatedAdministrators
                ListOrganizationalUnitsForParent ListPolicies ListRoots
                """),
            .init(
                .persistence, .write, .high, "T1136.003",
                "CreateAccount CreateGovCloudAccount InviteAccountToOrganization"),
            .init(
                .persistence, .write, .medium, "T1098",
                "AcceptHandshake CreateOrganization RegisterDelegatedAdministrator"),
            .init(
                .persistence, .permission, .medium, "T1098", "EnableAWSServiceAccess PutResourcePolicy"),
            .init(
                .defenseEvasion, .permission, .high, "T1666",
                "DeletePolicy DetachPolicy DisablePolicyType LeaveOrganization UpdatePolicy"),
            .init(
                .defenseEvasion, .write, .high, "T1666",
                """
                DeregisterDelegatedAdministrator DisableAWSServiceAccess MoveAccount RemoveAccountFromOrganization
                DeleteResourcePolicy
                """),
            .init(.privilegeEscalation, .permission, .medium, "T1484", "AttachPolicy CreatePolicy"),
            .init(.impact, .delete, .high, "T1531", "CloseAccount DeleteOrganization DeleteOrganizationalUnit"),
        ])

    private static let accounts =
        all(
            of(
                "account",
                [
                    .init(.discovery, .read, .low, "T1526", "ListRegions GetRegionOptStatus"),
                    .init(
                        .discovery, .read, .medium, "T1087.004",
                        "GetAccountInformation GetAlternateContact GetContactInformation"),
                    .init(.defenseEvasion, .write, .high, "T1535", "EnableRegion"),
                    .init(
                        .defenseEvasion, .write, .medium, "T1562",
                        "DeleteAlternateContact DisableRegion PutAlternateContact"),
                    .init(
                        .persistence, .write, .high, "T1098",
                        "AcceptPrimaryEmailUpdate PutContactInformation StartPrimaryEmailUpdate"),
                    .init(.impact, .delete, .high, "T1531", "CloseAccount"),
                ]),
            of(
                "servicequotas",
                [
                    .init(
                        .discovery, .read, .medium, "T1526",
                        "GetServiceQuota ListServiceQuotas ListAWSDefaultServiceQuotas"),
                    .init(.impact, .write, .medium, "T1496", "RequestServiceQuotaIncrease"),
                ]),
            of(
                "support",
                [
                    .init(.defenseEvasion, .write, .medium, "T1562", "ResolveCase"),
                    .init(.impact, .write, .low, "T1496", "CreateCase AddCommunicationToCase"),
                ]))

    private static let templates =
        all(
            of(
                "cloudformation",
                [
                    .init(
                        .discovery, .read, .low, "T1526",
                        "DescribeStackResources DescribeStacks ListStackResources ListStacks"),
                    .init(.discovery, .read, .medium, "T1526", "GetTemplate"),
                    .init(
                        .privilegeEscalation, .write, .low, "T1059.009",
                        "CreateStack UpdateStack ExecuteChangeSet CreateChangeSet"),
                    .init(
                        .privilegeEscalation, .write, .medium, "T1059.009",
                        "CreateStackInstances CreateStackSet RegisterType SetStackPolicy UpdateStackSet"),
                    .init(.impact, .delete, .medium, "T1485", "DeleteStack DeleteStackInstances DeleteStackSet"),
                    .init(.defenseEvasion, .write, .medium, "T1562", "UpdateTerminationProtection"),
                ]),
            of(
                "controltower",
                [
                    .init(
                        .defenseEvasion, .delete, .high, "T1562.001",
                        "DeleteLandingZone DisableBaseline DisableControl")
                ]),
            of(
                "servicecatalog",
                [
                    .init(
                        .persistence, .permission, .medium, "T1098",
                        "AssociatePrincipalWithPortfolio CreatePortfolioShare"),
                    .init(
                        .privilegeEscalation, .write, .low, "T1059.009",
                        "ProvisionProduct UpdateProvisionedProduct"),
                ]))

    private static let sharing =
        all(
            of(
                "ram",
                [
                    .init(
                        .exfiltration, .permission, .high, "T1537",
                        """
                        AssociateResourceShare CreateResourceShare EnableSharingWithAwsOrganization
                        UpdateResourceShare
                        """),
                    .init(.persistence, .write, .medium, "T1098", "AcceptResourceShareInvitation"),
                    .init(.impact, .delete, .medium, "T1531", "DeleteResourceShare DisassociateResourceShare"),
                ]),
            of("resource-explorer-2", [.init(.discovery, .read, .medium, "T1580", "Search ListViews")]),
            of("tagging", [.init(.discovery, .read, .medium, "T1580", "GetResources GetTagKeys GetTagValues")]))

    private static let money =
        all(
            of(
                "ce",
                [.init(.discovery, .read, .medium, "T1526", "GetCostAndUsage GetCostForecast GetDimensionValues")]),
            of(
                "budgets",
                [
                    .init(
                        .defenseEvasion, .delete, .medium, "T1562.001",
                        "DeleteBudget DeleteBudgetAction DeleteNotification DeleteSubscriber")
                ]),
            of(
                "agreement-marketplace",
                [
                    .init(.discovery, .read, .medium, "T1526", "SearchAgreements DescribeAgreement"),
                    .init(.impact, .write, .medium, "T1496", "AcceptAgreementRequest CreateAgreementRequest"),
                ]),
            of(
                "savingsplans", [.init(.impact, .write, .medium, "T1496", "CreateSavingsPlan")]))
}

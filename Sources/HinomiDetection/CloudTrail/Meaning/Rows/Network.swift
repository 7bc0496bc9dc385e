// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

extension MeaningRow {
    /// Networks, names and what guards them.
    static let network = vpc + balancers + names + firewalls + edges

    private static let vpc = of(
        "ec2",
        [
            .init(
                .discovery, .read, .low, "T1580",
                """
                DescribeClientVpnEndpoints DescribeClientVpnRoutes DescribeDhcpOptions DescribeFlowLogs
                DescribeInternetGateways DescribeNatGateways DescribeNetworkAcls DescribeNetworkInterfaces
                DescribeRouteTables DescribeSecurityGroupRules DescribeSecurityGroups DescribeSubnets
                DescribeTransitGateways DescribeVpcEndpoints DescribeVpcPeeringConnections DescribeVpcs
                DescribeVpnConnections
                """),
            .init(
                .persistence, .permission, .high, "T1562.007",
                "AuthorizeSecurityGroupIngress ModifySecurityGroupRules"),
            .init(
                .persistence, .write, .medium, "T1133",
                """
                AcceptVpcPeeringConnection CreateClientVpnEndpoint CreateClientVpnRoute CreateCustomerGateway
                CreateInternetGateway CreateNetworkAcl CreateNetworkInterface CreateSecurityGroup CreateVpcEndpoint
                CreateVpcPeeringConnection CreateVpnConnection CreateVpnGateway CreateTransitGatewayPeeringAttachment
                AcceptTransitGatewayPeeringAttachment AttachInternetGateway AuthorizeClientVpnIngress CreateDefaultVpc
                """),
            .init(
                .persistence, .write, .medium, "T1562.007",
                """
                CreateNetworkAclEntry ModifyNetworkInterfaceAttribute ReplaceNetworkAclAssociation
                ReplaceNetworkAclEntry
                """),
            .init(.persistence, .write, .medium, "T1599", "CreateRoute ReplaceRoute ReplaceRouteTableAssociation"),
            .init(.persistence, .write, .low, "T1133", "AllocateAddress AssociateAddress ModifySubnetAttribute"),
            .init(.exfiltration, .permission, .medium, "T1048", "AuthorizeSecurityGroupEgress"),
            .init(
                .exfiltration, .write, .high, "T1040",
                """
                CreateTrafficMirrorFilter CreateTrafficMirrorFilterRule CreateTrafficMirrorSession
                CreateTrafficMirrorTarget
                """),
            .init(
                .exfiltration, .permission, .medium, "T1537",
                "ModifyVpcEndpointServicePermissions ModifyVpcEndpoint"),
            .init(.defenseEvasion, .delete, .high, "T1562.008", "DeleteFlowLogs"),
            .init(
                .defenseEvasion, .delete, .medium, "T1562.007",
                "DeleteNetworkAcl DeleteNetworkAclEntry DeleteTrafficMirrorSession"),
            .init(
                .impact, .permission, .medium, "T1531", "RevokeSecurityGroupEgress RevokeSecurityGroupIngress"),
            .init(
                .impact, .delete, .medium, "T1489",
                """
                DeleteClientVpnEndpoint DeleteInternetGateway DeleteNatGateway DeleteNetworkInterface DeleteRoute
                DeleteRouteTable DeleteSecurityGroup DeleteSubnet DeleteTransitGateway DeleteVpc DeleteVpcEndpoints
                DeleteVpcPeeringConnection DeleteVpnConnection DeleteVpnGateway DetachInternetGateway
                """),
            .init(.impact, .write, .low, "T1489", "DisassociateAddress ReleaseAddress DisassociateRouteTable"),
        ])

    private static let balancers = of(
        "elasticloadbalancing",
        [
            .init(.discovery, .read, .low, "T1580", "DescribeListeners DescribeLoadBalancers DescribeTargetGroups"),
            .init(
                .persistence, .write, .medium, "T1133",
                "CreateListener CreateLoadBalancer CreateRule CreateTargetGroup"),
            .init(
                .defenseEvasion, .write, .medium, "T1562.008",
                "ModifyListener ModifyLoadBalancerAttributes ModifyRule SetWebACL"),
            .init(
                .impact, .delete, .medium, "T1489",
                "DeleteListener DeleteLoadBalancer DeleteRule DeleteTargetGroup DeregisterTargets"),
        ])

    private static let names =
        all(
            of(
                "route53",
                [
                    .init(.discovery, .read, .low, "T1580", "GetHostedZone ListHostedZones ListResourceRecordSets"),
                    .init(.impact, .write, .medium, "T1565.001", "ChangeResourceRecordSets"),
                    .init(.impact, .write, .medium, "T1583.001", "CreateHostedZone"),
                    .init(
                        .persistence, .permission, .medium, "T1557",
                        "AssociateVPCWithHostedZone CreateVPCAssociationAuthorization"),
                    .init(.defenseEvasion, .delete, .high, "T1562.008", "DeleteQueryLoggingConfig"),
                    .init(
                        .impact, .delete, .medium, "T1485",
                        "DeleteHealthCheck DeleteHostedZone DisableHostedZoneDNSSEC"),
                ]),
            of(
                "route53domains",
                [
                    .init(.discovery, .read, .medium, "T1526", "GetDomainDetail ListDomains"),
                    .init(.credentialAccess, .read, .high, "T1552", "RetrieveDomainAuthCode"),
                    .init(
                        .impact, .write, .high, "T1584.001",
                        """
                        DisableDomainTransferLock TransferDomain TransferDomainToAnotherAwsAccount UpdateDomainContact
                        UpdateDomainNameservers AcceptDomainTransferFromAnotherAwsAccount
                        """),
                    .init(.impact, .write, .medium, "T1583.001", "RegisterDomain"),
                    .init(.impact, .delete, .high, "T1485", "DeleteDomain"),
                ]),
            of(
                "route53resolver",
                [
                    .init(
                        .defenseEvasion, .delete, .high, "T1562.008",
                        "DeleteResolverQueryLogConfig DisassociateResolverQueryLogConfig"),
                    .init(
                        .defenseEvasion, .delete, .medium, "T1562.007",
                        """
                        DeleteFirewallRule DeleteFirewallRuleGroup DisassociateFirewallRuleGroup UpdateFirewallConfig
                        """),
                    .init(
                        .persistence, .write, .medium, "T1557",
                        "CreateResolverRule AssociateResolverRule UpdateResolverRule"),
                ]))

    private static let firewalls =
        all(
            wafRows("wafv2") + wafRows("waf") + wafRows("waf-regional"),
            of(
                "network-firewall",
                [
                    .init(
                        .defenseEvasion, .delete, .high, "T1562.007",
                        "DeleteFirewall DeleteFirewallPolicy DeleteRuleGroup DisassociateSubnets"),
                    .init(
                        .defenseEvasion, .write, .medium, "T1562.007",
                        """
                        AssociateFirewallPolicy UpdateFirewallDeleteProtection UpdateFirewallPolicy
                        UpdateLoggingConfiguration UpdateRuleGroup
                        """),
                ]),
            of(
                "shield",
                [
                    .init(
                        .defenseEvasion, .delete, .high, "T1562.001",
                        """
                        DeleteProtection DeleteProtectionGroup DeleteSubscription
                        DisableApplicationLayerAutomaticResponse
                        """)
                ]),
            of(
                "fms",
                [.init(.defenseEvasion, .delete, .high, "T1562.007", "DeletePolicy DisassociateAdminAccount")]))

    // The three generations of the web application firewall share their names.
    private static func wafRows(_ service: String) -> [MeaningRow] {
        of(
            service,
            [
                .init(
                    .defenseEvasion, .delete, .high, "T1562.007",
                    """
                    DeleteIPSet DeleteLoggingConfiguration DeleteRule DeleteRuleGroup DeleteWebACL DisassociateWebACL
                    """),
                .init(.defenseEvasion, .write, .medium, "T1562.007", "UpdateIPSet UpdateRuleGroup UpdateWebACL"),
            ])
    }

    private static let edges =
        all(
            of(
                "cloudfront",
                [
                    .init(.discovery, .read, .low, "T1526", "GetDistribution ListDistributions"),
                    .init(.persistence, .write, .medium, "T1557", "CreateFunction PublishFunction UpdateFunction"),
                    .init(.impact, .write, .medium, "T1565.002", "CreateDistribution UpdateDistribution"),
                    .init(.impact, .delete, .medium, "T1489", "DeleteDistribution"),
                    .init(.defenseEvasion, .delete, .medium, "T1562.008", "DeleteRealtimeLogConfig"),
                ]),
            of(
                "apigateway",
                [
                    .init(.credentialAccess, .read, .medium, "T1552", "GetApiKey GetApiKeys"),
                    .init(
                        .persistence, .write, .medium, "T1648",
                        """
                        CreateApi CreateApiKey CreateAuthorizer CreateIntegration CreateRestApi CreateRoute
                        ImportApiKeys PutIntegration
                        """),
                    .init(
                        .defenseEvasion, .delete, .medium, "T1556",
                        "DeleteAuthorizer UpdateAuthorizer UpdateStage"),
                    .init(.impact, .delete, .medium, "T1489", "DeleteApi DeleteRestApi DeleteStage"),
                ]),
            of(
                "directconnect",
                [.init(.impact, .delete, .high, "T1489", "DeleteConnection DeleteVirtualInterface")]),
            of(
                "globalaccelerator",
                [
                    .init(
                        .impact, .delete, .medium, "T1489",
                        "DeleteAccelerator DeleteEndpointGroup UpdateAccelerator")
                ]))
}

// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

extension CustomRule {
    static let other: [CustomRule] = [
        CustomRule(
            "OrganizationPolicyDisabled", "DefenseImpairment:Organizations/DisableOrModifyTools", .high,
            service: "organizations.amazonaws.com", calls: ["DisablePolicyType"]
        ) { Target("AWS::Organizations::PolicyType", $0.view.requestParameters["policyType"]) },
        CustomRule(
            "OrganizationLeaveAttempt", "DefenseImpairment:Organizations/ModifyCloudResourceHierarchy", .high,
            service: "organizations.amazonaws.com", calls: ["LeaveOrganization"], countsFailures: true
        ) { Target("AWS::Organizations::Account", $0.record.account.description) },
        CustomRule(
            "DNSQueryLogsDeleted", "DefenseImpairment:Route53Resolver/DisableOrModifyTools", .medium,
            service: "route53resolver.amazonaws.com",
            calls: ["DeleteResolverQueryLogConfig", "DisassociateResolverQueryLogConfig"]
        ) {
            Target(
                "AWS::Route53Resolver::ResolverQueryLoggingConfig",
                $0.view.requestParameters["resolverQueryLogConfigId"])
        },
        CustomRule(
            "SageMakerLifecycleConfigModified", "Execution:SageMaker/CommandAndScriptingInterpreter", .medium,
            service: "sagemaker.amazonaws.com",
            calls: ["UpdateNotebookInstanceLifecycleConfig", "CreateNotebookInstanceLifecycleConfig"]
        ) {
            Target(
                "AWS::SageMaker::NotebookInstanceLifecycleConfig",
                $0.view.requestParameters["notebookInstanceLifecycleConfigName"])
        },
        CustomRule(
            "SESAccountSendingEnabled", "Impact:SES/ResourceHijacking", .low, service: "ses.amazonaws.com",
            calls: ["UpdateAccountSendingEnabled", "PutAccountSendingAttributes"]
        ) { call in
            let asked = call.view.requestParameters
            guard asked["enabled"].bool == true || asked["sendingEnabled"].bool == true else { return nil }
            return Target("AWS::SES::Account", call.record.account.description)
        },
        CustomRule(
            "SESProductionAccessEnabled", "Impact:SES/ResourceHijacking", .medium, service: "ses.amazonaws.com",
            calls: ["PutAccountDetails"]
        ) { call in
            guard call.view.requestParameters["productionAccessEnabled"].bool == true else { return nil }
            return Target("AWS::SES::Account", call.record.account.description)
        },
        CustomRule(
            "SESDomainIdentityVerified", "ResourceDevelopment:SES/CompromiseAccounts", .medium,
            service: "ses.amazonaws.com", calls: ["VerifyDomainIdentity", "CreateEmailIdentity"]
        ) { call in
            let asked = call.view.requestParameters
            let name = asked["domain"].string ?? asked["emailIdentity"].string ?? ""
            // One address is no domain.
            return name.isEmpty || name.contains("@") ? nil : Target("AWS::SES::EmailIdentity", name)
        },
        CustomRule(
            "RolesAnywhereTrustAnchorCreated", "Persistence:RolesAnywhere/AccountManipulation", .medium,
            service: "rolesanywhere.amazonaws.com", calls: ["CreateTrustAnchor"]
        ) { Target("AWS::RolesAnywhere::TrustAnchor", $0.view.requestParameters["name"]) },
    ]
}

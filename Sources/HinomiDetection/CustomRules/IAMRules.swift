// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

extension CustomRule {
    static let iam: [CustomRule] = [
        CustomRule(
            "ConsoleLoginWithoutMFA", "InitialAccess:IAM/ValidAccounts", .medium, service: "signin.amazonaws.com",
            calls: ["ConsoleLogin"]
        ) { call in
            let view = call.view
            // Who comes from an identity provider has shown a second factor there, or not: this record does not tell.
            guard call.identity.type.isExactly("IAMUser") || call.identity.type.isExactly("Root"),
                view.responseElements["ConsoleLogin"].equals("Success"),
                view.additionalEventData["MFAUsed"].equals("No"), call.identity.mfaAuthenticated.bool != true,
                !view.additionalEventData["SamlProviderArn"].isPresent
            else { return nil }
            return Target("AWS::IAM::User", call.identity.userName)
        },
        CustomRule(
            "IAMAccessKeyCreated", "Persistence:IAM/AccountManipulation", .low, service: "iam.amazonaws.com",
            calls: ["CreateAccessKey"]
        ) { call in
            let told = call.view.responseElements.value(at: "accessKey.userName")
            return Target("AWS::IAM::User", told.isString ? told : call.view.requestParameters["userName"])
        },
        CustomRule(
            "IAMRoleTrustPolicyModified", "Persistence:IAM/AccountManipulation", .medium, service: "iam.amazonaws.com",
            calls: ["UpdateAssumeRolePolicy"]
        ) { Target("AWS::IAM::Role", $0.view.requestParameters["roleName"]) },
        CustomRule(
            "IAMUserLoginProfileCreated", "Persistence:IAM/AccountManipulation", .high, service: "iam.amazonaws.com",
            calls: ["CreateLoginProfile"]
        ) { Target("AWS::IAM::User", $0.view.requestParameters["userName"]) },
        CustomRule(
            "IAMUserLoginProfileUpdated", "Persistence:IAM/AccountManipulation", .medium, service: "iam.amazonaws.com",
            calls: ["UpdateLoginProfile"]
        ) { call in
            let name = call.view.requestParameters["userName"].string ?? ""
            // Who changes the own password changes nobody's access. Sessions are often named after their person.
            let session = call.identity.principalID.string?.split(separator: ":").last.map(String.init)
            let isOwn = name == call.identity.userName.string || name == session
            return name.isEmpty || isOwn ? nil : Target("AWS::IAM::User", name)
        },
        CustomRule(
            "AdminPolicyAttachedToRole", "PrivilegeEscalation:IAM/AccountManipulation", .high,
            service: "iam.amazonaws.com", calls: ["AttachRolePolicy"]
        ) { attached("AdministratorAccess", $0) },
        CustomRule(
            "AdminPolicyAttachedToUser", "PrivilegeEscalation:IAM/AccountManipulation", .high,
            service: "iam.amazonaws.com", calls: ["AttachUserPolicy"]
        ) { attached("AdministratorAccess", $0) },
        CustomRule(
            "SESFullAccessPolicyAttachedToRole", "PrivilegeEscalation:IAM/AccountManipulation", .medium,
            service: "iam.amazonaws.com", calls: ["AttachRolePolicy"]
        ) { attached("AmazonSESFullAccess", $0) },
        CustomRule(
            "SESFullAccessPolicyAttachedToUser", "PrivilegeEscalation:IAM/AccountManipulation", .medium,
            service: "iam.amazonaws.com", calls: ["AttachUserPolicy"]
        ) { attached("AmazonSESFullAccess", $0) },
        CustomRule(
            "BedrockServiceCredentialCreated", "PrivilegeEscalation:IAM/AccountManipulation", .medium,
            service: "iam.amazonaws.com", calls: ["CreateServiceSpecificCredential"]
        ) { call in
            guard call.view.requestParameters["serviceName"].equals("bedrock.amazonaws.com") else { return nil }
            return Target("AWS::IAM::User", call.view.requestParameters["userName"])
        },
    ]

    // Whether a policy of AWS's own was attached: `arn:aws:iam::aws:policy/NAME`, in whichever partition.
    private static func attached(_ name: String, _ call: ObservedCall) -> Target? {
        let asked = call.view.requestParameters
        guard let arn = asked["policyArn"].string, arn.hasPrefix("arn:aws"), arn.hasSuffix(":iam::aws:policy/" + name)
        else { return nil }
        return asked["roleName"].isString
            ? Target("AWS::IAM::Role", asked["roleName"]) : Target("AWS::IAM::User", asked["userName"])
    }
}

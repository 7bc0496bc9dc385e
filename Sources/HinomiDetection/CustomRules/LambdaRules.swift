// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

extension CustomRule {
    static let lambda: [CustomRule] = [
        CustomRule(
            "LambdaFunctionPublicAccess", "Persistence:Lambda/AccountManipulation", .high,
            service: "lambda.amazonaws.com",
            calls: ["AddPermission20150331v2", "AddPermission20150331", "AddPermission"]
        ) { call in
            let asked = call.view.requestParameters
            // Everybody, but for those that one of these narrows it to.
            guard asked["principal"].equals("*"), !asked["principalOrgID"].isPresent,
                !asked["sourceAccount"].isPresent, !asked["sourceArn"].isPresent,
                !asked["functionUrlAuthType"].equals("AWS_IAM")
            else { return nil }
            return Target("AWS::Lambda::Function", asked["functionName"])
        },
        CustomRule(
            "LambdaFunctionUrlPublicAccess", "Persistence:Lambda/ModifyAuthenticationProcess", .high,
            service: "lambda.amazonaws.com",
            calls: [
                "CreateFunctionUrlConfig20211031", "UpdateFunctionUrlConfig20211031", "CreateFunctionUrlConfig",
                "UpdateFunctionUrlConfig",
            ]
        ) { call in
            let asked = call.view.requestParameters
            return asked["authType"].equals("NONE") ? Target("AWS::Lambda::Function", asked["functionName"]) : nil
        },
    ]
}

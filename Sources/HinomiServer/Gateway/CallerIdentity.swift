// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import HinomiService
import HinomiSigning

/// The one operation of STS that clients of GuardDuty need: who am I?
enum CallerIdentity {
    /// Answers a request to STS.
    static func answer(query: [(name: String, value: String)], body: String, _ caller: Caller, requestID: String)
        -> Answer
    {
        let items = query + (PercentEncoding.items(ofQuery: body.replacing("+", with: "%20")) ?? [])
        let action = items.first { $0.name == "Action" }?.value ?? ""
        guard action == "GetCallerIdentity" else {
            return fault(
                "InvalidAction", "Could not find operation \(escaped(action)); this server knows GetCallerIdentity.",
                requestID)
        }
        return xml(
            .ok,
            """
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>\
            <Arn>arn:aws:iam::\(caller.account):user/\(caller.keyID)</Arn><UserId>\(caller.keyID)</UserId>\
            <Account>\(caller.account)</Account></GetCallerIdentityResult><ResponseMetadata>\
            <RequestId>\(requestID)</RequestId></ResponseMetadata></GetCallerIdentityResponse>
            """)
    }

    private static func fault(_ code: String, _ message: String, _ requestID: String) -> Answer {
        xml(
            .badRequest,
            """
            <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>\
            <Code>\(code)</Code><Message>\(message)</Message></Error><RequestId>\(requestID)</RequestId></ErrorResponse>
            """)
    }

    private static func xml(_ status: HTTPResponse.Status, _ text: String) -> Answer {
        Answer(status: status, contentType: "text/xml", body: Array(text.utf8))
    }

    // Names of actions are letters; what else is asked for is not repeated.
    private static func escaped(_ text: String) -> String {
        String(text.unicodeScalars.filter { $0.isASCII && $0.properties.isAlphabetic }.prefix(64).map(Character.init))
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// A call by which somebody comes to other credentials: a role that is assumed, a key, user or instance that is made.
struct Kinship {
    /// Most of what one call makes that is followed.
    private static let maxChildren = 16

    private static let names = CallNames([
        "AssumeRole", "AssumeRoot", "GetSessionToken", "GetFederationToken", "CreateAccessKey", "CreateUser",
        "CreateLoginProfile", "UpdateLoginProfile", "UpdateAssumeRolePolicy", "CreateRole", "RunInstances",
    ])

    var caller: AccessKeyDetails
    var address: IPAddress?
    var time: Timestamp
    /// Marks of what the call made.
    var children: [UInt64] = []
    /// The mark of the role that somebody of another account assumed; 0 for none.
    var role: UInt64 = 0

    /// Whether a call is one; quick, since it is asked of every call. What AWS does by itself is none.
    static func isOne(_ view: APICallView) -> Bool {
        names.contains(view.eventName) && view.succeeded && !view.identity.type.isExactly("AWSService")
            && !view.identity.invokedBy.isPresent
    }

    /// What came of a call; nil for nothing.
    init?(_ call: ObservedCall) {
        let view = call.view
        guard Kinship.isOne(view) else { return nil }
        caller = call.accessKey
        address = view.sourceAddress
        time = call.record.time
        let (asked, answered) = (view.requestParameters, view.responseElements)
        func add(_ text: String?, _ mark: (String) -> UInt64 = CallerMark.of) {
            if let text, !text.isEmpty, text.utf8.count <= 255 { children.append(mark(text)) }
        }
        add(answered["credentials"]["accessKeyId"].string)
        switch call.api {
        case "AssumeRole":
            add(answered["assumedRoleUser"]["assumedRoleId"].string)
            if view.identity.accountID.account != call.record.account,
                let name = asked["roleArn"].string?.split(separator: "/").last
            {
                role = CallerMark.role(name)
            }
        case "GetFederationToken": add(answered["federatedUser"]["federatedUserId"].string)
        case "CreateAccessKey": add(answered["accessKey"]["accessKeyId"].string)
        case "CreateUser":
            add(answered["user"]["userId"].string)
            add(asked["userName"].string, CallerMark.user)
        case "CreateLoginProfile", "UpdateLoginProfile": add(asked["userName"].string, CallerMark.user)
        case "CreateRole", "UpdateAssumeRolePolicy": add(asked["roleName"].string) { CallerMark.role($0) }
        case "RunInstances":
            answered.value(at: "instancesSet.items").forEachElement { item in
                add(item["instanceId"].string) { CallerMark.instance($0) }
                return children.count < Kinship.maxChildren
            }
        default: break
        }
        if children.isEmpty { return nil }
    }
}

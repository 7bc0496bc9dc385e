// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// A call by which somebody comes to other credentials: a role that is assumed, a key, user or instance that is made.
struct Kinship {
    /// Most of what one call makes that is followed.
    private static let maxChildren = 16

    // Those that are made all day: hashes of what they hand out are enough, but where the caller has no profile.
    private static let issuing = CallNames(["AssumeRole", "AssumeRoot", "GetSessionToken", "GetFederationToken"])
    private static let names = CallNames([
        "CreateAccessKey", "CreateUser",
        "CreateLoginProfile", "UpdateLoginProfile", "UpdateAssumeRolePolicy", "CreateRole", "RunInstances",
    ])

    var caller: CallerMark
    var address: IPAddress?
    var region: String
    var time: Timestamp
    /// Marks of what the call made.
    var children: [UInt64] = []
    /// The mark of the role that somebody of another account assumed; 0 for none.
    var role: UInt64 = 0

    /// Whether the record of a call is needed to know what it made; quick, since it is asked of every call. What AWS does by
    /// itself is none.
    static func isOne(_ view: APICallView, by caller: CallerTraits) -> Bool {
        mayBeNamed(view.eventName) && (names.contains(view.eventName) || !hasProfile(view, caller))
            && view.succeeded && caller.isDisjoint(with: [.isService, .isServed])
    }

    /// Whether calls of this name may be such.
    static func mayBeNamed(_ name: JSONSlice) -> Bool { names.contains(name) || issuing.contains(name) }

    // Whether the call comes with hashes as well.
    private static func hasProfile(_ view: APICallView, _ caller: CallerTraits) -> Bool {
        caller.contains(.hasHabits) && view.sourceAddress != nil
    }

    /// What came of a call by which somebody got other credentials; nil for every other call.
    init?(_ call: ConductCall) {
        let issued = call.record.issued
        guard issued.key != 0 else { return nil }
        caller = call.record.mark
        address = call.record.address
        region = call.text(.region)
        time = call.record.time
        children = issued.principal == 0 ? [issued.key] : [issued.key, issued.principal]
        role = issued.role
    }

    /// What came of a call; nil for nothing.
    init?(_ call: ObservedCall) {
        let view = call.view
        guard Kinship.isOne(view, by: call.traits) else { return nil }
        caller = CallerMark(call.accessKey)
        address = view.sourceAddress
        region = view.region.string ?? ""
        time = call.record.time
        let (asked, answered) = (view.requestParameters, view.responseElements)
        func add(_ text: String?, _ mark: (String) -> UInt64 = CallerMark.of) {
            if let text, !text.isEmpty, text.utf8.count <= 255 { children.append(mark(text)) }
        }
        add(answered["credentials"]["accessKeyId"].string)
        switch call.api {
        case "AssumeRole":
            add(answered["assumedRoleUser"]["assumedRoleId"].string)
            if call.identity.accountID.account != call.record.account,
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

/// Marks of the credentials that a call handed out; zeros for none.
struct IssuedCredentials: Codable, Sendable {
    var key: UInt64 = 0
    var principal: UInt64 = 0
    /// The role, where somebody of another account assumed it.
    var role: UInt64 = 0

    init() {}

    /// What a call of an account handed out to somebody of an account.
    init(_ view: APICallView, of account: AccountID, to other: AccountID) {
        guard view.eventSource.isExactly("sts.amazonaws.com"), view.succeeded else { return }
        let answered = view.responseElements
        let id = answered["credentials"]["accessKeyId"]
        key = IssuedCredentials.mark(id)
        guard key != 0 else { return }
        if view.eventName.isExactly("AssumeRole") {
            principal = IssuedCredentials.mark(answered["assumedRoleUser"]["assumedRoleId"])
            if other != account, let name = view.requestParameters["roleArn"].string?.split(separator: "/").last {
                role = CallerMark.role(name)
            }
        } else if view.eventName.isExactly("GetFederationToken") {
            principal = IssuedCredentials.mark(answered["federatedUser"]["federatedUserId"])
        }
    }

    private static func mark(_ id: JSONSlice) -> UInt64 {
        id.isString && 1...255 ~= id.count ? StableHash.of(id.bytes) : 0
    }
}

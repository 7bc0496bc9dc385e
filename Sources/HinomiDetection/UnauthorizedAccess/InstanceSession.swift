// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// The session in which an instance uses its role: AWS names it after the instance.
enum InstanceSession {
    /// Whether a caller is one. Looks at a few bytes, since it is asked of every call.
    static func isOne(_ identity: CallerIdentity) -> Bool {
        identity.type.isExactly("AssumedRole")
            && (name(in: identity.principalID.bytes, behind: 0x3A) != nil
                || name(in: identity.arn.bytes, behind: 0x2F) != nil)
    }

    /// The instance that a caller is; nil for every other caller.
    static func instance(of identity: CallerIdentity) -> String? {
        guard identity.type.isExactly("AssumedRole") else { return nil }
        let id =
            name(in: identity.principalID.bytes, behind: 0x3A) ?? name(in: identity.arn.bytes, behind: 0x2F)
        return id.map { String(decoding: $0, as: UTF8.self) }
    }

    // `i-` and 8 or 17 hexadecimal digits at the end, behind a colon or slash.
    private static func name(in text: UnsafeBufferPointer<UInt8>, behind mark: UInt8) -> UnsafeBufferPointer<UInt8>? {
        for length in [19, 10] where text.count > length {
            let start = text.count - length
            guard text[start] == 0x69, text[start + 1] == 0x2D, text[start - 1] == mark else { continue }
            let id = UnsafeBufferPointer(rebasing: text[start...])
            return id.dropFirst(2).allSatisfy { $0 &- 48 <= 9 || $0 &- 97 < 6 } ? id : nil
        }
        return nil
    }
}

/// What a call tells of where instances and people are.
enum CredentialEvent {
    /// An instance's credentials were used from an address of the internet.
    case session(instance: String, address: IPAddress)
    /// An instance's credentials were used through a VPC endpoint of another account.
    case endpoint(instance: String, owner: AccountID)
    /// A person used the console.
    case person(IPAddress)
    /// Somebody opened a way into instances: a command, a session, a key.
    case reach([String], IPAddress)
    /// Instances may have another address from now on.
    case move([String])
    /// The ways out of a network were changed.
    case network

    private static let reachingNames: [StaticString] = ["SendCommand", "StartSession", "SendSSHPublicKey"]
    private static let movingNames: [StaticString] = ["StartInstances", "AssociateAddress", "DisassociateAddress"]
    private static let reroutingNames: [StaticString] = [
        "CreateNatGateway", "DeleteNatGateway", "AssociateNatGatewayAddress", "DisassociateNatGatewayAddress",
        "CreateRoute", "ReplaceRoute", "ReplaceRouteTableAssociation",
    ]
    private static let reaching = CallNames(reachingNames)
    private static let moving = CallNames(movingNames)
    private static let rerouting = CallNames(reroutingNames)
    private static let names = CallNames(reachingNames + movingNames + reroutingNames)

    /// Whether a call may tell something; quick, since it is asked of every call.
    static func isOne(_ view: APICallView) -> Bool {
        if InstanceSession.isOne(view.identity) { return true }
        return names.contains(view.eventName) || isPerson(view)
    }

    /// What a call tells; nil for nothing.
    init?(_ call: ObservedCall) {
        let view = call.view
        let address = view.sourceAddress.flatMap { $0.isPublic ? $0 : nil }
        if let instance = InstanceSession.instance(of: view.identity) {
            // What AWS does with the credentials on the instance's behalf comes from AWS.
            guard !view.identity.invokedBy.isPresent else { return nil }
            if let owner = view.vpcEndpointAccountID.account, owner != .unknown, owner != call.record.account,
                owner != view.identity.accountID.account
            {
                self = .endpoint(instance: instance, owner: owner)
            } else if let address, !view.vpcEndpointID.isPresent {
                self = .session(instance: instance, address: address)
            } else {
                return nil
            }
            return
        }
        guard view.succeeded else { return nil }
        let asked = view.requestParameters
        if CredentialEvent.reaching.contains(view.eventName), let address {
            var ids = asked["instanceIds"].texts(most: 50)
            ids += [asked["target"], asked["instanceId"]].compactMap(\.string)
            self = .reach(ids.filter { $0.hasPrefix("i-") }, address)
        } else if CredentialEvent.moving.contains(view.eventName) {
            var ids = asked["instanceId"].texts(most: 1)
            asked.value(at: "instancesSet.items").forEachElement { item in
                ids += item["instanceId"].texts(most: 1)
                return ids.count < 100
            }
            ids = ids.filter { $0.hasPrefix("i-") && $0.utf8.count <= 32 }
            self = ids.isEmpty ? .network : .move(ids)
        } else if CredentialEvent.rerouting.contains(view.eventName) {
            self = .network
        } else if let address, CredentialEvent.isPerson(view), !view.identity.invokedBy.isPresent {
            self = .person(address)
        } else {
            return nil
        }
    }

    /// Whether a call may tell of people or networks; quick, since it is asked of every call.
    static func tellsOfPeopleOrNetworks(_ view: APICallView) -> Bool {
        moving.contains(view.eventName) || rerouting.contains(view.eventName) || isPerson(view)
    }

    // Somebody who signed in, at the console: browsers of visitors read public objects, too.
    private static func isPerson(_ view: APICallView) -> Bool {
        isConsole(view) && !view.eventCategory.isExactly("Data") && !view.identity.type.isExactly("AWSAccount")
    }

    // The console's own agent, a browser, or a mark of its sessions.
    private static func isConsole(_ view: APICallView) -> Bool {
        let agent = view.userAgent
        // Most agents are known not to be one by their first letter.
        if agent.isString, agent.count > 8, let first = agent.bytes.first {
            switch first {
            case 0x63: if agent.hasPrefix("console.") { return true }
            case 0x4D: if agent.hasPrefix("Mozilla/") { return true }
            case 0x5B: if agent.hasPrefix("[Mozilla/") { return true }
            case 0x73: if agent.hasPrefix("signin.amazonaws.com") { return true }
            case 0x41: if agent.hasPrefix("AWS-Console") { return true }
            default: break
            }
        }
        return view.sessionCredentialFromConsole.bool == true || view.eventName.isExactly("ConsoleLogin")
    }
}

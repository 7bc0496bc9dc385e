// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// The session in which an instance uses its role: AWS names it after the instance.
enum InstanceSession {
    /// Whether a caller is one. Looks at a few bytes, since it is asked of every call.
    static func isOne(_ identity: CallerIdentity) -> Bool {
        identity.type.isExactly("AssumedRole") && id(in: identity.principalID.bytes) != nil
    }

    /// The instance by which a principal id is named, `AROA…:i-…`; nil where it is none.
    static func id(in principalID: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
        id(of: 19, in: principalID) ?? id(of: 10, in: principalID)
    }

    // `i-` and 8 or 17 hexadecimal digits at the end, behind a colon.
    private static func id(of length: Int, in text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
        let start = text.count - length
        guard start > 0, text[start] == 0x69, text[start + 1] == 0x2D, text[start - 1] == 0x3A else { return nil }
        for i in start + 2..<text.count where !(text[i] &- 48 <= 9 || text[i] &- 97 < 6) { return nil }
        return UnsafeBufferPointer(rebasing: text[start...])
    }
}

/// What a call tells of where instances and people are. Instances are named by the hashes of their ids.
enum CredentialEvent {
    /// A person used the console.
    case person(IPAddress)
    /// Somebody opened a way into instances: a command, a session, a key.
    case reach([UInt64], IPAddress)
    /// Instances may have another address from now on.
    case move([UInt64])
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

    /// Whether the record of a call may tell something; quick, since it is asked of every call.
    static func isOne(_ call: ObservedCall) -> Bool { isNamed(call.view.eventName) || isPerson(call.view, call.traits) }

    /// Whether all calls of this name may.
    static func isNamed(_ name: JSONSlice) -> Bool { names.contains(name) }

    /// What a call's record tells; nil for nothing.
    init?(_ call: ObservedCall) {
        let view = call.view
        guard view.succeeded, !InstanceSession.isOne(call.identity) else { return nil }
        let address = view.sourceAddress.flatMap { $0.isPublic ? $0 : nil }
        let asked = view.requestParameters
        if CredentialEvent.reaching.contains(view.eventName), let address {
            var ids = asked["instanceIds"].texts(most: 50)
            ids += [asked["target"], asked["instanceId"]].compactMap(\.string)
            self = .reach(ids.filter { $0.hasPrefix("i-") }.map { StableHash.of($0) }, address)
        } else if CredentialEvent.moving.contains(view.eventName) {
            var ids = asked["instanceId"].texts(most: 1)
            asked.value(at: "instancesSet.items").forEachElement { item in
                ids += item["instanceId"].texts(most: 1)
                return ids.count < 100
            }
            let instances = ids.filter { $0.hasPrefix("i-") }.map { StableHash.of($0) }
            self = instances.isEmpty ? .network : .move(instances)
        } else if CredentialEvent.rerouting.contains(view.eventName) {
            self = .network
        } else if let address, CredentialEvent.isPerson(view, call.traits), !call.traits.contains(.isServed) {
            self = .person(address)
        } else {
            return nil
        }
    }

    /// Whether a call may tell of people or networks; quick, since it is asked of every call.
    static func tellsOfPeopleOrNetworks(_ call: ObservedCall) -> Bool {
        let name = call.view.eventName
        return moving.contains(name) || rerouting.contains(name) || isPerson(call.view, call.traits)
    }

    /// Whether it is somebody who signed in, at the console: browsers of visitors read public objects, too.
    static func isPerson(_ view: APICallView, _ caller: CallerTraits) -> Bool {
        isConsole(view) && !view.eventCategory.isExactly("Data") && !caller.contains(.isStranger)
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

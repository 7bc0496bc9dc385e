// SPDX-License-Identifier: Apache-2.0

import HinomiDetection
import HinomiFindings
import HinomiRecords

/// Which instance owns which interface and address, and what it is: from an inventory, API calls, and everything else the
/// logs said, in this order.
struct InstanceDirectory {
    private let inventory: Inventory
    private let learned: LearnedInstances
    /// Instance and interface by private address, where there is only one.
    private var instances: [IPAddress: String] = [:]
    private var interfaces: [String: InterfaceFacts] = [:]
    private var names: [UInt64: String] = [:]

    init(interfaces: [InterfaceFacts], clients: [ClientFacts], learned: LearnedInstances, inventory: Inventory) {
        self.inventory = inventory
        self.learned = learned
        var owners: [IPAddress: Set<String>] = [:]
        for client in clients where !client.instanceID.isEmpty {
            owners[client.address, default: []].insert(client.instanceID)
        }
        // The same private address in two VPCs belongs to two instances: then the address says nothing.
        for (address, ids) in owners where ids.count == 1 { instances[address] = ids.first }
        for interface in interfaces where !interface.interfaceID.isEmpty {
            self.interfaces[interface.interfaceID] = interface
            names[interface.key] = interface.interfaceID
        }
    }

    /// A resource with all that is known of it at a time.
    func complete(_ resource: Resource, at time: Timestamp) -> Resource {
        guard case .instance(let logged) = resource else { return resource }
        var known = InstanceDetails()
        known.networkInterfaceID = interface(of: logged, at: time)
        known.privateAddress = logged.privateAddress
        let interface = known.networkInterfaceID
        let facts = interfaces[interface]
        let listed = inventory.byInterface[interface]
        // Records that name an instance are right about it: what an inventory says is true of another time.
        known.instanceID =
            [
                logged.instanceID, listed?.instanceID, learned.instance(of: interface, at: time), facts?.instanceID,
                known.privateAddress.flatMap { instances[$0] },
            ].compactMap { $0 }.first { !$0.isEmpty } ?? ""

        if let listed, listed.instanceID == known.instanceID { known.fill(from: listed) }
        if logged.networkInterfaceID.isEmpty { fillFromInventory(&known) }
        known.fill(from: learned.details(ofInterface: interface, at: time))
        fillFromInventory(&known)
        known.fill(from: learned.details(ofInstance: known, at: time))
        known.fill(from: logged)
        if let facts { known.fill(instanceID: "", vpcID: facts.vpcID, subnetID: facts.subnetID) }
        return .instance(known)
    }

    /// What kind of host is behind an interface, by image and role; nil where neither is known.
    func kind(of interface: UInt64, at time: Timestamp) -> String? {
        guard let name = names[interface] else { return nil }
        var asked = InstanceDetails()
        asked.networkInterfaceID = name
        guard case .instance(let known) = complete(.instance(asked), at: time) else { return nil }
        let kind = known.imageID + "|" + known.iamInstanceProfileARN
        return kind == "|" ? nil : kind
    }

    // The interface that records name, else the one that had the address then.
    private func interface(of logged: InstanceDetails, at time: Timestamp) -> String {
        if !logged.networkInterfaceID.isEmpty { return logged.networkInterfaceID }
        guard let address = logged.privateAddress,
            let interface = learned.interface(of: address, in: logged.vpcID, at: time)
        else { return "" }
        if logged.instanceID.isEmpty { return interface }
        return learned.instance(of: interface, at: time) == logged.instanceID ? interface : ""
    }

    private func fillFromInventory(_ instance: inout InstanceDetails) {
        if let listed = inventory.byInstance[instance.instanceID] { instance.fill(from: listed) }
    }
}

extension InstanceDetails {
    fileprivate mutating func fill(instanceID: String, vpcID: String, subnetID: String) {
        if self.instanceID.isEmpty { self.instanceID = instanceID }
        if self.vpcID.isEmpty { self.vpcID = vpcID }
        if self.subnetID.isEmpty { self.subnetID = subnetID }
    }

    fileprivate mutating func fill(from other: InstanceDetails) {
        fill(instanceID: other.instanceID, vpcID: other.vpcID, subnetID: other.subnetID)
        if networkInterfaceID.isEmpty { networkInterfaceID = other.networkInterfaceID }
        if privateAddress == nil { privateAddress = other.privateAddress }
        if publicAddress == nil { publicAddress = other.publicAddress }
        if availabilityZone.isEmpty { availabilityZone = other.availabilityZone }
        if instanceType.isEmpty { instanceType = other.instanceType }
        if imageID.isEmpty { imageID = other.imageID }
        if launchTime.isEmpty { launchTime = other.launchTime }
        if instanceState.isEmpty { instanceState = other.instanceState }
        if platform.isEmpty { platform = other.platform }
        if iamInstanceProfileARN.isEmpty { iamInstanceProfileARN = other.iamInstanceProfileARN }
        if iamInstanceProfileID.isEmpty { iamInstanceProfileID = other.iamInstanceProfileID }
        if securityGroups.isEmpty { securityGroups = other.securityGroups }
        if tags.isEmpty { tags = other.tags }
    }
}

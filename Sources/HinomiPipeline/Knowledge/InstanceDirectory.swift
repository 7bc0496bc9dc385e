// SPDX-License-Identifier: Apache-2.0

import HinomiDetection
import HinomiFindings
import HinomiRecords

/// Which instance owns which interface and address, from everything the logs said and an inventory.
struct InstanceDirectory {
    private let inventory: Inventory
    /// Instance and interface by private address, where there is only one.
    private var instances: [IPAddress: String] = [:]
    private var interfaces: [String: InterfaceFacts] = [:]

    init(interfaces: [InterfaceFacts], clients: [ClientFacts], inventory: Inventory) {
        self.inventory = inventory
        var owners: [IPAddress: Set<String>] = [:]
        for client in clients where !client.instanceID.isEmpty {
            owners[client.address, default: []].insert(client.instanceID)
        }
        // The same private address in two VPCs belongs to two instances: then the address says nothing.
        for (address, ids) in owners where ids.count == 1 { instances[address] = ids.first }
        for interface in interfaces where !interface.interfaceID.isEmpty {
            self.interfaces[interface.interfaceID] = interface
        }
    }

    /// A resource with all that is known of it.
    func complete(_ resource: Resource) -> Resource {
        guard case .instance(var instance) = resource else { return resource }
        if let known = interfaces[instance.networkInterfaceID] {
            instance.fill(instanceID: known.instanceID, vpcID: known.vpcID, subnetID: known.subnetID)
        }
        let listed = inventory.byInterface[instance.networkInterfaceID] ?? inventory.byInstance[instance.instanceID]
        if let listed { instance.fill(from: listed) }
        if instance.instanceID.isEmpty, let address = instance.privateAddress, let id = instances[address] {
            instance.instanceID = id
            if let listed = inventory.byInstance[id] { instance.fill(from: listed) }
        }
        return .instance(instance)
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

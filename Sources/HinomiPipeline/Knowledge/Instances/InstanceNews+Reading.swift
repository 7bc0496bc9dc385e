// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

extension InstanceNews {
    /// Interfaces read of one instance, and addresses of one interface.
    static let maxInterfaces = 16
    /// Tags read of one call or instance: EC2 allows no more.
    static let maxTags = 50
    /// Resources that one call may tag in EC2.
    static let maxResources = 1_000

    /// What a call says of instances: nothing, for nearly every call, which its name tells already.
    @inline(__always)
    static func read(_ view: borrowing APICallView) -> [InstanceNews] {
        let name = view.eventName
        if name.isExactly("RunInstances") { return read(view, launches) }
        if name.isExactly("CreateTags") { return read(view, tags) }
        if name.isExactly("DeleteTags") { return read(view, removedTags) }
        if name.isExactly("CreateNetworkInterface") { return read(view, creation) }
        if name.isExactly("AttachNetworkInterface") { return read(view, attachment) }
        if name.isExactly("AllocateAddress") { return read(view, allocation) }
        if name.isExactly("AssociateAddress") { return read(view, association) }
        if name.isExactly("AssociateIamInstanceProfile") || name.isExactly("ReplaceIamInstanceProfileAssociation") {
            return read(view, profile)
        }
        return []
    }

    @inline(never)
    private static func read(
        _ view: borrowing APICallView, _ reading: (_ request: JSONSlice, _ response: JSONSlice) -> [InstanceNews]
    ) -> [InstanceNews] {
        guard view.succeeded, view.eventSource.isExactly("ec2.amazonaws.com") else { return [] }
        return reading(view.requestParameters, view.responseElements)
    }

    private static func launches(_ request: JSONSlice, _ response: JSONSlice) -> [InstanceNews] {
        var news: [InstanceNews] = []
        response["instancesSet"].forEachItem {
            if let launch = EC2Launch($0) { news += launch.news }
        }
        return news
    }

    private static func creation(_ request: JSONSlice, _ response: JSONSlice) -> [InstanceNews] {
        guard let interface = EC2Interface(response["networkInterface"]) else { return [] }
        return [.interface(interface.details, addresses: interface.addresses)]
    }

    private static func attachment(_ request: JSONSlice, _ response: JSONSlice) -> [InstanceNews] {
        guard let interface = request["networkInterfaceId"].id("eni-"), let instance = request["instanceId"].id("i-")
        else { return [] }
        return [.attached(interface: interface, instance: instance)]
    }

    private static func allocation(_ request: JSONSlice, _ response: JSONSlice) -> [InstanceNews] {
        guard let allocation = response["allocationId"].id("eipalloc-"), let address = response["publicIp"].address
        else { return [] }
        return [.allocated(allocation: allocation, address: address)]
    }

    private static func association(_ request: JSONSlice, _ response: JSONSlice) -> [InstanceNews] {
        guard let target = request["networkInterfaceId"].id("eni-") ?? request["instanceId"].id("i-"),
            let address = request["publicIp"].address?.description ?? request["allocationId"].id("eipalloc-")
        else { return [] }
        return [.associated(address: address, target: target)]
    }

    // The answer lies in an object that is named for the call, or does not.
    private static func profile(_ request: JSONSlice, _ response: JSONSlice) -> [InstanceNews] {
        var association = response["iamInstanceProfileAssociation"]
        response.forEachMember { _, answer in
            if association.kind != .object { association = answer["iamInstanceProfileAssociation"] }
            return association.kind != .object
        }
        guard let instance = association["instanceId"].id("i-"),
            let profile = InstanceProfile(association["iamInstanceProfile"])
        else { return [] }
        return [.profiled(instance: instance, profile)]
    }

    private static func tags(_ request: JSONSlice, _ response: JSONSlice) -> [InstanceNews] {
        let tags = request["tagSet"].tags
        return tags.isEmpty ? [] : instances(request).map { .tagged(instance: $0, tags) }
    }

    private static func removedTags(_ request: JSONSlice, _ response: JSONSlice) -> [InstanceNews] {
        var keys: [String] = []
        var count = 0
        request["tagSet"].forEachItem(maxTags) {
            count += 1
            if let key = $0["key"].short, !key.isEmpty { keys.append(key) }
        }
        // Keys that cannot be read are not every key.
        guard count == 0 || !keys.isEmpty else { return [] }
        return instances(request).map { .untagged(instance: $0, keys: keys) }
    }

    private static func instances(_ request: JSONSlice) -> [String] {
        var found: [String] = []
        request["resourcesSet"].forEachItem(maxResources) {
            if let id = $0["resourceId"].id("i-") { found.append(id) }
        }
        return found
    }
}

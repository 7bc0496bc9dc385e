// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// An instance in the answer of RunInstances.
struct EC2Launch {
    private(set) var details = InstanceDetails()
    private(set) var interfaces: [EC2Interface] = []
    private var profile: InstanceProfile?

    /// The instance of an element of `instancesSet`; nil when it has no id.
    init?(_ item: JSONSlice) {
        item.forEachMember { key, value in
            take(key, value)
            return true
        }
        guard !details.instanceID.isEmpty else { return nil }
        if let first = interfaces.first(where: \.isFirst) ?? interfaces.first {
            details.networkInterfaceID = first.details.networkInterfaceID
        }
    }

    private mutating func take(_ key: JSONSlice, _ value: JSONSlice) {
        if key.isExactly("instanceId") {
            details.instanceID = value.id("i-") ?? ""
        } else if key.isExactly("instanceType") {
            details.instanceType = value.short ?? ""
        } else if key.isExactly("imageId") {
            details.imageID = value.short ?? ""
        } else if key.isExactly("launchTime") {
            details.launchTime = value.instant?.iso8601 ?? ""
        } else if key.isExactly("platform") {
            details.platform = value.short ?? ""
        } else if key.isExactly("placement") {
            details.availabilityZone = value["availabilityZone"].short ?? ""
        } else if key.isExactly("iamInstanceProfile") {
            profile = InstanceProfile(value)
        } else if key.isExactly("vpcId") {
            details.vpcID = value.id("vpc-") ?? ""
        } else if key.isExactly("subnetId") {
            details.subnetID = value.id("subnet-") ?? ""
        } else if key.isExactly("privateIpAddress") {
            details.privateAddress = value.address
        } else if key.isExactly("groupSet") {
            details.securityGroups = value.securityGroups
        } else if key.isExactly("tagSet") {
            details.tags = value.tags
        } else if key.isExactly("networkInterfaceSet") {
            interfaces = []
            value.forEachItem(InstanceNews.maxInterfaces) {
                if let interface = EC2Interface($0) { interfaces.append(interface) }
            }
        }
    }

    /// What there is to learn from it.
    var news: [InstanceNews] {
        var launched = details
        launched.tags = []
        var news: [InstanceNews] = [.launched(launched)]
        if let profile { news.append(.profiled(instance: details.instanceID, profile)) }
        if !details.tags.isEmpty { news.append(.tagged(instance: details.instanceID, details.tags)) }
        for interface in interfaces {
            news.append(.interface(interface.details, addresses: interface.addresses))
            news.append(.attached(interface: interface.details.networkInterfaceID, instance: details.instanceID))
        }
        return news
    }
}

/// An interface in the answer of RunInstances or CreateNetworkInterface.
struct EC2Interface {
    private(set) var details = InstanceDetails()
    /// All private addresses, IPv6 ones too.
    private(set) var addresses: [IPAddress] = []
    /// Whether it is the instance's first interface, which cannot be detached.
    let isFirst: Bool

    /// The interface of a `networkInterface`; nil when it has no id.
    init?(_ value: JSONSlice) {
        guard let id = value["networkInterfaceId"].id("eni-") else { return nil }
        isFirst = value["attachment"]["deviceIndex"].unsigned == 0
        details.networkInterfaceID = id
        details.vpcID = value["vpcId"].id("vpc-") ?? ""
        details.subnetID = value["subnetId"].id("subnet-") ?? ""
        details.availabilityZone = value["availabilityZone"].short ?? ""
        details.securityGroups = value["groupSet"].securityGroups
        details.privateAddress = value["privateIpAddress"].address
        if let address = details.privateAddress { addresses.append(address) }
        value["privateIpAddressesSet"].forEachItem(InstanceNews.maxInterfaces) { add($0["privateIpAddress"].address) }
        value["ipv6AddressesSet"].forEachItem(InstanceNews.maxInterfaces) { add($0["ipv6Address"].address) }
    }

    private mutating func add(_ address: IPAddress?) {
        if let address, !addresses.contains(address) { addresses.append(address) }
    }
}

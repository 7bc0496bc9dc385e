// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// What the API calls of a scan told of instances, their interfaces and their addresses.
///
/// The result depends on which calls were made, never on the order in which one hears of them, nor on how often.
struct LearnedInstances: Codable, Sendable {
    /// Instances, interfaces and addresses kept at most, each.
    static let capacity = 200_000

    private var instances: BoundedTable<LearnedInstance>
    private var interfaces: BoundedTable<LearnedInterface>
    // The interface of a private address in its VPC.
    private var privateAddresses: BoundedTable<Tenures>
    // The instance or interface of a public address or allocation.
    private var publicAddresses: BoundedTable<Tenures>
    private var allocations: BoundedTable<Latest<IPAddress>>
    // The public addresses of instances and interfaces, once everything was learned.
    private var held: [String: [(address: IPAddress, from: CallStamp, until: CallStamp?)]] = [:]

    // Who holds what follows from the rest.
    private enum CodingKeys: CodingKey {
        case instances, interfaces, privateAddresses, publicAddresses, allocations
    }

    private struct LearnedInterface: Codable, Sendable {
        var details = Latest<InstanceDetails>()
        var owners = Tenures()
    }

    init(capacity: Int = LearnedInstances.capacity) {
        instances = BoundedTable(capacity: capacity)
        interfaces = BoundedTable(capacity: capacity)
        privateAddresses = BoundedTable(capacity: capacity)
        publicAddresses = BoundedTable(capacity: capacity)
        allocations = BoundedTable(capacity: capacity)
    }

    // MARK: Learning

    mutating func learn(_ news: InstanceNews, at stamp: CallStamp) {
        switch news {
        case .launched(let details):
            instances.update(details.instanceID, new: LearnedInstance()) { $0.take(details, at: stamp) }
        case .interface(let details, let addresses):
            interfaces.update(details.networkInterfaceID, new: LearnedInterface()) {
                $0.details.take(details, at: stamp)
            }
            guard !details.vpcID.isEmpty else { return }
            for address in addresses {
                privateAddresses.update(LearnedInstances.key(address, in: details.vpcID), new: Tenures()) {
                    $0.add(details.networkInterfaceID, since: stamp)
                }
            }
        case .attached(let interface, let instance):
            interfaces.update(interface, new: LearnedInterface()) { $0.owners.add(instance, since: stamp) }
        case .allocated(let allocation, let address):
            allocations.update(allocation, new: Latest()) { $0.take(address, at: stamp) }
        case .associated(let address, let target):
            publicAddresses.update(address, new: Tenures()) { $0.add(target, since: stamp) }
        case .profiled(let instance, let profile):
            instances.update(instance, new: LearnedInstance()) { $0.take(profile, at: stamp) }
        case .tagged(let instance, let tags):
            instances.update(instance, new: LearnedInstance()) { known in
                for tag in tags { known.take(tag: tag.key, tag.value, at: stamp) }
            }
        case .untagged(let instance, let keys):
            instances.update(instance, new: LearnedInstance()) { known in
                if keys.isEmpty { known.untag(at: stamp) }
                for key in keys { known.take(tag: key, nil, at: stamp) }
            }
        }
    }

    /// Makes ready for questions: everything was learned.
    mutating func finish() {
        instances.trim()
        interfaces.trim()
        privateAddresses.trim()
        publicAddresses.trim()
        allocations.trim()
        var owners: [IPAddress: Tenures] = [:]
        for (key, tenures) in publicAddresses.values {
            guard let address = IPAddress(key) ?? allocations[key]?.value else { continue }
            for tenure in tenures.all { owners[address, default: Tenures()].add(tenure.holder, since: tenure.since) }
        }
        for (address, tenures) in owners {
            for (i, tenure) in tenures.all.enumerated() {
                let until = i + 1 < tenures.all.count ? tenures.all[i + 1].since : nil
                held[tenure.holder, default: []].append((address, tenure.since, until))
            }
        }
    }

    private static func key(_ address: IPAddress, in vpc: String) -> String { vpc + "/" + address.description }

    // MARK: Asking

    /// The interface that had a private address at a time.
    func interface(of address: IPAddress, in vpc: String, at time: Timestamp) -> String? {
        privateAddresses[LearnedInstances.key(address, in: vpc)]?.holder(at: time)
    }

    /// The instance that an interface was attached to at a time, or if that is not known, first.
    func instance(of interface: String, at time: Timestamp) -> String? {
        guard let owners = interfaces[interface]?.owners else { return nil }
        return owners.holder(at: time) ?? owners.all.first?.holder
    }

    /// An interface as it was at a time.
    func details(ofInterface interface: String, at time: Timestamp) -> InstanceDetails {
        var details = interfaces[interface]?.details.value ?? InstanceDetails()
        details.publicAddress = publicAddress(of: interface, at: time)
        return details
    }

    /// An instance as it was at a time; of its first interface only where nothing says that another one is meant.
    func details(ofInstance known: InstanceDetails, at time: Timestamp) -> InstanceDetails {
        var details = instances[known.instanceID]?.details ?? InstanceDetails()
        let isFirst = { (a: String, b: String) in a.isEmpty || b.isEmpty || a == b }
        let address = { (details: InstanceDetails) in details.privateAddress?.description ?? "" }
        if isFirst(known.networkInterfaceID, details.networkInterfaceID), isFirst(address(known), address(details)) {
            details.publicAddress = publicAddress(of: known.instanceID, at: time)
        } else {
            (details.privateAddress, details.securityGroups) = (nil, [])
            (details.networkInterfaceID, details.subnetID) = ("", "")
        }
        return details
    }

    private func publicAddress(of target: String, at time: Timestamp) -> IPAddress? {
        let now = held[target]?.filter { $0.from.time <= time && ($0.until.map { time < $0.time } ?? true) }
        return now?.max { ($0.from, $0.address) < ($1.from, $1.address) }?.address
    }
}

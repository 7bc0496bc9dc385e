// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// What an account's calls told of where its instances and its people call from. It serves functions just as well.
struct InstanceWhereabouts: DetectorState {
    /// An address and when it was used.
    struct Seen: Codable, Sendable {
        var address: IPAddress
        var first: Int64
        var last: Int64
        /// Days on which it was used.
        var days = 1

        mutating func use(at time: Int64) {
            if time / 86_400 != last / 86_400 { days = min(days + 1, 1_000) }
            last = max(last, time)
        }
    }

    /// One instance.
    struct Instance: Codable, Sendable {
        /// Where it calls from, and from where its credentials were used without it, as it seems.
        var homes: [Seen] = []
        var strangers: [Seen] = []
        /// When it was last said that its address may change; 0 for never or since settled.
        var moved: Int64 = 0
        var last: Int64 = 0

        // Seconds in which calls that were under way still come from where an instance was before it moved.
        private static let moving: Int64 = 600

        /// Takes notice of a call from one of its own addresses. Whoever still calls from there has not moved.
        mutating func use(home: Int, at time: Int64) {
            homes[home].use(at: time)
            last = max(last, time)
            if time - moved > Instance.moving { moved = 0 }
        }

        /// Takes notice of a call from an address that is one of its own, after no long silence. Returns whether it is.
        mutating func isAtHome(at address: IPAddress, _ time: Int64, within memory: Int64) -> Bool {
            guard time - last <= memory, let home = homes.firstIndex(where: { $0.address == address }) else {
                return false
            }
            use(home: home, at: time)
            return true
        }
    }

    /// A way into an instance that was opened from an address.
    struct Reach: Codable, Sendable {
        var instance: UInt64
        var address: IPAddress
        var time: Int64
    }

    /// A use of credentials that is looked at for a while before it is told of.
    struct Suspicion: Codable, Sendable {
        var instance: UInt64
        var address: IPAddress
        var since: Int64
        var signal: Signal
    }

    static let mostInstances = 4_096
    static let mostPeople = 1_024
    static let mostReaches = 256
    static let mostWaiting = 64
    static let mostAddresses = 8

    /// By the hashes of their ids.
    var instances = HashedTable<Instance>()
    /// How many instances call an address their home.
    var homes: [IPAddress: Int] = [:]
    /// When a person last used the console from an address.
    var people: [IPAddress: Int64] = [:]
    var reaches: [Reach] = []
    /// Accounts whose VPC endpoints are a way out of this one, and the instances that showed it.
    var endpoints: [AccountID: [UInt64]] = [:]
    var waiting: [Suspicion] = []
    var rerouted: Int64 = 0

    init() {}

    mutating func forgetRun() {
        // This run tells of what is watched, so that the next one need not watch it.
        for suspicion in waiting {
            estrange(suspicion.instance, at: suspicion.address, suspicion.signal.last.seconds)
        }
        waiting = []
    }

    /// Tells of what was watched for so many seconds, and of the first ones where too much is watched.
    mutating func raiseDue(at now: Int64, after watch: Int64, _ signals: inout [Signal]) {
        while let first = waiting.first,
            now - first.since >= watch || waiting.count > InstanceWhereabouts.mostWaiting
        {
            waiting.removeFirst()
            estrange(first.instance, at: first.address, first.signal.last.seconds)
            signals.append(first.signal)
        }
    }

    /// How many instances but this one call an address their home.
    func peers(of id: UInt64, at address: IPAddress) -> Int {
        let all = homes[address] ?? 0
        return instances[id]?.homes.contains { $0.address == address } == true ? all - 1 : all
    }

    /// Whether an instance may call through the endpoints of another account: its first call goes there, or several
    /// instances do, as where a network account owns the endpoints of all.
    mutating func mayUse(_ id: UInt64, endpointsOf owner: AccountID, _ time: Int64) -> Bool {
        var users = endpoints[owner] ?? []
        if users.contains(id) { return true }
        guard instances[id] == nil || users.count >= 2 else { return false }
        if users.count < InstanceWhereabouts.mostAddresses { users.append(id) }
        if endpoints[owner] != nil || endpoints.count < InstanceWhereabouts.mostReaches { endpoints[owner] = users }
        var instance = instances[id] ?? Instance()
        instance.last = time
        instances[id] = instance
        return true
    }

    /// Takes notice of a call from an address that is the instance's own, changed in place. Returns false, and does nothing,
    /// where it is not, or where the instance was silent for so long that it may be another.
    mutating func isAtHome(_ id: UInt64, at address: IPAddress, _ time: Int64, within memory: Int64) -> Bool {
        guard let place = instances.place(of: id) else { return false }
        return instances.values[place].isAtHome(at: address, time, within: memory)
    }

    /// Takes notice of an instance, wherever it may be.
    mutating func touch(_ id: UInt64, _ time: Int64) {
        var instance = instances[id] ?? Instance()
        instance.last = max(instance.last, time)
        instances[id] = instance
    }

    /// Takes an address for one of the instance's own.
    mutating func settle(_ id: UInt64, at address: IPAddress, _ time: Int64) {
        var instance = instances[id] ?? Instance()
        instances[id] = nil
        instance.strangers.removeAll { $0.address == address }
        if let i = instance.homes.firstIndex(where: { $0.address == address }) {
            instance.use(home: i, at: time)
        } else {
            instance.homes.append(Seen(address: address, first: time, last: time))
            homes[address, default: 0] += 1
            if instance.homes.count > InstanceWhereabouts.mostAddresses { leave(instance.homes.removeFirst().address) }
        }
        instance.last = max(instance.last, time)
        instances[id] = instance
    }

    /// Takes an address for one from which the instance's credentials are used without it.
    mutating func estrange(_ id: UInt64, at address: IPAddress, _ time: Int64) {
        var instance = instances[id] ?? Instance()
        instances[id] = nil
        if let i = instance.strangers.firstIndex(where: { $0.address == address }) {
            instance.strangers[i].use(at: time)
        } else {
            instance.strangers.append(Seen(address: address, first: time, last: time))
            if instance.strangers.count > InstanceWhereabouts.mostAddresses { instance.strangers.removeFirst() }
        }
        instance.last = max(instance.last, time)
        instances[id] = instance
    }

    /// Forgets an instance, whose id may be somebody else's by now.
    mutating func forget(_ id: UInt64) {
        guard let instance = instances.remove(id) else { return }
        for home in instance.homes { leave(home.address) }
    }

    private mutating func leave(_ address: IPAddress) {
        guard let count = homes[address] else { return }
        homes[address] = count > 1 ? count - 1 : nil
    }

    /// Keeps the state within its bounds: what was not used for longest goes first.
    mutating func trim() {
        if instances.count > InstanceWhereabouts.mostInstances {
            let oldest = zip(instances.keys, instances.values).map { ($1.last, $0) }.sorted { $0 < $1 }
            for (_, id) in oldest.prefix(InstanceWhereabouts.mostInstances / 10) { forget(id) }
        }
        if people.count > InstanceWhereabouts.mostPeople {
            let oldest = people.map { ($0.value, $0.key) }.sorted { $0 < $1 }
            for (_, address) in oldest.prefix(InstanceWhereabouts.mostPeople / 10) { people[address] = nil }
        }
        if reaches.count > InstanceWhereabouts.mostReaches { reaches.removeFirst(InstanceWhereabouts.mostReaches / 10) }
    }
}

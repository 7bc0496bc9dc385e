// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// Credentials that an instance got for its role were used from elsewhere.
///
/// Reads CloudTrail, data events included; geo tables with networks tell AWS from the rest. The address that a role
/// session, which is named after its instance, first calls from is taken for the instance's; later calls from another
/// address are theft, unless other instances call from there as well (a NAT gateway), the instance was started or got
/// another address, ways out of the network were just changed, or the address goes on to be used for a week. A new address
/// is watched for an hour before it is told of, so that others can show that it is a way out of the account. It is told of
/// at once where more speaks against it: a person uses the console from there and the client is none that instances run,
/// or somebody opened a command or session on the instance from there; then even the first address counts. With geo tables
/// the first address counts as well when it is not Amazon's and no second instance calls from there. Calls through a VPC
/// endpoint of another account are told of at once, unless the instance's first call went there or several instances do.
/// Calls that AWS makes for an instance do not count. Keeps 8 addresses for each of 4,096 instances an account, for a month.
struct InstanceCredentialExfiltration: Detector {
    static let raises: [FindingType] = [
        "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
        "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS",
    ]

    let places: [any PlaceSource]
    var limits = Limits()
    let lifetime: Int64 = 30 * 86_400

    struct Limits: LimitSet {
        var watch: Int64 = 3_600
        var habit: Int64 = 7 * 86_400
        var memory: Int64 = 7 * 86_400
        var recent: Int64 = 86_400

        static let rows: [Limit<Limits>] = [
            Limit(
                "watch", \.watch, 0...86_400, unit: "seconds",
                "time for which a new address is watched before it is told of"),
            Limit(
                "habit", \.habit, 3_600...2_592_000, unit: "seconds",
                "time after which an address that goes on to be used is taken for the account's own"),
            Limit(
                "memory", \.memory, 3_600...2_592_000, unit: "seconds",
                "time without a call after which an instance is as new"),
            Limit(
                "recent", \.recent, 0...2_592_000, unit: "seconds",
                "time for which a change of routes, a way in and a person's presence count"),
        ]
    }

    func key(of call: AccountCall) -> UInt64? {
        switch call {
        case .whole(let call): CredentialEvent.isOne(call) ? call.record.account.number : nil
        case .hashed(let call): call.record.instance != 0 ? call.record.account.number : nil
        }
    }

    func fold(
        _ call: AccountCall, key: UInt64, into state: inout InstanceWhereabouts?, raising signals: inout [Signal]
    ) {
        switch call {
        case .whole(let call):
            guard let event = CredentialEvent(call) else { return }
            learn(event, call.record.time.seconds, into: &state, raising: &signals)
        case .hashed(let call): take(call, into: &state, raising: &signals)
        }
    }

    // What people do, and what becomes of the network.
    private func learn(
        _ event: CredentialEvent, _ now: Int64, into state: inout InstanceWhereabouts?, raising signals: inout [Signal]
    ) {
        var known = state ?? InstanceWhereabouts()
        state = nil
        known.raiseDue(at: now, after: limits.watch, &signals)
        switch event {
        case .person(let address): known.people[address] = now
        case .network: known.rerouted = now
        case .move(let ids): for id in ids { known.instances[id]?.moved = now }
        case .reach(let ids, let address):
            known.reaches.removeAll { now - $0.time > limits.recent }
            known.reaches += ids.prefix(50).map { .init(instance: $0, address: address, time: now) }
        }
        known.trim()
        state = known
    }

    // An instance's credentials are used.
    private func take(
        _ call: ConductCall, into state: inout InstanceWhereabouts?, raising signals: inout [Signal]
    ) {
        let record = call.record
        let (id, owner, now) = (record.instance, record.endpointOwner, record.time.seconds)
        guard owner != .unknown || record.isFromInternet else { return }
        // Nearly all calls come from where the instance always calls from.
        if owner == .unknown, state?.waiting.isEmpty == true,
            state?.isAtHome(id, at: record.address, now, within: limits.memory) == true
        {
            return
        }
        var known = state ?? InstanceWhereabouts()
        state = nil
        known.raiseDue(at: now, after: limits.watch, &signals)
        if owner == .unknown {
            judge(call, id, record.address, now, &known, &signals)
        } else if !known.mayUse(id, endpointsOf: owner, now) {
            signals.append(signal(call, owner: owner))
        }
        known.trim()
        state = known
    }

    func expire(_ state: InstanceWhereabouts, key: UInt64, raising signals: inout [Signal]) {
        for suspicion in state.waiting { signals.append(suspicion.signal) }
    }

    private func judge(
        _ call: ConductCall, _ id: UInt64, _ address: IPAddress, _ now: Int64, _ known: inout InstanceWhereabouts,
        _ signals: inout [Signal]
    ) {
        if let last = known.instances[id]?.last, now - last > limits.memory { known.forget(id) }
        let instance = known.instances[id] ?? .init()
        if instance.homes.contains(where: { $0.address == address }) { return known.settle(id, at: address, now) }
        if let stranger = instance.strangers.first(where: { $0.address == address }) {
            if now - stranger.first >= limits.habit, stranger.days >= 3 { return known.settle(id, at: address, now) }
            known.estrange(id, at: address, now)
            signals.append(signal(call, Circumstances(self, call, id, address, now, known)))
            return
        }
        if instance.moved > 0 {
            // The first new address after a move is the one it moved to.
            known.instances[id]?.moved = 0
            return known.settle(id, at: address, now)
        }
        if known.peers(of: id, at: address) >= 2 { return known.settle(id, at: address, now) }

        let found = Circumstances(self, call, id, address, now, known)
        if found.isStrong {
            known.waiting.removeAll { $0.instance == id && $0.address == address }
            known.estrange(id, at: address, now)
            signals.append(signal(call, found))
            return
        }
        // Without a home the first address is it, unless it is known not to be in AWS.
        if !found.hasHome, found.isAmazon != false { return known.settle(id, at: address, now) }
        if now - known.rerouted <= limits.watch, found.isAmazon != false { return known.settle(id, at: address, now) }
        if let i = known.waiting.firstIndex(where: { $0.instance == id && $0.address == address }) {
            known.waiting[i].signal.take(signal(call, found))
        } else {
            known.waiting.append(
                .init(instance: id, address: address, since: now, signal: signal(call, found)))
            shareIfExit(address, now, &known)
        }
    }

    // An address that several instances turn to is a way out of the account.
    private func shareIfExit(_ address: IPAddress, _ now: Int64, _ known: inout InstanceWhereabouts) {
        let watched = known.waiting.filter { $0.address == address }.map(\.instance)
        let strange = zip(known.instances.keys, known.instances.values)
            .filter { $1.strangers.contains { $0.address == address } }.map(\.0)
        let here = Set(watched + strange)
        let homes = here.map { known.instances[$0]?.home(like: address) }
        let wasRerouted = now - known.rerouted <= limits.recent
        var isExit = homes.count { $0 == nil } >= 2 || (wasRerouted && here.count >= 2)
        if !isExit, here.count >= 3 {
            // Instances that were in AWS until now do not all leave it.
            isExit = isAmazon(address) != false || !homes.contains { $0.flatMap(isAmazon) == true }
        }
        guard isExit else { return }
        known.waiting.removeAll { $0.address == address }
        for id in here { known.settle(id, at: address, now) }
    }

    /// Whether an address is Amazon's; nil where no table tells.
    fileprivate func isAmazon(_ address: IPAddress) -> Bool? {
        places.place(of: address)?.asn.map(NetworkKinds.isAmazon)
    }

    private func signal(_ call: ConductCall, _ found: Circumstances) -> Signal {
        let isInside = found.isAmazon == true
        let isSure = found.isStrong || found.isAmazon == false
        var signal = call.signal(
            InstanceCredentialExfiltration.raises[isInside ? 1 : 0], identity: [call.instanceID],
            severity: isSure ? .high : .medium)
        signal.terms["instance_id"] = call.instanceID
        if found.isAmazon == false { signal.terms["where"] = "outside AWS" }
        signal.reasons = found.reasons
        if found.isAmazon == nil {
            signal.caveats.append("Whether the address is one of AWS is not known: no geo table tells its network.")
        } else if isInside {
            signal.caveats.append("Which account holds the address is not known: it may be one of your own.")
        }
        return signal
    }

    private func signal(_ call: ConductCall, owner: AccountID) -> Signal {
        var signal = call.signal(
            InstanceCredentialExfiltration.raises[1], identity: [call.instanceID, owner.description], severity: .high)
        if case .apiCall(var action) = signal.action {
            action.callerAccount = owner
            action.isAffiliated = false
            signal.action = .apiCall(action)
        }
        signal.terms["instance_id"] = call.instanceID
        signal.terms["endpoint_account_id"] = owner.description
        signal.reasons = [Reason("accounts other than the instance's whose VPC endpoint was used", observed: 1)]
        return signal
    }
}

/// What speaks for and against a use of an instance's credentials from an address.
private struct Circumstances {
    var hasHome: Bool
    /// Addresses the instance itself called from.
    var homes: Int
    var peers: Int
    var isAmazon: Bool?
    /// Seconds since a person used the console from there, and since a way into the instance was opened from there.
    var person: Int64?
    var reach: Int64?
    /// Whether the client names a system that instances hardly run.
    var isForeign: Bool

    init(
        _ detector: InstanceCredentialExfiltration, _ call: ConductCall, _ id: UInt64, _ address: IPAddress,
        _ now: Int64, _ known: InstanceWhereabouts
    ) {
        homes = known.instances[id]?.homes.count ?? 0
        hasHome = known.instances[id]?.home(like: address) != nil
        peers = known.peers(of: id, at: address)
        isAmazon = detector.isAmazon(address)
        let agent = ConductText.agent.bytes(in: call.texts)
        isForeign = PenTestClient.isNamed(in: agent) || ClientSystem.isMacintosh(agent)
        person = known.people[address].map { now - $0 }.flatMap { $0 <= detector.limits.habit ? max(0, $0) : nil }
        reach = known.reaches.last {
            $0.instance == id && $0.address == address && now - $0.time <= detector.limits.recent
        }
        .map { max(0, now - $0.time) }
    }

    /// Whether it need not be watched first. Where another instance calls from, people may come out as well.
    var isStrong: Bool {
        guard peers == 0 else { return false }
        return reach != nil || (person != nil && (isForeign || hasHome)) || (isForeign && hasHome)
    }

    var reasons: [Reason] {
        var reasons = [
            Reason(
                "addresses that the instance itself was seen to call from, this one not among them",
                observed: Double(homes)),
            Reason("other instances of the account that call from this address", observed: Double(peers), limit: 2),
        ]
        if let person {
            reasons.append(
                Reason(
                    "minutes since a person used the console from this address", observed: Double(person / 60),
                    unit: "minutes"))
        }
        if let reach {
            reasons.append(
                Reason(
                    "minutes since somebody at this address opened a command or session on the instance",
                    observed: Double(reach / 60), unit: "minutes"))
        }
        if isForeign {
            reasons.append(Reason("clients that name a system which instances hardly run", observed: 1))
        }
        return reasons
    }
}

extension InstanceWhereabouts.Instance {
    /// The first home of the same kind (IPv4 or IPv6) as an address; nil where there is none.
    fileprivate func home(like address: IPAddress) -> IPAddress? {
        homes.first { $0.address.isV4 == address.isV4 }?.address
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// Credentials that a Lambda function got for its role were used from outside AWS.
///
/// Reads CloudTrail, data events included; geo tables with networks tell AWS from the rest. A function's session is known by
/// `inScopeOf` in newer records; in older ones by its name, once Lambda assumed the role for it or wrote its logs. Functions
/// call from any address of AWS. One outside is watched for an hour, so that others can show that it is a way out of the
/// account, and then told of. It is told of at once where more speaks against it: a person uses the console from there, or
/// the client names a system that Lambda does not run. It is the function's own where it is the first that the function ever
/// called from and the client says that it runs in Lambda; where two other functions call from there; where the function was
/// just put into a network, or routes were changed and a second function follows; and when it goes on to be used for a week.
/// Without tables only such uses are told of for which more speaks, and only where the function was seen elsewhere. Calls
/// that AWS makes for a function do not count. Keeps 8 addresses for each of 4,096 functions an account, for a month.
struct ResourceCredentialExfiltration: Detector {
    static let raises: [FindingType] = ["UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.OutsideAWS"]

    let places: [any PlaceSource]
    var limits = Limits()
    let lifetime: Int64 = 30 * 86_400

    struct Limits: LimitSet {
        var watch: Int64 = 3_600
        var habit: Int64 = 7 * 86_400
        var recent: Int64 = 86_400

        static let rows: [Limit<Limits>] = [
            Limit(
                "watch", \.watch, 0...86_400, unit: "seconds",
                "time for which a new address is watched before it is told of"),
            Limit(
                "habit", \.habit, 3_600...2_592_000, unit: "seconds",
                "time after which an address that goes on to be used is taken for the account's own"),
            Limit(
                "recent", \.recent, 0...2_592_000, unit: "seconds",
                "time for which a change of networks counts"),
        ]
    }

    // Addresses in AWS that are kept of a function: more of them tell nothing.
    private static let mostInside = 4

    func key(of call: AccountCall) -> UInt64? {
        switch call {
        case .whole(let call):
            FunctionEvent.isOne(call.view, by: call.traits) || CredentialEvent.tellsOfPeopleOrNetworks(call)
                ? call.record.account.number : nil
        case .hashed(let call): call.record.function != nil ? call.record.account.number : nil
        }
    }

    func fold(
        _ call: AccountCall, key: UInt64, into state: inout InstanceWhereabouts?, raising signals: inout [Signal]
    ) {
        switch call {
        case .whole(let call):
            guard let event = FunctionEvent(call) else { return }
            learn(event, call.record.time.seconds, into: &state, raising: &signals)
        case .hashed(let call): take(call, into: &state, raising: &signals)
        }
    }

    // What Lambda and people do, and what becomes of the network.
    private func learn(
        _ event: FunctionEvent, _ now: Int64, into state: inout InstanceWhereabouts?, raising signals: inout [Signal]
    ) {
        if case .issued(let function) = event, state?.waiting.isEmpty == true,
            let known = state?.instances[function], now - known.last < limits.recent
        {
            return
        }
        var known = state ?? InstanceWhereabouts()
        state = nil
        known.raiseDue(at: now, after: limits.watch, &signals)
        switch event {
        case .person(let address): known.people[address] = now
        case .network: known.rerouted = now
        case .attached(let function):
            for key in known.instances.keys where UInt32(key >> 32) == function { known.instances[key]?.moved = now }
        case .issued(let function): known.touch(function, now)
        }
        known.trim()
        state = known
    }

    // Credentials are used that are a function's, or may be.
    private func take(
        _ call: ConductCall, into state: inout InstanceWhereabouts?, raising signals: inout [Signal]
    ) {
        let record = call.record
        guard let session = record.function, record.isFromInternet else { return }
        let now = record.time.seconds
        // Nearly all calls are of functions that are known, from where they always call from.
        if state?.waiting.isEmpty == true,
            state?.isAtHome(session.key, at: record.address, now, within: lifetime) == true
        {
            return
        }
        let use = FunctionUse(
            key: session.key, address: record.address, client: FunctionClient(ConductText.agent.bytes(in: call.texts)))
        let isCertain = session.isCertain || use.client.isService
        guard isCertain || state?.instances[session.key] != nil else { return }
        var known = state ?? InstanceWhereabouts()
        state = nil
        known.raiseDue(at: now, after: limits.watch, &signals)
        judge(call, use, now, &known, &signals)
        known.trim()
        state = known
    }

    func expire(_ state: InstanceWhereabouts, key: UInt64, raising signals: inout [Signal]) {
        for suspicion in state.waiting { signals.append(suspicion.signal) }
    }

    private func judge(
        _ call: ConductCall, _ use: FunctionUse, _ now: Int64, _ known: inout InstanceWhereabouts,
        _ signals: inout [Signal]
    ) {
        let (name, address) = (use.key, use.address)
        let function = known.instances[name] ?? .init()
        if function.homes.contains(where: { $0.address == address }) { return known.settle(name, at: address, now) }
        let found = FunctionCircumstances(self, use, now, known)
        if found.isAmazon != false, use.client.isService { return known.touch(name, now) }
        if found.isAmazon == true {
            if function.homes.count >= ResourceCredentialExfiltration.mostInside { return known.touch(name, now) }
            return known.settle(name, at: address, now)
        }
        if let stranger = function.strangers.first(where: { $0.address == address }) {
            if now - stranger.first >= limits.habit, stranger.days >= 3 { return known.settle(name, at: address, now) }
            known.estrange(name, at: address, now)
            signals.append(signal(call, use, found))
            return
        }
        if found.peers >= 2 { return known.settle(name, at: address, now) }
        if function.moved > 0, now - function.moved <= limits.recent {
            known.instances[name]?.moved = 0
            return known.settle(name, at: address, now)
        }
        if !found.hasHome, use.client.isInside, !use.client.isForeign { return known.settle(name, at: address, now) }
        if found.isStrong {
            known.waiting.removeAll { $0.instance == name && $0.address == address }
            known.estrange(name, at: address, now)
            signals.append(signal(call, use, found))
            return
        }
        // Whose the address is, is not known, and nothing else speaks against it.
        guard found.isAmazon == false else { return known.settle(name, at: address, now) }
        if let i = known.waiting.firstIndex(where: { $0.instance == name && $0.address == address }) {
            known.waiting[i].signal.take(signal(call, use, found))
        } else {
            known.waiting.append(
                .init(instance: name, address: address, since: now, signal: signal(call, use, found)))
            shareIfExit(address, now, &known)
        }
    }

    // Where routes were just changed, an address that two functions turn to is a way out of the account.
    private func shareIfExit(_ address: IPAddress, _ now: Int64, _ known: inout InstanceWhereabouts) {
        guard known.rerouted > 0, now - known.rerouted <= limits.recent else { return }
        let watched = known.waiting.filter { $0.address == address }.map(\.instance)
        let strange = zip(known.instances.keys, known.instances.values)
            .filter { $1.strangers.contains { $0.address == address } }.map(\.0)
        let here = Set(watched + strange)
        guard here.count >= 2 else { return }
        known.waiting.removeAll { $0.address == address }
        for name in here { known.settle(name, at: address, now) }
    }

    private func signal(_ call: ConductCall, _ use: FunctionUse, _ found: FunctionCircumstances) -> Signal {
        let function = FunctionSession.name(in: ConductText.principalID.bytes(in: call.texts))
            .map { String(decoding: $0, as: UTF8.self) }
        var signal = call.signal(
            ResourceCredentialExfiltration.raises[0],
            identity: [call.text(.issuerUserName) + "/" + (function ?? "")],
            severity: found.isAmazon == false ? .high : .medium)
        signal.terms["function"] = function
        if found.isAmazon == false { signal.terms["where"] = "outside AWS" }
        signal.reasons = found.reasons
        if found.isAmazon == nil {
            signal.caveats.append("Whether the address is one of AWS is not known: no geo table tells its network.")
        }
        return signal
    }
}

/// A use of credentials that are a function's, or may be.
private struct FunctionUse {
    var key: UInt64
    var address: IPAddress
    var client: FunctionClient
}

/// What speaks for and against a use of a function's credentials from an address.
private struct FunctionCircumstances {
    /// Addresses the function itself called from.
    var homes: Int
    var hasHome: Bool { homes > 0 }
    var peers: Int
    /// Whether the address is Amazon's; nil where no table tells.
    var isAmazon: Bool?
    /// Seconds since a person used the console from there.
    var person: Int64?
    var isForeign: Bool
    /// Whether the ways out of networks were just changed.
    var wasRerouted: Bool

    init(_ detector: ResourceCredentialExfiltration, _ use: FunctionUse, _ now: Int64, _ known: InstanceWhereabouts) {
        homes = known.instances[use.key]?.homes.count ?? 0
        peers = known.peers(of: use.key, at: use.address)
        isAmazon = detector.places.place(of: use.address)?.asn.map(NetworkKinds.isAmazon)
        person = known.people[use.address].map { now - $0 }.flatMap { $0 <= detector.limits.habit ? max(0, $0) : nil }
        isForeign = use.client.isForeign
        wasRerouted = known.rerouted > 0 && now - known.rerouted <= detector.limits.recent
    }

    /// Whether it need not be watched first.
    var isStrong: Bool {
        peers == 0 && !wasRerouted && (isAmazon == false || hasHome) && (isForeign || person != nil)
    }

    var reasons: [Reason] {
        var reasons = [
            Reason(
                "addresses that the function itself was seen to call from, this one not among them",
                observed: Double(homes)),
            Reason("other functions of the account that call from this address", observed: Double(peers), limit: 2),
        ]
        if let person {
            reasons.append(
                Reason(
                    "minutes since a person used the console from this address", observed: Double(person / 60),
                    unit: "minutes"))
        }
        if isForeign {
            reasons.append(Reason("clients that name a system which Lambda does not run", observed: 1))
        }
        return reasons
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import HinomiStatistics

/// One of our instances sends data out in the names it asks for, or runs a tunnel over the resolver.
///
/// Reads resolver query logs. Bounds the information that a client sends to a registered domain within a day: each new
/// name counts with what an adaptive model needs to say it (`InformationMeter`), so looks do not matter, and neither does
/// slowness within the day. Raises at `dailyBytes`, or at `burstBytes` within ten minutes when most of the questions
/// are of types that carry data back (TXT, NULL, CNAME, MX, SRV …).
/// Address questions (A, AAAA) are asked by everybody: names that carry one identifier each are how content networks and
/// telemetry work, so `identifierAllowance` bytes a name are free there, up to `identifierLimit` in all.
/// Keeps about 100 bytes a client and domain, and 5 KiB once a domain got 256 bytes of different names.
/// Can be wrong about look-up services that ask in names (block lists, anti-virus): the known ones are left out.
struct DNSDataExfiltration: Detector {
    static let raises: [FindingType] = ["Trojan:EC2/DNSDataExfiltration"]

    /// Information to one domain in a day, in bytes (Paxson et al. found no false negatives above 4 kB).
    var dailyBytes = 4_000.0
    /// Information within ten minutes, when the question types carry data back.
    var burstBytes = 1_000.0
    /// Bytes of a name that a plain identifier explains: 160 bits, and the labels around it.
    var identifierAllowance = 24.0
    /// Information that identifiers alone may carry in a day before they count after all.
    var identifierLimit = 64_000.0
    let lifetime: Int64 = 86_400

    struct Key: StateKey {
        var client: UInt64
        var domain: String

        func feed(_ hash: inout StableHash) {
            hash.combine(client)
            hash.combine(domain)
        }
    }

    struct State: DetectorState {
        /// Short hashes of the last names, to tell repeats while little is known.
        var recent: [UInt32] = []
        var lengths = 0
        var active: Active?
        init() {}
    }

    /// What is kept of a domain under suspicion.
    struct Active: Codable, Sendable {
        var meter = InformationMeter()
        var names = DistinctNames()
        var since: Timestamp
        var bytes = 0.0
        var excessBytes = 0.0
        var burst = TimeRing(buckets: 10, width: 60)
        var distinct = 0
        var carriers = 0
        var failures = 0
        var longest = 0
        var reported = 0
        var nextReport = 0.0
        var first: Timestamp
        var last: Timestamp
        var evidence = Evidence()
        var latest: Latest
        /// Names of the last signal's span.
        var pending = 0
    }

    struct Latest: Codable, Sendable {
        var action: Action
        var resource: Resource
        var client: ClientFacts
        var owner: String
    }

    func key(of query: ObservedQuery) -> Key? {
        guard let domain = query.domain, !query.subdomain.isEmpty else { return nil }
        // Nobody outside can answer for a private zone or choose who answers for a reverse one; resolvers of containers
        // ask for every outside name below the private ones first.
        guard !LookupServices.isOutOfReach(domain), !LookupServices.isLookupService(domain) else { return nil }
        return Key(client: query.record.client, domain: String(decoding: domain, as: UTF8.self))
    }

    func fold(_ query: ObservedQuery, key: Key, into state: inout State?, raising signals: inout [Signal]) {
        let name = query.subdomain
        let hash = StableHash.of(name)
        if state == nil { state = State() }
        guard state?.active != nil else {
            state?.note(hash, name, query)
            return
        }
        guard let isNew = state?.active?.names.insert(hash), isNew else { return }
        state?.active?.take(query, name, allowance: identifierAllowance)
        guard let active = state?.active, isDue(active) else { return }
        signals.append(signal(active, domain: key.domain))
        state?.active?.wasReported()
    }

    func expire(_ state: State, key: Key, raising signals: inout [Signal]) {
        guard let active = state.active, active.reported > 0, active.pending > 0 else { return }
        signals.append(signal(active, domain: key.domain))
    }

    private func isDue(_ active: Active) -> Bool {
        if active.reported > 0 { return active.bytes >= active.nextReport }
        if active.carrierShare >= 0.5 {
            return active.bytes >= dailyBytes || Double(active.burst.total) >= burstBytes
        }
        if active.failureShare >= 0.5 { return active.bytes >= dailyBytes }
        return active.excessBytes >= dailyBytes || active.bytes >= identifierLimit
    }

    private func signal(_ active: Active, domain: String) -> Signal {
        var signal = Signal(
            type: DNSDataExfiltration.raises[0], account: active.latest.client.account,
            region: active.latest.client.region.isEmpty ? "unknown" : active.latest.client.region,
            resource: active.latest.resource, role: .actor, identity: [active.latest.owner, domain], severity: .high,
            first: active.first, last: active.last, occurrences: max(1, active.pending), action: active.latest.action,
            evidence: active.evidence)
        signal.info["domain"] = .text(domain)
        signal.reasons = [
            Reason(
                "information in the names asked of \(domain)", observed: active.bytes.rounded(),
                limit: active.carrierShare >= 0.5 ? burstBytes : dailyBytes, unit: "bytes"),
            Reason("distinct names", observed: Double(active.distinct)),
            Reason(
                "share of questions that carry data back", observed: (active.carrierShare * 100).rounded(), unit: "%"),
            Reason("longest label", observed: Double(active.longest), unit: "characters"),
        ]
        signal.terms = [
            "query_count": String(active.distinct), "parent_domain": domain,
            "bytes_estimate": String(Int(active.bytes.rounded())),
        ]
        return signal
    }
}

extension DNSDataExfiltration.State {
    mutating func forgetRun() { active?.evidence = Evidence() }

    /// Takes in a name while too little is known to look closer.
    mutating func note(_ hash: UInt64, _ name: UnsafeBufferPointer<UInt8>, _ query: ObservedQuery) {
        let short = UInt32(truncatingIfNeeded: hash)
        guard !recent.contains(short) else { return }
        if recent.count == 8 { recent.removeFirst() }
        recent.append(short)
        lengths += name.count
        guard lengths >= 256 else { return }
        active = DNSDataExfiltration.Active(query)
        recent = []
    }
}

extension DNSDataExfiltration.Active {
    init(_ query: ObservedQuery) {
        since = query.record.time
        first = query.record.time
        last = query.record.time
        latest = DNSDataExfiltration.Latest(query)
    }

    /// Takes in a name that was not asked before.
    mutating func take(_ query: ObservedQuery, _ name: UnsafeBufferPointer<UInt8>, allowance: Double) {
        if query.record.time.seconds - since.seconds > 86_400, reported == 0 { startAnew(query) }
        let bytes = meter.add(name) / 8
        self.bytes += bytes
        excessBytes += max(0, bytes - allowance)
        burst.add(UInt32(bytes), at: query.record.time.seconds)
        distinct += 1
        pending += 1
        // A, AAAA, and SVCB and HTTPS, which browsers ask along with them.
        let asksForAddress = [1, 28, 64, 65].contains(query.record.type)
        if !asksForAddress || query.record.lacksAddress { carriers += 1 }
        if query.record.responseCode != 0, query.record.responseCode != 255 { failures += 1 }
        var run = 0
        for byte in name {
            run = byte == 0x2E ? 0 : run + 1
            longest = max(longest, run)
        }
        evidence.add(query.reference)
        first = min(first, query.record.time)
        if query.record.time >= last {
            last = query.record.time
            latest = DNSDataExfiltration.Latest(query)
        }
    }

    // A new day of the bound: the sums begin again, what was learned of the names stays.
    private mutating func startAnew(_ query: ObservedQuery) {
        since = query.record.time
        first = query.record.time
        bytes = 0
        excessBytes = 0
        distinct = 0
        carriers = 0
        failures = 0
        pending = 0
        evidence = .init()
    }

    /// Share of the names that were not resolved.
    var failureShare: Double { Double(failures) / Double(max(1, distinct)) }

    /// Share of the names whose question carries data back.
    var carrierShare: Double { Double(carriers) / Double(max(1, distinct)) }

    /// Notes that a signal was raised; the next is due when ten times as much was sent.
    mutating func wasReported() {
        reported += 1
        nextReport = bytes * 10
        pending = 0
        evidence = .init()
    }
}

extension DNSDataExfiltration.Latest {
    init(_ query: ObservedQuery) {
        action = query.action
        resource = query.resource
        client = query.client
        owner = query.owner
    }
}

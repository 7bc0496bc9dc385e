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

    let limits: Limits
    let lifetime: Int64 = 86_400

    init(_ limits: Limits = Limits()) { self.limits = limits }

    struct Limits: LimitSet {
        // Paxson et al. found no false negatives above 4 kB.
        var dailyBytes = 4_000.0
        var burstBytes = 1_000.0
        // 160 bits, and the labels around them.
        var identifierAllowance = 24.0
        var identifierLimit = 64_000.0

        static let rows: [Limit<Limits>] = [
            Limit("dailyBytes", \.dailyBytes, 256...1e9, unit: "bytes", "information to one domain within a day"),
            Limit(
                "burstBytes", \.burstBytes, 256...1e9, unit: "bytes",
                "information within ten minutes, when at least half of the questions can carry data back"),
            Limit(
                "identifierAllowance", \.identifierAllowance, 0...255, unit: "bytes",
                "bytes of each name that are free when addresses are asked for"),
            Limit(
                "identifierLimit", \.identifierLimit, 256...1e12, unit: "bytes",
                "information that identifiers alone may carry in a day before they count after all"),
        ]
    }

    struct State: DetectorState {
        /// Short hashes of the last names, to tell repeats while little is known.
        var recent = RecentNames()
        /// Bytes of the names so far.
        var lengths: UInt8 = 0
        // Most domains never come under suspicion.
        var active: Apart<Active>?
        init() {}
    }

    /// What is kept of a domain under suspicion.
    struct Active: Codable, Sendable {
        let domain: String
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
        var latest: LatestQuery
        /// Names of the last signal's span.
        var pending = 0
    }

    // A client and a domain.
    func key(of query: ObservedQuery) -> UInt64? {
        let record = query.record
        guard record.domainStart != .max, !query.subdomain.isEmpty else { return nil }
        // Nobody outside can answer for a private zone or choose who answers for a reverse one; resolvers of containers
        // ask for every outside name below the private ones first.
        guard record.facts.traits.isDisjoint(with: [.outOfReach, .ofLookupService]) else { return nil }
        var hash = StableHash(seed: record.client)
        hash.combine(record.facts.domainHash)
        return hash.value
    }

    func fold(_ query: ObservedQuery, key: UInt64, into state: inout State?, raising signals: inout [Signal]) {
        let name = query.subdomain
        let hash = query.record.facts.frontHash
        if state == nil { state = State() }
        guard state?.active != nil else {
            state?.note(hash, name, query)
            return
        }
        guard state?.active?.update({ $0.takeNew(query, name, hash, limits) }) == true,
            let active = state?.active?.value
        else { return }
        signals.append(signal(active))
        state?.active?.update { $0.wasReported() }
    }

    // A domain comes under suspicion by several long names only.
    func weight(of state: State) -> Int {
        guard let active = state.active else { return 0 }
        return active.value.reported > 0 ? 2 : 1
    }

    func expire(_ state: State, key: UInt64, raising signals: inout [Signal]) {
        guard let active = state.active?.value, active.reported > 0, active.pending > 0 else { return }
        signals.append(signal(active))
    }

    private func signal(_ active: Active) -> Signal {
        let domain = active.domain
        let latest = active.latest.shown
        var signal = Signal(
            type: DNSDataExfiltration.raises[0], query: latest,
            role: .actor, identity: [domain], severity: .high, first: active.first, last: active.last,
            occurrences: max(1, active.pending), evidence: active.evidence)
        signal.info["domain"] = .text(domain)
        signal.reasons = [
            Reason(
                "information in the names asked of \(domain)", observed: active.bytes.rounded(),
                limit: active.carrierShare >= 0.5 ? limits.burstBytes : limits.dailyBytes, unit: "bytes"),
            Reason("distinct names", observed: Double(active.distinct)),
            Reason(
                "share of questions that carry data back", observed: (active.carrierShare * 100).rounded(), unit: "%"),
            Reason("longest label", observed: Double(active.longest), unit: "characters"),
        ]
        signal.terms = [
            "query_count": String(active.distinct), "parent_domain": domain,
            "bytes_estimate": String(Int(min(max(0, active.bytes.rounded()), 1e15))),
        ]
        return signal
    }
}

extension DNSDataExfiltration.State {
    mutating func forgetRun() {
        active?.update {
            $0.evidence.forgetReferences()
            // This run says what is left to say.
            if $0.reported > 0 { ($0.pending, $0.evidence) = (0, Evidence()) }
        }
    }

    /// Takes in a name while too little is known to look closer.
    mutating func note(_ hash: UInt64, _ name: UnsafeBufferPointer<UInt8>, _ query: ObservedQuery) {
        guard recent.insert(UInt32(truncatingIfNeeded: hash)) else { return }
        let sum = Int(lengths) + name.count
        guard sum >= 256 else { return lengths = UInt8(sum) }
        active = Apart(DNSDataExfiltration.Active(query))
        recent = RecentNames()
    }
}

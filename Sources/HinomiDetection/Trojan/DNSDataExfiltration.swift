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
        let client: UInt64
        // Tells domains apart; the text does not take part and is empty in keys that are only looked up.
        private let domainHash: UInt64
        let domain: String

        private enum CodingKeys: CodingKey { case client, domain }
    }

    struct State: DetectorState {
        /// Short hashes of the last names, to tell repeats while little is known.
        var recent = RecentNames()
        var lengths = 0
        // Most domains never come under suspicion.
        var active: Apart<Active>?
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
        var latest: LatestQuery
        /// Names of the last signal's span.
        var pending = 0
    }

    func key(of query: ObservedQuery) -> Key? {
        guard let domain = query.domain, !query.subdomain.isEmpty else { return nil }
        // Nobody outside can answer for a private zone or choose who answers for a reverse one; resolvers of containers
        // ask for every outside name below the private ones first.
        guard !LookupServices.isOutOfReach(domain),
            !LookupServices.isLookupService(domain, hash: query.domainHash)
        else { return nil }
        return Key(query, domain)
    }

    func keptKey(_ key: Key, of query: ObservedQuery) -> Key {
        Key(client: key.client, domain: query.domain.map { String(decoding: $0, as: UTF8.self) } ?? "")
    }

    func fold(_ query: ObservedQuery, key: Key, into state: inout State?, raising signals: inout [Signal]) {
        let name = query.subdomain
        let hash = StableHash.of(name)
        if state == nil { state = State() }
        guard state?.active != nil else {
            state?.note(hash, name, query)
            return
        }
        guard state?.active?.update({ $0.takeNew(query, name, hash, self) }) == true, let active = state?.active?.value
        else { return }
        signals.append(signal(active, domain: query.domain.map { String(decoding: $0, as: UTF8.self) } ?? ""))
        state?.active?.update { $0.wasReported() }
    }

    // A domain comes under suspicion by several long names only.
    func weight(of state: State) -> Int {
        guard let active = state.active else { return 0 }
        return active.value.reported > 0 ? 2 : 1
    }

    func expire(_ state: State, key: Key, raising signals: inout [Signal]) {
        guard let active = state.active?.value, active.reported > 0, active.pending > 0 else { return }
        signals.append(signal(active, domain: key.domain))
    }

    private func signal(_ active: Active, domain: String) -> Signal {
        let latest = active.latest.told
        var signal = Signal(
            type: DNSDataExfiltration.raises[0], account: latest.client.account,
            region: latest.client.region.isEmpty ? "unknown" : latest.client.region, resource: latest.resource,
            role: .actor, identity: [latest.owner, domain], severity: .high, first: active.first, last: active.last,
            occurrences: max(1, active.pending), action: latest.action, evidence: active.evidence)
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

extension DNSDataExfiltration.Key {
    /// The key of a domain by its text.
    init(client: UInt64, domain: String) {
        self.client = client
        domainHash = StableHash.of(domain)
        self.domain = domain
    }

    /// A key to look up.
    init(_ query: ObservedQuery, _ domain: UnsafeBufferPointer<UInt8>) {
        client = query.record.client
        // As the hash of its text, in which bytes that are no UTF-8 are repaired.
        domainHash =
            domain.allSatisfy { $0 < 0x80 }
            ? query.domainHash : StableHash.of(String(decoding: domain, as: UTF8.self))
        self.domain = ""
    }

    static func == (a: Self, b: Self) -> Bool { a.client == b.client && a.domainHash == b.domainHash }

    func hash(into hasher: inout Hasher) { hasher.combine(client ^ domainHash) }

    func feed(_ hash: inout StableHash) { hash.combine(client ^ domainHash) }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let client = try container.decode(UInt64.self, forKey: .client)
        self.init(client: client, domain: try container.decode(String.self, forKey: .domain))
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(client, forKey: .client)
        try container.encode(domain, forKey: .domain)
    }
}

extension DNSDataExfiltration.State {
    mutating func forgetRun() { active?.update { $0.evidence = Evidence() } }

    /// Takes in a name while too little is known to look closer.
    mutating func note(_ hash: UInt64, _ name: UnsafeBufferPointer<UInt8>, _ query: ObservedQuery) {
        guard recent.insert(UInt32(truncatingIfNeeded: hash)) else { return }
        lengths += name.count
        guard lengths >= 256 else { return }
        active = Apart(DNSDataExfiltration.Active(query))
        recent = RecentNames()
    }
}

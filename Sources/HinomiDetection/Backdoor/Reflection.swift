// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// A service of one of our instances answers small requests with masses of data, to addresses that never asked: it is used
/// to amplify a denial of service. A type of Hinomi's own.
///
/// Reads flow records; looks at what `ports` answered to public addresses with `amplification` times what came, or more.
/// Adds it up by the minute over all addresses, since attacks are spread over many: what a contact sent is taken to be
/// spread evenly over its time. Raises when a minute had `packetsPerSecond`.
/// Keeps about 2 KiB an interface and port that amplifies, for a quarter of an hour.
/// Can be wrong about a busy public server of such a protocol whose honest answers are ten times as large as its questions.
struct Reflection: Detector {
    static let raises: [FindingType] = ["Backdoor:EC2/DenialOfService.Reflection"]
    static let interest: Interest = [.amplified, .publicRemote]

    let limits: Limits
    let lifetime: Int64 = 900

    init(_ limits: Limits = Limits()) { self.limits = limits }

    struct Limits: LimitSet {
        var packetsPerSecond: UInt64 = 1_000

        static let rows: [Limit<Limits>] = [
            Limit(
                "packetsPerSecond", \.packetsPerSecond, 1...10_000_000, unit: "packets",
                "packets sent a second, over a minute")
        ]
    }

    /// Seconds without such answers that end an attack.
    private static let pause: Int64 = 300
    /// Seconds of a contact that are looked at; longer ones are handed on in parts.
    static let longest: Int64 = 3_600

    struct Key: StateKey {
        var interface: UInt64
        var port: UInt16

        func feed(_ hash: inout StableHash) { hash.combine(interface ^ UInt64(port)) }
    }

    struct State: DetectorState {
        /// The latest minutes, in their order.
        var minutes: [Minute] = []
        var sent: UInt64 = 0
        var bytesOut: UInt64 = 0
        var bytesIn: UInt64 = 0
        /// Contacts and packets that a signal told of.
        var contacts = 0
        var reported: UInt64 = 0
        var peak: UInt64 = 0
        var first = Timestamp.distantFuture
        var last = Timestamp.distantPast
        var evidence = Evidence()
        /// The contact with the most packets, as a signal shows it.
        var most: UInt64 = 0
        @Aside var victim: Signal?
        init() {}
    }

    /// What was sent in a minute.
    struct Minute: Codable, Sendable {
        static let capacity = 64
        var minute: Int64
        var packets: UInt64
    }

    func key(of contact: ObservedContact) -> Key? {
        contact.isAmplified && contact.remote.isPublic
            ? Key(interface: contact.interfaceKey, port: contact.localPort) : nil
    }

    func fold(_ contact: ObservedContact, key: Key, into state: inout State?, raising signals: inout [Signal]) {
        // Taken out, so that what it holds is changed in place.
        var kept = state.take() ?? State()
        defer { state = kept }
        if kept.last != .distantPast, contact.first.seconds - kept.last.seconds > Reflection.pause {
            expire(kept, key: key, raising: &signals)
            kept = State()
        }
        kept.take(contact)
        guard kept.peak >= limits.packetsPerSecond * 60, kept.reported == 0 || kept.sent >= kept.reported &* 10 else {
            return
        }
        kept.release(limit: limits.packetsPerSecond, into: &signals)
    }

    func expire(_ state: State, key: Key, raising signals: inout [Signal]) {
        var state = state
        if state.reported > 0, state.contacts > 0 { state.release(limit: limits.packetsPerSecond, into: &signals) }
    }
}

extension ObservedContact {
    /// How many times what came must have gone out for a contact to be amplified.
    static let amplification: UInt64 = 10

    /// Whether one of our services that are known to amplify answered with far more than it was asked with.
    var isAmplified: Bool {
        protocolNumber == ObservedContact.udp && initiator != .local && bytesIn > 0
            && bytesOut / ObservedContact.amplification >= bytesIn && ObservedContact.amplifies(localPort)
    }

    // Character generator, DNS, portmapper, NTP, SNMP, connectionless LDAP, SSDP and memcached.
    private static func amplifies(_ port: UInt16) -> Bool {
        switch port {
        case 19, 53, 111, 123, 161, 389, 1900, 11211: true
        default: false
        }
    }
}

extension Reflection.State {
    mutating func forgetRun() {
        (victim, most) = (nil, 0)
        evidence.forgetReferences()
        // This run says what is left to say.
        if reported > 0 { (contacts, evidence) = (0, Evidence()) }
    }

    /// Takes in a contact.
    mutating func take(_ contact: ObservedContact) {
        spread(contact.packetsOut, from: contact.first.seconds, to: max(contact.first.seconds, contact.last.seconds))
        sent &+= contact.packetsOut
        bytesOut &+= contact.bytesOut
        bytesIn &+= contact.bytesIn
        contacts += 1
        first = min(first, contact.first)
        last = max(last, contact.last)
        evidence.add(contact.firstRecord)
        guard victim == nil || contact.packetsOut > most else { return }
        most = contact.packetsOut
        victim = Signal(
            type: Reflection.raises[0], contact: contact, role: .actor, identity: [String(contact.localPort)],
            severity: .medium)
    }

    // Counts packets to the minutes that they were sent in.
    private mutating func spread(_ packets: UInt64, from begin: Int64, to end: Int64) {
        let rate = Double(min(packets, 1 << 53)) / Double(end - begin + 1)
        // Of what is longer than contacts are, the end.
        var at = max(begin, end - Reflection.longest)
        while at <= end {
            let minute = EventMinute.of(at)
            let next = (minute + 1) * EventMinute.width
            count(UInt64((rate * Double(min(next, end + 1) - at)).rounded()), in: minute)
            at = next
        }
    }

    private mutating func count(_ packets: UInt64, in minute: Int64) {
        var at = minutes.count
        while at > 0, minutes[at - 1].minute > minute { at -= 1 }
        if at > 0, minutes[at - 1].minute == minute {
            at -= 1
            minutes[at].packets &+= packets
        } else {
            minutes.insert(Reflection.Minute(minute: minute, packets: packets), at: at)
        }
        peak = max(peak, minutes[at].packets)
        if minutes.count > Reflection.Minute.capacity { minutes.removeFirst() }
    }

    /// Raises what was gathered.
    mutating func release(limit: UInt64, into signals: inout [Signal]) {
        guard var signal = victim else { return }
        signal.first = first
        signal.last = last
        signal.evidence = evidence
        signal.occurrences = contacts
        let times = (Double(bytesOut) / Double(max(1, bytesIn)) * 10).rounded() / 10
        signal.terms["times"] = String(Int(min(times, 1e15)))
        signal.reasons = [
            Reason("packets sent a second, in the busiest minute", observed: Double(peak / 60), limit: Double(limit)),
            Reason(
                "bytes sent for each that came", observed: times, limit: Double(ObservedContact.amplification)),
            Reason("packets sent", observed: Double(sent)),
            Reason("bytes sent", observed: Double(bytesOut), unit: "bytes"),
        ]
        signals.append(signal)
        reported = sent
        contacts = 0
        evidence = Evidence()
    }
}

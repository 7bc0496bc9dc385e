// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import HinomiStatistics

/// One of our instances sends far more to the internet than it ever did, to a network it does not usually send to.
///
/// Reads flow records; counts what the instance sends in contacts of `Interest.heavy` that it opened, an hour at a time.
/// Learns for a week what an hour usually brings (mean and deviation of the logarithm, older hours fade) and which /24
/// networks (/48 of IPv6) get most of it. Raises within the hour when it stands `score` deviations above the usual, at
/// `bytes` or ten times the most of a month, and most of it went to a network that had its share on fewer than `usualDays` days.
/// Keeps 32 networks at most an interface that sends such volumes, for ninety days, and evidence of the hour for each. Can be wrong about the first full backup.
struct TrafficVolumeUnusual: Detector {
    static let raises: [FindingType] = ["Behavior:EC2/TrafficVolumeUnusual"]
    static let interest: Interest = [.opened, .publicRemote, .heavy]
    let limits: Limits
    let lifetime: Int64 = 90 * 86_400

    init(_ limits: Limits = Limits()) { self.limits = limits }

    struct Limits: LimitSet {
        var bytes: UInt64 = 500_000_000
        var bytesBeyondMost: UInt64 = 100_000_000
        var timesMost: UInt64 = 10
        var score = 6.0
        var hours: UInt32 = 48
        var learningDays: Int64 = 7
        var usualDays = 3

        static let rows: [Limit<Limits>] = [
            Limit("bytes", \.bytes, 100_000...1e15, unit: "bytes", "bytes in the hour"),
            Limit(
                "bytesBeyondMost", \.bytesBeyondMost, 100_000...1e15, unit: "bytes",
                "or bytes in the hour where they are many times the most of a month"),
            Limit("timesMost", \.timesMost, 1...1_000, unit: "times", "how many times"),
            Limit("score", \.score, 0.5...100, "deviations above a usual hour"),
            Limit("hours", \.hours, 2...2_000, unit: "hours", "hours that must have been learned from"),
            Limit(
                "learningDays", \.learningDays, 1...60, unit: "days",
                "days that are learned from before anything is unusual"),
            Limit(
                "usualDays", \.usualDays, 1...90, unit: "days",
                "days with a good part after which a network is one that is usually sent to"),
        ]
    }

    struct State: DetectorState {
        static let maxNetworks = 32
        /// Hours after which scores mean something.
        static let firstScores: UInt32 = 24

        var since = Int64.max
        var hour = Int64.min
        var sent: UInt64 = 0
        var model = LogVolumeModel()
        var heights = ScoreTail()
        /// The most that an hour brought, a day, of the last thirty days.
        var most: [DayMost] = []
        /// Networks that were sent to in this hour, and which of them usually are.
        var networks: [Network] = []
        /// The network that was told of in this hour, and what is left to tell of it.
        var told: IPAddress?
        @Aside var rest: Signal?

        struct DayMost: Codable {
            var day: Int64
            var bytes: UInt64
        }

        struct Network: Codable {
            var prefix: IPAddress
            /// Sent in this hour.
            var bytes: UInt64 = 0
            var evidence = Evidence()
            /// Days on which it got a good part, and the last of them.
            var days = 0
            var lastDay = Int64.min

            /// Begins anew for another network, in the same memory: there may be another with every contact.
            mutating func becomeAnother(_ prefix: IPAddress) {
                self.prefix = prefix
                (bytes, days, lastDay) = (0, 0, .min)
                evidence.removeAll()
            }
        }

        init() {}
    }

    func key(of contact: ObservedContact) -> UInt64? {
        contact.initiator == .local && contact.remote.isPublic && contact.bytesOut >= ObservedContact.heavyBytes
            ? contact.interfaceKey : nil
    }

    func fold(_ contact: ObservedContact, key: UInt64, into state: inout State?, raising signals: inout [Signal]) {
        if state == nil { state = State() }
        // Changed in place: it holds much.
        state?.take(contact, limits, raising: &signals)
    }

    func expire(_ state: State, key: UInt64, raising signals: inout [Signal]) {
        if let rest = state.rest { signals.append(rest) }
    }

    func habits(of state: State, key: UInt64, at seconds: Int64) -> Habits? {
        guard state.since != .max else { return nil }
        var habits = Habits(interface: key, since: state.since)
        habits.hasVolumes = state.model.count >= limits.hours
        return habits
    }
}

extension TrafficVolumeUnusual.State {
    mutating func forgetRun() {
        for i in networks.indices {
            networks[i].evidence.forgetReferences()
            // This run says what is left to say.
            if rest != nil, told == networks[i].prefix { networks[i].evidence = Evidence() }
        }
        rest = nil
    }

    /// Takes in a contact that counts.
    mutating func take(
        _ contact: ObservedContact, _ limits: TrafficVolumeUnusual.Limits, raising signals: inout [Signal]
    ) {
        let seconds = contact.last.seconds
        // A record that comes from long ago, late, makes nobody old.
        if since == .max || seconds > since &- 86_400 { since = min(since, seconds) }
        turn(to: seconds / 3_600, raising: &signals)
        let at = place(of: TrafficVolumeUnusual.State.prefix(of: contact.remote))
        sent &+= contact.bytesOut
        networks[at].bytes &+= contact.bytesOut
        networks[at].evidence.add(contact.firstRecord)
        guard seconds &- since >= limits.learningDays * 86_400, model.count >= limits.hours else { return }
        let most = mostOfMonth(at: seconds)
        let height = model.score(Double(sent))
        if told == networks[at].prefix {
            rest = signal(contact, networks[at], limits, most, height)
            return
        }
        guard told == nil,
            sent >= limits.bytes || (sent >= limits.bytesBeyondMost && sent / limits.timesMost >= most),
            height >= limits.score, networks[at].days < limits.usualDays, networks[at].bytes >= sent / 2
        else { return }
        told = networks[at].prefix
        signals.append(signal(contact, networks[at], limits, most, height))
        networks[at].evidence = Evidence()
    }

    private func signal(
        _ contact: ObservedContact, _ network: Network, _ limits: TrafficVolumeUnusual.Limits, _ most: UInt64,
        _ height: Double
    ) -> Signal {
        var signal = Signal(
            type: TrafficVolumeUnusual.raises[0], contact: contact, role: .actor,
            identity: [network.prefix.description], severity: .medium)
        signal.first = Timestamp(seconds: hour * 3_600)
        signal.evidence = network.evidence
        signal.occurrences = max(1, network.evidence.total)
        signal.terms["bytes_out"] = String(network.bytes)
        let chance = heights.chance(of: height)
        signal.oddity = Oddity(
            interface: contact.interfaceKey, first: signal.first, kind: .volume(chance: chance))
        signal.info["unusual"] = .number(Double(network.bytes))
        signal.reasons = [
            Reason(
                "bytes sent to the internet within an hour", observed: Double(sent),
                limit: Double(sent >= limits.bytes ? limits.bytes : limits.bytesBeyondMost), unit: "bytes"),
            Reason(
                "the most that an hour of the last thirty days brought", observed: Double(most), unit: "bytes"),
            Reason("deviations above a usual hour", observed: (height * 10).rounded() / 10, limit: limits.score),
            Reason("chance that a calm hour comes so high", observed: AccountHabits.rounded(chance)),
            Reason(
                "days on which this network got a good part before", observed: Double(network.days),
                limit: Double(limits.usualDays)),
        ]
        return signal
    }

    /// The network that an address counts to.
    static func prefix(of address: IPAddress) -> IPAddress {
        address.isV4 ? IPAddress(v4: address.v4 & 0xFFFF_FF00) : IPAddress(high: address.high & ~0xFFFF, low: 0)
    }

    /// Ends the hour and begins another; what comes late counts to the hour it came in.
    mutating func turn(to now: Int64, raising signals: inout [Signal]) {
        guard now > hour else { return }
        if let rest { signals.append(rest) }
        rest = nil
        if hour != .min { closeHour() }
        hour = now
        sent = 0
        told = nil
        for i in networks.indices where networks[i].bytes > 0 {
            networks[i].bytes = 0
            networks[i].evidence.removeAll()
        }
    }

    private mutating func closeHour() {
        // What was told of must not become usual by being large.
        if told == nil {
            // Held against what was usual before: a score among those that were seen must not know of itself.
            if model.count >= TrafficVolumeUnusual.State.firstScores { heights.add(model.score(Double(sent))) }
            model.add(Double(sent))
        }
        let day = hour / 24
        if let last = most.last, last.day == day {
            if told == nil { most[most.count - 1].bytes = max(last.bytes, sent) }
        } else {
            most.append(DayMost(day: day, bytes: told == nil ? sent : 0))
            most.removeAll { $0.day + 30 < day }
        }
        for i in networks.indices where networks[i].bytes > 0 && networks[i].bytes >= sent / 10 {
            if networks[i].lastDay != day { networks[i].days += 1 }
            networks[i].lastDay = day
        }
    }

    func mostOfMonth(at seconds: Int64) -> UInt64 {
        most.filter { $0.day + 30 >= seconds / 86_400 }.map(\.bytes).max() ?? 0
    }

    /// The place of a network; of too many, what was not usual and got least goes.
    mutating func place(of prefix: IPAddress) -> Int {
        if let known = networks.withUnsafeBufferPointer({ TrafficVolumeUnusual.State.place(of: prefix, in: $0) }) {
            return known
        }
        guard networks.count >= TrafficVolumeUnusual.State.maxNetworks else {
            networks.append(Network(prefix: prefix))
            return networks.count - 1
        }
        let least = networks.withUnsafeBufferPointer { TrafficVolumeUnusual.State.least(of: $0) }
        networks[least].becomeAnother(prefix)
        return least
    }

    // By pointer, since a network that is taken out of an array is held, and there are many heavy contacts.
    private static func place(of prefix: IPAddress, in networks: UnsafeBufferPointer<Network>) -> Int? {
        guard let first = networks.baseAddress else { return nil }
        for i in 0..<networks.count where first[i].prefix == prefix { return i }
        return nil
    }

    private static func least(of networks: UnsafeBufferPointer<Network>) -> Int {
        guard let first = networks.baseAddress else { return 0 }
        var least = 0
        for i in 1..<networks.count where isLess(first + i, first + least) { least = i }
        return least
    }

    private static func isLess(_ a: UnsafePointer<Network>, _ b: UnsafePointer<Network>) -> Bool {
        if a.pointee.days != b.pointee.days { return a.pointee.days < b.pointee.days }
        if a.pointee.lastDay != b.pointee.lastDay { return a.pointee.lastDay < b.pointee.lastDay }
        if a.pointee.bytes != b.pointee.bytes { return a.pointee.bytes < b.pointee.bytes }
        return a.pointee.prefix < b.pointee.prefix
    }
}

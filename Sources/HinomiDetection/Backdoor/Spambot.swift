// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import HinomiStatistics

/// One of our instances, which never sent mail before, calls many mail servers.
///
/// Reads flow records. Counts the distinct public hosts whose port 25 the instance called in this full hour and the one
/// before, answered or not: AWS itself holds back most of such traffic. Raises at `hosts`, unless the instance has called
/// port 25 for more than `newHours`: that is a mail server. Keeps about 300 bytes an interface for a week.
/// Can be wrong about a mail server in the first day of the logs.
struct Spambot: Detector {
    static let raises: [FindingType] = ["Backdoor:EC2/Spambot"]
    static let interest: Interest = [.mail, .opened, .publicRemote, .tcp, .fresh]
    let limits: Limits
    let lifetime: Int64 = 7 * 86_400

    init(_ limits: Limits = Limits()) { self.limits = limits }

    struct Limits: LimitSet {
        var hosts = 10
        var newHours: Int64 = 24

        static let rows: [Limit<Limits>] = [
            Limit(
                "hosts", \.hosts, 2...10_000, unit: "hosts", "distinct mail servers in a full hour and the one before"),
            Limit(
                "newHours", \.newHours, 1...168, unit: "hours",
                "time from the first mail on after which an instance is a mail server, and stays silent"),
        ]
    }

    struct State: DetectorState {
        /// When port 25 was first called.
        var since = Timestamp.distantFuture
        var hour = Int64.min
        var called = DistinctCounter()
        /// Those of this hour and the one before.
        var before = DistinctCounter()
        var contacts = 0
        var evidence = Evidence()
        var first = Timestamp.distantFuture
        var nextReport = 0
        init() {}
    }

    func key(of contact: ObservedContact) -> UInt64? {
        contact.protocolNumber == ObservedContact.tcp && contact.remotePort == 25 && contact.initiator == .local
            && contact.remote.isPublic && contact.outcome != .refused && !contact.isContinued
            ? contact.interfaceKey : nil
    }

    func fold(_ contact: ObservedContact, key: UInt64, into state: inout State?, raising signals: inout [Signal]) {
        // Taken out, so that what it holds is changed in place.
        var kept = state.take() ?? State()
        defer { state = kept }
        // A record that comes from long ago, late, makes nobody a mail server.
        if contact.first.seconds > kept.since.seconds - 86_400 || kept.since == .distantFuture {
            kept.since = min(kept.since, contact.first)
        }
        kept.turn(to: contact.first)
        var hash = StableHash(seed: 6)
        hash.combine(contact.remote.high)
        hash.combine(contact.remote.low)
        kept.called.insert(hash.value)
        kept.before.insert(hash.value)
        kept.contacts += 1
        kept.first = min(kept.first, contact.first)
        kept.evidence.add(contact.firstRecord)
        // Those of the hour before are counted along, so that a burst across the hour is one.
        let count = max(kept.called.count, kept.before.count)
        guard count >= max(limits.hosts, kept.nextReport),
            contact.first.seconds - kept.since.seconds <= limits.newHours * 3_600
        else { return }
        var signal = Signal(type: Spambot.raises[0], contact: contact, role: .actor, identity: [], severity: .medium)
        signal.first = kept.first
        signal.occurrences = kept.contacts
        signal.evidence = kept.evidence
        signal.reasons = [
            Reason(
                "distinct mail servers called in an hour and the one before", observed: Double(count),
                limit: Double(limits.hosts)),
            Reason(
                "hours since the instance first called a mail server",
                observed: Double((contact.first.seconds - kept.since.seconds) / 3_600),
                limit: Double(limits.newHours)),
        ]
        signals.append(signal)
        kept.nextReport = count * 10
        kept.contacts = 0
        kept.evidence = Evidence()
    }
}

extension Spambot.State {
    mutating func forgetRun() { evidence.forgetReferences() }

    /// Moves on to the hour of a time.
    mutating func turn(to time: Timestamp) {
        let now = time.seconds / 3_600
        guard now > hour else { return }
        before = now == hour + 1 ? called : DistinctCounter()
        called = DistinctCounter()
        hour = now
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import HinomiStatistics

/// Many clients guess passwords at one service of an instance, each too seldom to be noticed by itself.
///
/// Reads flow records of the ports of the guessing detectors. Counts attempts of all clients that never had a real
/// session, by the shapes that those detectors go by, and raises when there are `attempts` of `clients` distinct public
/// clients within an hour. Low: the instance is the target. Keeps 256 clients that logged in at most an interface and
/// port, and counters, for a day. Can be wrong about a service for the public whose clients break off their connections.
struct DistributedGuessing: Detector {
    static let raises = [SSHBruteForce.raised, RDPBruteForce.raised, WinRMBruteForce.raised]
    static let interest: Interest = [.login, .called, .answered, .fresh, .tcp, .publicRemote]
    let limits: Limits
    let lifetime: Int64 = 86_400
    private let guessed: [(type: FindingType, guessing: LoginGuessing)]

    /// Detects guesses as those detectors tell them.
    init(
        _ limits: Limits = Limits(), _ ssh: SSHBruteForce = SSHBruteForce(), _ rdp: RDPBruteForce = RDPBruteForce(),
        _ winRM: WinRMBruteForce = WinRMBruteForce()
    ) {
        self.limits = limits
        guessed = [
            (SSHBruteForce.raised, ssh.guessing), (RDPBruteForce.raised, rdp.guessing),
            (WinRMBruteForce.raised, winRM.guessing),
        ]
    }

    struct Limits: LimitSet {
        var attempts = 60
        var clients = 10

        static let rows: [Limit<Limits>] = [
            Limit(
                "attempts", \.attempts, 2...1_000_000, unit: "connections", "attempts within an hour, over all clients"),
            Limit("clients", \.clients, 2...10_000, unit: "clients", "distinct clients that made them"),
        ]
    }

    struct Key: StateKey {
        var interface: UInt64
        var port: UInt16

        func feed(_ hash: inout StableHash) {
            hash.combine(interface)
            hash.combine(UInt64(port))
        }
    }

    struct State: DetectorState {
        static let maxWelcome = 256

        var attempts = TimeRing(buckets: 60, width: 60)
        /// Clients of this hour and of the one before.
        var hour = Int64.min
        var clients = DistinctCounter()
        var before = DistinctCounter()
        /// Clients that had real sessions, oldest first.
        var welcome: [IPAddress] = []
        var total = 0
        var reported = 0
        var nextReport = 0
        var first = Timestamp.distantFuture
        var evidence = Evidence()

        init() {}

        mutating func forgetRun() { evidence.forgetReferences() }
    }

    func key(of contact: ObservedContact) -> Key? {
        guard contact.initiator == .remote, contact.protocolNumber == ObservedContact.tcp,
            contact.outcome.isAnswered, contact.remote.isPublic, !contact.isContinued,
            rule(for: contact.localPort) != nil
        else { return nil }
        return Key(interface: contact.interfaceKey, port: contact.localPort)
    }

    private func rule(for port: UInt16) -> (type: FindingType, guessing: LoginGuessing)? {
        guessed.first { $0.guessing.ports.contains(port) }
    }

    func fold(_ contact: ObservedContact, key: Key, into state: inout State?, raising signals: inout [Signal]) {
        guard let rule = rule(for: key.port) else { return }
        // Taken out, so that what it holds is changed in place.
        var kept = state.take() ?? State()
        defer { state = kept }
        let kind = rule.guessing.kind(of: contact)
        if kind == .session { kept.greet(contact.remote) }
        guard kind == .attempt, !kept.welcome.contains(contact.remote) else { return }
        let seconds = contact.first.seconds
        kept.turn(to: seconds / 3_600)
        kept.attempts.add(at: seconds)
        let hash = FirstUseRule.hash(of: contact.remote)
        kept.clients.insert(hash)
        kept.before.insert(hash)
        kept.total += 1
        kept.first = min(kept.first, contact.first)
        kept.evidence.add(contact.firstRecord)
        let distinct = max(kept.clients.count, kept.before.count)
        guard kept.attempts.total >= limits.attempts, distinct >= limits.clients, kept.total >= kept.nextReport else {
            return
        }
        var signal = Signal(
            type: rule.type, contact: contact, role: .target, identity: ["distributed"], severity: .low)
        signal.first = kept.first
        signal.occurrences = kept.total - kept.reported
        signal.evidence = kept.evidence
        signal.terms = ["attempt_count": String(kept.total), "window": Signal.span(from: kept.first, to: contact.last)]
        signal.info["distributed"] = .truth(true)
        signal.reasons = [
            Reason(
                "connections within an hour that look like login attempts", observed: Double(kept.attempts.total),
                limit: Double(limits.attempts)),
            Reason("distinct clients that made them", observed: Double(distinct), limit: Double(limits.clients)),
        ]
        signals.append(signal)
        kept.reported = kept.total
        kept.nextReport = kept.total * 10
        kept.evidence = Evidence()
    }
}

extension DistributedGuessing.State {
    /// Remembers a client that logged in.
    mutating func greet(_ client: IPAddress) {
        guard !welcome.contains(client) else { return }
        if welcome.count >= DistributedGuessing.State.maxWelcome { welcome.removeFirst() }
        welcome.append(client)
    }

    /// Moves on to an hour.
    mutating func turn(to now: Int64) {
        guard now > hour else { return }
        before = now == hour + 1 ? clients : DistinctCounter()
        clients = DistinctCounter()
        hour = now
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import HinomiStatistics

/// One of our instances looks for its master under names that a program joins of words, which look like anybody's names.
///
/// Reads resolver query logs. What gives such a program away is that the names it makes are all of one shape: the same
/// suffix, about the same length, as many parts. Raises when `names` registered domains of one shape, none of them known,
/// are answered NXDOMAIN within an hour, provided that they are most of what fails, that the client does not ask for far
/// more that exists, does not route mail, and that the names are neither variants of one nor such that `GeneratedNames`
/// tells of; and, once all logs were read, that nobody else in the account asked for them (`FailedNames`). Says so at 20,
/// 200 and 2,000 names an hour.
/// Keeps up to 8 KiB for a client with failed names, dropped after six hours without one.
/// Can be wrong about a list of dead names of one suffix that a single client goes through, and does not see the same
/// malware on two instances of an account that try the same names.
struct JoinedNames: Detector {
    static let raises: [FindingType] = ["Trojan:EC2/DGADomainRequest.B"]

    let limits: Limits
    let lifetime: Int64 = 6 * 3_600

    init(_ limits: Limits = Limits()) { self.limits = limits }

    struct Limits: LimitSet {
        var names = 20
        // The shape that dead names of people have most often gets a third.
        var share = 0.6
        // A crawler has hundreds.
        var resolvedForEach = 4
        // Words share a tenth.
        var kinship = 0.4
        var kin = 3
        var suspicious = 2.0

        static let rows: [Limit<Limits>] = [
            Limit("names", \.names, 3...10_000, unit: "names", "distinct domains of one shape within an hour"),
            Limit("share", \.share, 0...1, "what they must be of all domains that fail"),
            Limit(
                "resolvedForEach", \.resolvedForEach, 0...10_000, unit: "domains",
                "domains that may resolve for each of them"
            ),
            Limit(
                "kinship", \.kinship, 0...1,
                "of the pairs of letters, the share that makes a name a variant of the one before"),
            Limit("kin", \.kin, 1...1_000, unit: "names", "one name in how many may be such a variant"),
            Limit("suspicious", \.suspicious, 0...10, "score from which a name is told of by itself"),
        ]
    }

    // Of the domains that resolve one in four is looked at.
    private static let sampling: UInt64 = 4

    struct State: DetectorState {
        static let maxGroups = 6
        static let window: Int64 = 3_600

        /// When the hour began that is counted, with the first name that failed.
        var begin = Timestamp.distantPast
        var failed = RecentHashes()
        var failures = 0
        var resolved = RecentHashes()
        var resolutions = 0
        var groups: [Group] = []
        /// When mail was last routed.
        var mail = Timestamp.distantPast
        init() {}
    }

    /// Names of one shape.
    struct Group: Codable, Sendable {
        static let maxNames = 64

        var shape: UInt64
        var count = 0
        /// Names that are variants of the one before, and that one.
        var variants = 0
        var latest: [UInt8] = []
        /// Names that look like anybody's.
        var ordinary = 0
        /// Names that no signal told of: how many, and the first of them.
        var pending = 0
        var things: [UInt64] = []
        var evidence = Evidence()
        var first = Timestamp.distantFuture
        var nextReport = 0
    }

    func key(of query: ObservedQuery) -> UInt64? {
        let record = query.record
        guard record.domainStart != .max else { return nil }
        if isMail(query) { return record.client }
        guard record.asksForAddress else { return nil }
        switch record.responseCode {
        // What a firewall blocks does exist.
        case 3: return !record.isBlocked && query.isOfOutside ? record.client : nil
        case 0: return query.domainHash % JoinedNames.sampling == 0 ? record.client : nil
        default: return nil
        }
    }

    // Who routes mail asks for names that strangers made up: MX, and block lists of senders.
    private func isMail(_ query: ObservedQuery) -> Bool {
        if query.record.type == 15 { return true }
        return query.record.responseCode == 3 && query.record.facts.traits.contains(.ofLookupService)
    }

    func fold(_ query: ObservedQuery, key: UInt64, into state: inout State?, raising signals: inout [Signal]) {
        if isMail(query) {
            state?.mail = query.record.time
        } else if query.record.responseCode == 0 {
            if state?.resolved.insert(query.domainHash) == true { state?.resolutions += 1 }
        } else if let domain = query.domain, state?.failed.contains(query.domainHash) != true {
            // Taken out, so that what it holds is changed in place.
            var kept = state.take() ?? State()
            fail(query, domain, &kept, &signals)
            state = kept
        }
    }

    private func fail(
        _ query: ObservedQuery, _ domain: UnsafeBufferPointer<UInt8>, _ state: inout State, _ signals: inout [Signal]
    ) {
        let time = query.record.time
        if time.seconds - state.begin.seconds >= State.window { state.turn(to: time) }
        state.failed.insert(query.domainHash)
        state.failures += 1
        guard let name = JoinedName(domain) else { return }
        let at = state.place(of: name.shape)
        state.groups[at].take(query, isOrdinary: Double(query.record.score) < limits.suspicious)
        if JoinedName.kinship(name.label, state.groups[at].latest) >= limits.kinship { state.groups[at].variants += 1 }
        state.groups[at].latest = Array(name.label)
        let group = state.groups[at]
        guard group.count >= max(limits.names, group.nextReport), isGenerated(group, state),
            time.seconds - state.mail.seconds > State.window
        else { return }
        signals.append(signal(query, group, state))
        state.groups[at].wasReported()
    }

    private func isGenerated(_ group: Group, _ state: State) -> Bool {
        Double(group.count) >= limits.share * Double(state.failures)
            && state.resolutions * Int(JoinedNames.sampling) <= limits.resolvedForEach * group.count
            && group.variants * limits.kin <= group.count && group.ordinary * 2 >= group.count
    }

    private func signal(_ query: ObservedQuery, _ group: Group, _ state: State) -> Signal {
        var signal = Signal(
            type: JoinedNames.raises[0], query: ShownQuery(query),
            role: .actor, severity: .medium, first: group.first, last: query.record.time,
            occurrences: group.pending, evidence: group.evidence)
        signal.info["domain"] = .text(ObservedQuery.text(query.name))
        signal.reasons = [
            Reason(
                "distinct domains of one shape that do not exist, within an hour", observed: Double(group.count),
                limit: Double(limits.names)),
            Reason(
                "share of all domains that did not exist for this client",
                observed: (Double(group.count) / Double(state.failures) * 100).rounded() / 100, limit: limits.share),
            Reason(
                "domains that did exist, estimated", observed: Double(state.resolutions * Int(JoinedNames.sampling)),
                limit: Double(limits.resolvedForEach * group.count)),
            Reason("names that look ordinary by themselves", observed: Double(group.ordinary)),
            Reason(
                "of the names variants of the one before", observed: Double(group.variants),
                limit: Double(group.count / limits.kin)),
        ]
        signal.terms["other_count"] = String(group.count - 1)
        signal.caveats = ["Each of the names by itself may look ordinary; that they are so much alike is the sign."]
        signal.proviso = Proviso(
            things: group.things, doer: query.record.client, others: 0, since: state.begin,
            least: min(limits.names, group.things.count),
            reason: "of the names asked by nobody else in the account, nor before")
        return signal
    }
}

extension JoinedNames.State {
    mutating func forgetRun() { for i in groups.indices { groups[i].evidence.forgetReferences() } }

    /// Begins another hour.
    mutating func turn(to time: Timestamp) {
        begin = time
        failures = 0
        resolved = RecentHashes()
        resolutions = 0
        groups = []
    }

    /// The place of the names of a shape; of too many shapes the one with the fewest names goes.
    mutating func place(of shape: UInt64) -> Int {
        if let known = groups.firstIndex(where: { $0.shape == shape }) { return known }
        if groups.count >= JoinedNames.State.maxGroups {
            let least = groups.indices.min {
                (groups[$0].count, groups[$0].shape) < (groups[$1].count, groups[$1].shape)
            }
            if let least { groups.remove(at: least) }
        }
        groups.append(JoinedNames.Group(shape: shape))
        return groups.count - 1
    }
}

extension JoinedNames.Group {
    /// Takes in a name.
    mutating func take(_ query: ObservedQuery, isOrdinary: Bool) {
        count += 1
        pending += 1
        if isOrdinary { ordinary += 1 }
        if things.count < JoinedNames.Group.maxNames { things.append(FailedNames.thing(query)) }
        evidence.add(query.reference)
        first = min(first, query.record.time)
    }

    /// Notes that a signal was raised; the next is due when there are ten times as many names.
    mutating func wasReported() {
        nextReport = count * 10
        pending = 0
        things = []
        evidence = Evidence()
    }
}

// SPDX-License-Identifier: Apache-2.0

import CBytes
import HinomiFindings
import HinomiRecords
import HinomiStatistics

/// One of our instances looks for its master under names that a program makes up, most of which nobody has registered.
///
/// Reads resolver query logs. Decides by client, not by name: each registered domain that is answered NXDOMAIN for the
/// first time moves a sequential test by how much likelier an infected client makes it (`NameScorer` tells names that
/// look generated), each new domain that resolves moves it back a little. Raises at `alarm`, after four names at the
/// earliest. Half of what was gathered is forgotten in an hour.
/// Keeps nothing of a client until a generated-looking name failed, then 0.1 to 1 kB and what a finding says, dropped after six
/// hours.
/// Can be wrong about clients that ask for dead names of others' malware: mail filters, security scanners, crawlers with
/// few names that resolve. Does not see generators that join words: their names look like anybody's.
struct GeneratedNames: Detector {
    static let raises: [FindingType] = ["Trojan:EC2/DGADomainRequest.B"]

    let limits: Limits
    let lifetime: Int64 = 6 * 3_600

    init(_ limits: Limits = Limits()) { self.limits = limits }

    // Steps of the test are the logarithms of how much likelier an infected client makes it.
    struct Limits: LimitSet {
        // One benign name in a hundred scores as high, and one in a thousand.
        var suspicious = 2.0
        var striking = 3.0
        // One benign name in ten scores as high. Names between this and `suspicious` are as common among generated names as among
        // those of healthy clients that fail, and decide nothing.
        var plain = 1.0
        var strikingStep = 4.2
        var suspiciousStep = 2.8
        var plainStep = -2.2
        // Infected clients fail with one new domain in thirty at least.
        var resolvedStep = -0.03
        // ln(0.99 / 1e-6)
        var alarm = 13.8

        static let rows: [Limit<Limits>] = [
            Limit("suspicious", \.suspicious, 0...10, "score from which a failed name counts as generated"),
            Limit("striking", \.striking, 0...10, "score from which it counts in full"),
            Limit("plain", \.plain, -10...10, "score below which a failed name looks like anybody's"),
            Limit("strikingStep", \.strikingStep, 0...50, "step of the test for a name that counts in full"),
            Limit("suspiciousStep", \.suspiciousStep, 0...50, "step for another name that counts as generated"),
            Limit("plainStep", \.plainStep, -50...0, "step for a failed name that looks like anybody's"),
            Limit("resolvedStep", \.resolvedStep, -10...0, "step for a new domain that resolves"),
            Limit("alarm", \.alarm, 1...90, "height at which the test decides"),
        ]

        static let ascending = [["plain", "suspicious", "striking"], ["suspiciousStep", "strikingStep"]]
    }

    // Of the queries that resolve one in four is looked at, and counts fourfold.
    private static let sampling: UInt64 = 4

    struct State: DetectorState {
        /// Height of the test at `last`, 0 or more.
        var height = 0.0
        var last = Timestamp.distantPast
        var failed = FailedDomains()
        var resolved = RecentHashes()
        var ordinary: UInt32 = 0
        /// Generated-looking names with which the next signal is due; 0 before the first.
        var nextReport: UInt32 = 0
        /// What this run has to tell.
        var story: Apart<Story>?
        init() {}
    }

    struct Story: Codable, Sendable {
        /// The name that looks most generated, and its score.
        var example: ShownQuery
        var highest: Float
        var first: Timestamp
        /// Generated-looking names since the last signal.
        var pending: UInt32 = 0
        var evidence = Evidence()
    }

    func key(of query: ObservedQuery) -> UInt64? {
        let record = query.record
        // Mail servers ask for other things than addresses of others' names.
        guard record.asksForAddress else { return nil }
        guard record.domainStart != .max else { return nil }
        switch record.responseCode {
        case 3: return query.isOfOutside ? record.client : nil
        case 0: return record.recordID % GeneratedNames.sampling == 0 ? record.client : nil
        default: return nil
        }
    }

    func fold(_ query: ObservedQuery, key: UInt64, into state: inout State?, raising signals: inout [Signal]) {
        guard query.domain != nil else { return }
        let hash = query.domainHash
        if query.record.responseCode == 0 {
            guard state?.resolved.insert(hash) == true else { return }
            state?.move(by: limits.resolvedStep * Double(GeneratedNames.sampling), at: query.record.time)
        } else {
            fail(query, hash, &state, &signals)
        }
        // Looked at in place: a copy of the state is dear.
        if state?.nextReport == 0, let height = state?.height, height < 0.1 { state = nil }
    }

    private func fail(
        _ query: ObservedQuery, _ hash: UInt64, _ state: inout State?, _ signals: inout [Signal]
    ) {
        if state?.failed.contains(hash) == true { return }
        let score = query.record.score
        guard Double(score) >= limits.suspicious else {
            state?.failed.insert(hash, isGenerated: false)
            state?.ordinary &+= 1
            if Double(score) < limits.plain { state?.move(by: limits.plainStep, at: query.record.time) }
            return
        }
        // Taken out, so that what it holds is changed in place.
        var kept = state.take() ?? State()
        defer { state = kept }
        kept.move(
            by: Double(score) >= limits.striking ? limits.strikingStep : limits.suspiciousStep, at: query.record.time)
        let isNew = kept.failed.insert(hash, isGenerated: true)
        kept.tell(query, score)
        // Counting is dear, and what is not new changes no count.
        guard
            kept.nextReport > 0
                ? isNew && kept.failed.generated >= Int(kept.nextReport) : kept.height >= limits.alarm,
            let story = kept.story?.value
        else { return }
        signals.append(signal(kept, story))
        kept.wasReported()
    }

    func expire(_ state: State, key: UInt64, raising signals: inout [Signal]) {
        guard state.nextReport > 0, let story = state.story?.value, story.pending > 0 else { return }
        signals.append(signal(state, story))
    }

    private func signal(_ state: State, _ story: Story) -> Signal {
        let count = state.failed.generated
        var signal = Signal(
            type: GeneratedNames.raises[0], query: story.example,
            role: .actor, severity: .high, first: story.first, last: state.last,
            occurrences: max(1, Int(story.pending)), evidence: story.evidence)
        signal.info["domain"] = .text(story.example.name)
        signal.reasons = [
            Reason("distinct domains that look generated and do not exist", observed: Double(count)),
            Reason("other domains that do not exist, meanwhile", observed: Double(state.ordinary)),
            Reason(
                "sequential test of \"infected\" against \"healthy\"", observed: (state.height * 10).rounded() / 10,
                limit: limits.alarm),
            Reason(
                "score of the most striking name", observed: (Double(story.highest) * 10).rounded() / 10,
                limit: limits.suspicious),
        ]
        signal.terms["other_count"] = count > 1 ? String(count - 1) : nil
        if Int(state.ordinary) > count {
            signal.caveats.append("Most of the names that do not exist look ordinary.")
        }
        return signal
    }
}

extension GeneratedNames.State {
    private static let halfLife = 3_600.0
    private static let highestHeight = 100.0

    mutating func forgetRun() {
        if nextReport > 0 {
            // This run says what is left to say.
            story = nil
        } else {
            story?.update { $0.evidence.forgetReferences() }
        }
    }

    /// Moves the test, after forgetting what is due since the last time.
    mutating func move(by step: Double, at time: Timestamp) {
        if time > last {
            if last != .distantPast {
                height *= hinomi_exp(-0.693_147_180_559_945_3 * Double(time.seconds - last.seconds) / Self.halfLife)
            }
            last = time
        }
        height = min(max(0, height + step), Self.highestHeight)
    }

    /// Takes in a name that looks generated, to tell of it.
    mutating func tell(_ query: ObservedQuery, _ score: Float) {
        var told =
            story?.takeOut()
            ?? Apart(GeneratedNames.Story(example: ShownQuery(query), highest: score, first: query.record.time))
        told.update {
            $0.pending &+= 1
            $0.first = min($0.first, query.record.time)
            $0.evidence.add(query.reference)
            guard score > $0.highest else { return }
            ($0.highest, $0.example) = (score, ShownQuery(query))
        }
        story = told
    }

    /// Notes that a signal was raised; the next is due when there are ten times as many names.
    mutating func wasReported() {
        nextReport = UInt32(clamping: max(1, failed.generated) * 10)
        story?.update { ($0.pending, $0.evidence) = (0, Evidence()) }
    }
}

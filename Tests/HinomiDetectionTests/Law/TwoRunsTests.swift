// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords
import Testing

@testable import HinomiDetection

/// What one run told of and what the next one tells, which goes on from what the first learned, is together what a single
/// run tells.
@Suite struct TwoRunsTests {
    /// How often each finding is said to have happened.
    private static func counts(_ events: some Sequence<LogEvent>, learned: [UInt8]?) throws -> (
        counts: [String: Int], profile: [UInt8]
    ) {
        var engine = Engine(intelligence: Lists.bundle)
        if let learned { try engine.learn(profile: learned) }
        var reader = LogReader(Lists.bundle)
        for event in events { for delivery in reader.read(event, input: 0) { engine.take(delivery) } }
        engine.drain()
        engine.finish(knowing: engine.owners)
        let profile = try engine.profile()
        engine.close(knowing: engine.testimony(on: engine.openQuestions))
        var counts: [String: Int] = [:]
        for finding in engine.book.findings() { counts["\(finding.type) \(finding.id)"] = finding.count }
        return (counts, profile)
    }

    // These say more than what is new: the story of an attack whole, what calls that come later may explain, and contacts of
    // half an hour, of which a cut halves several.
    private static let others = ["AttackSequence", "CredentialExfiltration", "TorRelay"]

    private static let ofQueries = ["DNS", "DGA", "Impact:EC2/Abused", "Impact:EC2/Malicious", "Impact:EC2/Suspicious"]

    @Test(arguments: [1, 2, 3], 1...9) func `the counts of two runs add up to those of one`(seed: UInt64, tenth: Int)
        throws
    {
        let events = Stream.everything(seed: seed, ordinary: 0).events
        let cut = events.count * tenth / 10
        let one = try Self.counts(events, learned: nil).counts
        let first = try Self.counts(events[..<cut], learned: nil)
        let second = try Self.counts(events[cut...], learned: first.profile)
        let both = first.counts.merging(second.counts, uniquingKeysWith: +)
        for id in Set(one.keys).union(both.keys).sorted() where !Self.others.contains(where: id.contains) {
            // A contact that is cut may be two, or none, and now and then there are several; a query is not cut.
            let tolerated = Self.ofQueries.contains(where: id.contains) ? 0 : 3
            #expect(
                abs((both[id] ?? 0) - (one[id] ?? 0)) <= tolerated, "\(id): \(first.counts[id] ?? 0) of the first run")
        }
    }

    @Test(arguments: [1, 2, 3]) func `what one run told of is not told again where nothing more comes`(seed: UInt64)
        throws
    {
        let first = try Self.counts(Stream.everything(seed: seed).events, learned: nil)
        #expect(!first.counts.isEmpty)
        #expect(try Self.counts([], learned: first.profile).counts == [:])
    }

    private static var lanes: [Lane<ObservedContact>] { DetectorSet.contacts(Lists.bundle, DetectionLimits()) }

    /// What a detector tells of contacts in one run, and in two of which the second goes on from what the first learned.
    private static func told(by detector: String, of contacts: [ObservedContact], cut: Int?) throws -> [String: Int] {
        func lane() throws -> Lane<ObservedContact> { try #require(lanes.of([detector]).first) }
        var signals: [Signal] = []
        func fold(_ contacts: ArraySlice<ObservedContact>, into lane: Lane<ObservedContact>) {
            for contact in contacts where contact.traits.isSuperset(of: lane.interest) {
                lane.fold(contact, contact.first.seconds, &signals)
            }
        }
        let first = try lane()
        fold(contacts[..<(cut ?? contacts.count)], into: first)
        if let cut {
            var writer = StateWriter()
            try first.profile(&writer)
            first.expire(.max / 2, &signals)
            let second = try lane()
            var reader = StateReader(writer.bytes)
            try second.restore(&reader)
            fold(contacts[cut...], into: second)
            second.expire(.max / 2, &signals)
        } else {
            first.expire(.max / 2, &signals)
        }
        return signals.reduce(into: [:]) { $0["\($1.type) \($1.identity)", default: 0] += $1.occurrences }
    }

    @Test(arguments: [1, 2], lanes.map(\.name))
    func `no contact is told of twice, and none is forgotten`(seed: UInt64, detector: String) throws {
        // Five times, so that there is more of everything than is told of at once.
        let contacts = observed(Stream.everything(seed: seed, ordinary: 0).events).flatMap {
            Array(repeating: $0, count: 5)
        }
        let one = try Self.told(by: detector, of: contacts, cut: nil)
        // Guessing by many clients together is not part of the stream.
        #expect(one.isEmpty == (detector == "DistributedGuessing"))
        for part in 1..<40 {
            let two = try Self.told(by: detector, of: contacts, cut: contacts.count * part / 40)
            #expect(two == one, "cut after \(part) of 40")
        }
    }

    @Test func `what waits is told of before a new day of relays begins`() throws {
        let contacts = observed(Stream.everything(seed: 1, ordinary: 0).events).filter {
            !$0.remoteMark.isEmpty
        }
        let later = contacts.map { contact in
            var contact = contact
            contact.first = contact.first.advanced(seconds: 90_000)
            contact.last = contact.last.advanced(seconds: 90_000)
            return contact
        }
        let day = try Self.told(by: "TorRelay", of: contacts, cut: nil).values.reduce(0, +)
        #expect(day > 10)
        #expect(try Self.told(by: "TorRelay", of: contacts + later, cut: nil).values.reduce(0, +) == 2 * day)
    }

    @Test func `an answer at a web port waits for other tries over the end of a run`() throws {
        let knock = Host.Contact(
            remote: Lists.scanner, port: 443, ephemeral: 40_000, isOutbound: false, packetsOut: 9, bytesOut: 900,
            packetsIn: 9, bytesIn: 1_200)
        let answered = try #require(observed(Stream.hosts[0].events(knock, at: Stream.epoch)).first)
        var contacts = [answered]
        for port: UInt16 in [22, 3_306, 8_080, 6_379] {
            var refused = answered
            (refused.localPort, refused.outcome, refused.packetsOut, refused.bytesOut) = (port, .refused, 1, 40)
            contacts.append(refused)
        }
        let one = try Self.told(by: "PortProbeUnprotectedPort", of: contacts, cut: nil)
        #expect(Array(one.values) == [1])
        for cut in 0...contacts.count {
            #expect(try Self.told(by: "PortProbeUnprotectedPort", of: contacts, cut: cut) == one, "cut at \(cut)")
        }
    }
}

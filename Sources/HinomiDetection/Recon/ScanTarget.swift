// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import HinomiStatistics

/// One thing that is being tried out: many ports of one host, or one port of many hosts.
struct ScanTarget: Codable, Sendable {
    let subject: ScanSubject
    /// That of the subject.
    let hash: UInt64
    var walk = ThresholdRandomWalk()
    /// Distinct ports (of one host) or hosts (of one port) that did not answer or turned the contact down.
    var failed = DistinctCounter()
    /// The first ports tried, for the finding.
    var sample: [UInt16] = []
    var first: Timestamp
    var last: Timestamp
    var latest: Latest
    var evidence = Evidence()
    var failures: UInt32 = 1
    var successes: UInt32 = 0
    /// Failures when a signal was last raised; 0 before the first.
    var reported: UInt32 = 0
    /// Distinct things at which the next signal is due.
    var nextReport: UInt32 = 0

    /// The contact that a finding shows.
    struct Latest: Codable, Sendable {
        var local: IPAddress
        var localPort: UInt16
        var remote: IPAddress
        var remotePort: UInt16
        var isBlocked: Bool
        var unsure: Unsure
    }

    /// What failed once and is tried again by a contact.
    init(_ glimpse: ScanGlimpse, _ contact: ObservedContact, _ subject: ScanSubject) {
        self.subject = subject
        hash = glimpse.subject
        (first, last, latest) = (glimpse.time, glimpse.last, Latest(contact))
        walk.add(success: false, usual: Double(glimpse.usual) / 65_535)
        failed.insert(UInt64(glimpse.thing) << 32)
        sample = [glimpse.port]
        if let record = glimpse.record { evidence.add(record) }
    }

    /// Takes in a first contact with it.
    mutating func add(_ contact: ObservedContact, thing: UInt64, usual: Double) {
        let failure = contact.outcome.isFailure
        walk.add(success: !failure, usual: usual)
        first = min(first, contact.first)
        guard failure else {
            if successes < .max { successes += 1 }
            return
        }
        if failures < .max { failures += 1 }
        failed.insert(thing)
        if sample.count < 20, !sample.contains(contact.remotePort) { sample.append(contact.remotePort) }
        // The first contact since the glimpse may have succeeded.
        if contact.last >= last || failures == 2 { latest = Latest(contact) }
        last = max(last, contact.last)
        evidence.add(contact.firstRecord)
    }

    /// Notes that a signal was raised; the next one is due when the target has become ten times as large.
    mutating func wasReported() {
        reported = failures
        evidence = Evidence()
        nextReport = UInt32(clamping: failed.count * 10)
    }

    mutating func forgetRun() {
        evidence.forgetReferences()
        // This run says what is left to say.
        if reported > 0 { (reported, evidence) = (failures, Evidence()) }
    }

    /// Failures that no signal told of.
    var news: Int { Int(failures) - Int(reported) }

    /// Share of first contacts that failed.
    var failureShare: Double { Double(failures) / (Double(failures) + Double(successes)) }
}

extension ScanTarget.Latest {
    init(_ contact: ObservedContact) {
        local = contact.local
        localPort = contact.localPort
        remote = contact.remote
        remotePort = contact.remotePort
        isBlocked = contact.isBlocked
        unsure = contact.unsure
    }
}

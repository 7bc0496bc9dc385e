// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import HinomiStatistics

/// One thing that is being tried out: many ports of one host, or one port of many hosts.
struct ScanTarget: Codable, Sendable {
    var address: IPAddress
    var port: UInt16
    var protocolNumber: UInt8
    var walk = ThresholdRandomWalk()
    /// Distinct ports (of one host) or hosts (of one port) that did not answer or turned the contact down.
    var failed = DistinctCounter()
    var failures = 0
    var successes = 0
    /// The first ports tried, for the finding.
    var sample: [UInt16] = []
    var first: Timestamp
    var last: Timestamp
    var latest: Latest
    var evidence = Evidence()
    /// Failures when a signal was last raised; 0 before the first.
    var reported = 0
    /// Distinct things at which the next signal is due.
    var nextReport = 0

    /// The contact that a finding shows.
    struct Latest: Codable, Sendable {
        var local: IPAddress
        var localPort: UInt16
        var remote: IPAddress
        var remotePort: UInt16
        var isBlocked: Bool
        var unsure: Unsure
    }

    /// What failed once and is tried again.
    init(_ glimpse: ScanGlimpse) {
        (address, port, protocolNumber) = (glimpse.address, glimpse.port, glimpse.protocolNumber)
        (first, last, latest) = (glimpse.first, glimpse.last, glimpse.latest)
        walk.add(success: false, usual: glimpse.usual)
        failures = 1
        failed.insert(glimpse.thing)
        sample = [glimpse.latest.remotePort]
        if let record = glimpse.record { evidence.add(record) }
    }

    /// Takes in a first contact with it.
    mutating func add(_ contact: ObservedContact, thing: UInt64, usual: Double) {
        let failure = contact.outcome.isFailure
        walk.add(success: !failure, usual: usual)
        first = min(first, contact.first)
        guard failure else {
            successes += 1
            return
        }
        failures += 1
        failed.insert(thing)
        if sample.count < 20, !sample.contains(contact.remotePort) { sample.append(contact.remotePort) }
        if contact.last >= last { latest = Latest(contact) }
        last = max(last, contact.last)
        evidence.add(contact.firstRecord)
    }

    /// Notes that a signal was raised; the next one is due when the target has become ten times as large.
    mutating func wasReported() {
        reported = failures
        evidence = Evidence()
        nextReport = failed.count * 10
    }

    /// What keeps it when there are too many: reported, failing more than once, a small hash.
    var weight: (Int, Int, UInt64) {
        (reported > 0 ? 1 : 0, failures > 1 ? 1 : 0, ScanTarget.weight(address, port, protocolNumber))
    }

    static func weight(_ address: IPAddress, _ port: UInt16, _ protocolNumber: UInt8) -> UInt64 {
        var hash = StableHash(seed: 7)
        hash.combine(address.high)
        hash.combine(address.low)
        hash.combine(UInt64(port) << 8 | UInt64(protocolNumber))
        return .max - hash.value
    }

    /// Share of first contacts that failed.
    var failureShare: Double { Double(failures) / Double(max(1, failures + successes)) }
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

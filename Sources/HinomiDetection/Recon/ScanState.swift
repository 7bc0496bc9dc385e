// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import HinomiStatistics

/// What scan detectors keep for one interface.
struct ScanState: DetectorState {
    /// Subjects under suspicion at a time.
    static let maxTargets = 64

    private(set) var interface = InterfaceFacts(key: 0, account: .unknown, interfaceID: "")
    private var usual = SuccessRate()
    private var met = FirstContactFilter()
    private(set) var targets: [ScanTarget] = []
    // Subjects that failed once, and were not tried again.
    private var glimpses: [ScanGlimpse] = []

    init() {}

    mutating func forgetRun() {
        for i in targets.indices { targets[i].evidence = Evidence() }
        for i in glimpses.indices { glimpses[i].record = nil }
    }

    /// Takes in a contact that counts.
    mutating func take<D: ScanDetector>(_ contact: ObservedContact, by detector: D, raising signals: inout [Signal]) {
        interface = contact.interface
        let thing = ScanActivity.hash(contact)
        guard met.insert(thing, at: contact.first.seconds) else { return }
        let isFailure = contact.outcome.isFailure
        let usualBefore = usual.value
        let known = place(of: detector.subject(of: contact), contact, by: detector, raising: &signals)
        // What looks like a scan must not teach that failing is normal: of a subject only the first failure does.
        if known == nil || !isFailure { usual.add(success: !isFailure) }
        guard let at = known else {
            guard isFailure else { return }
            makeRoom(at: contact.first, by: detector, raising: &signals)
            let subject = detector.subject(of: contact)
            glimpses.append(
                ScanGlimpse(contact, address: subject.address, port: subject.port, thing: thing, usual: usualBefore))
            return
        }
        targets[at].add(contact, thing: thing, usual: usualBefore)
        guard targets[at].failed.count >= max(detector.needed(for: targets[at]), targets[at].nextReport),
            targets[at].reported > 0 || detector.isScan(targets[at])
        else { return }
        signals.append(
            detector.signal(for: targets[at], by: interface, news: targets[at].failures - targets[at].reported))
        targets[at].wasReported()
    }

    // The target that is tried again by a contact; nil when its subject was not met before, or too long ago.
    private mutating func place<D: ScanDetector>(
        of subject: (address: IPAddress, port: UInt16), _ contact: ObservedContact, by detector: D,
        raising signals: inout [Signal]
    ) -> Int? {
        func isSame(_ address: IPAddress, _ port: UInt16, _ protocolNumber: UInt8) -> Bool {
            address == subject.address && port == subject.port
                && (port == 0 || protocolNumber == contact.protocolNumber)
        }
        let earliest = contact.first.seconds - detector.limits.patience
        if let at = targets.firstIndex(where: { isSame($0.address, $0.port, $0.protocolNumber) }) {
            if targets[at].last.seconds >= earliest { return at }
            detector.reportRest(of: targets.remove(at: at), interface, raising: &signals)
        } else if let at = glimpses.firstIndex(where: { isSame($0.address, $0.port, $0.protocolNumber) }) {
            let glimpse = glimpses.remove(at: at)
            guard glimpse.last.seconds >= earliest else { return nil }
            targets.append(ScanTarget(glimpse))
            return targets.count - 1
        }
        return nil
    }

    private mutating func makeRoom<D: ScanDetector>(at now: Timestamp, by detector: D, raising signals: inout [Signal])
    {
        let earliest = now.seconds - detector.limits.patience
        for target in targets where target.last.seconds < earliest {
            detector.reportRest(of: target, interface, raising: &signals)
        }
        targets.removeAll { $0.last.seconds < earliest }
        glimpses.removeAll { $0.last.seconds < earliest }
        guard targets.count + glimpses.count >= ScanState.maxTargets else { return }
        // What failed once goes first, and among equals the greatest hash: of a scan over many hosts and ports a fixed
        // sample of subjects stays, and fills up. What was reported stays as long as there is anything else.
        let least = targets.indices.min { targets[$0].weight < targets[$1].weight }
        let leastSeen = glimpses.indices.min { glimpses[$0].weight < glimpses[$1].weight }
        if let leastSeen, least.map({ glimpses[leastSeen].weight < targets[$0].weight }) ?? true {
            glimpses.remove(at: leastSeen)
        } else if let least {
            detector.reportRest(of: targets.remove(at: least), interface, raising: &signals)
        }
    }
}

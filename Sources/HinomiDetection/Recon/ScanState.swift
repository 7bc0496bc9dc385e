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

    init() {}

    mutating func forgetRun() {
        for i in targets.indices { targets[i].evidence = Evidence() }
    }

    /// Takes in a contact that counts.
    mutating func take<D: ScanDetector>(_ contact: ObservedContact, by detector: D, raising signals: inout [Signal]) {
        interface = contact.interface
        let thing = ScanActivity.hash(contact)
        guard met.insert(thing, at: contact.first.seconds) else { return }
        let subject = detector.subject(of: contact)
        let usualBefore = usual.value
        var at = targets.firstIndex {
            $0.address == subject.address && $0.port == subject.port
                && (subject.port == 0 || $0.protocolNumber == contact.protocolNumber)
        }
        if let stale = at, contact.first.seconds - targets[stale].last.seconds > detector.limits.patience {
            detector.reportRest(of: targets.remove(at: stale), interface, raising: &signals)
            at = nil
        }
        // What looks like a scan must not teach that failing is normal: of a subject only the first failure does.
        if at == nil || !contact.outcome.isFailure { usual.add(success: !contact.outcome.isFailure) }
        if at == nil {
            guard contact.outcome.isFailure else { return }
            makeRoom(at: contact.first, by: detector, raising: &signals)
            targets.append(ScanTarget(contact, address: subject.address, port: subject.port))
            at = targets.count - 1
        }
        guard let at else { return }
        targets[at].add(contact, thing: thing, usual: usualBefore)
        guard targets[at].failed.count >= max(detector.needed(for: targets[at]), targets[at].nextReport),
            targets[at].reported > 0 || detector.isScan(targets[at])
        else { return }
        signals.append(
            detector.signal(for: targets[at], by: interface, news: targets[at].failures - targets[at].reported))
        targets[at].wasReported()
    }

    private mutating func makeRoom<D: ScanDetector>(at now: Timestamp, by detector: D, raising signals: inout [Signal])
    {
        for target in targets where now.seconds - target.last.seconds > detector.limits.patience {
            detector.reportRest(of: target, interface, raising: &signals)
        }
        targets.removeAll { now.seconds - $0.last.seconds > detector.limits.patience }
        guard targets.count >= ScanState.maxTargets else { return }
        // What failed once goes first, and among equals the greatest hash: of a scan over many hosts and ports a fixed
        // sample of subjects stays, and fills up. What was reported stays as long as there is anything else.
        let least = targets.indices.min { targets[$0].weight < targets[$1].weight }
        if let least { detector.reportRest(of: targets.remove(at: least), interface, raising: &signals) }
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import HinomiStatistics

/// What Portscan and PortSweep have in common: first contacts of one interface, followed for each subject (a host, or a
/// port) by a threshold random walk. They differ in the subject, in how much is needed, and in what they say.
protocol ScanDetector: Detector where Input == ObservedContact, Key == UInt64, State == ScanState {
    associatedtype Limits: ScanLimits
    var limits: Limits { get }
    /// What a contact tries out: a host (port 0) or a port (unspecified address).
    func subject(of contact: ObservedContact) -> (address: IPAddress, port: UInt16)
    /// Distinct failures needed.
    func needed(for target: ScanTarget) -> Int
    /// What to say of a target; `news` failures are new since it was last said.
    func signal(for target: ScanTarget, by interface: InterfaceFacts, news: Int) -> Signal
}

/// What limits of scans have in common.
protocol ScanLimits: LimitSet {
    /// Height at which a walk alarms.
    var alarm: Double { get set }
    /// Share of a subject's first contacts that must have failed.
    var failureShare: Double { get set }
    /// Seconds without a try after which a subject is let go.
    var patience: Int64 { get set }
}

extension ScanLimits {
    static var common: [Limit<Self>] {
        [
            Limit(
                "alarm", \.alarm, 1...100,
                "height of the walk: ln(1/α), 13.8 for one false alarm in a million decisions"),
            Limit("failureShare", \.failureShare, 0...1, "share of the tries that must have failed"),
            Limit(
                "patience", \.patience, 600...86_400, unit: "seconds",
                "time without a try after which a target is forgotten"),
        ]
    }
}

extension ScanDetector {
    /// Nothing is kept of instances whose calls all succeed.
    func begins(_ contact: ObservedContact) -> Bool { contact.outcome.isFailure }

    func fold(_ contact: ObservedContact, key: UInt64, into state: inout ScanState?, raising signals: inout [Signal]) {
        if state == nil { state = ScanState() }
        // Changed in place: the state is as large as the targets it follows.
        state?.take(contact, by: self, raising: &signals)
    }

    func expire(_ state: ScanState, key: UInt64, raising signals: inout [Signal]) {
        for target in state.targets { reportRest(of: target, state.interface, raising: &signals) }
    }

    /// Says what came after the last signal of a target that was reported.
    func reportRest(of target: ScanTarget, _ interface: InterfaceFacts, raising signals: inout [Signal]) {
        guard target.reported > 0, target.failures > target.reported else { return }
        signals.append(signal(for: target, by: interface, news: target.failures - target.reported))
    }

    /// Whether first contacts with the target make a scan.
    func isScan(_ target: ScanTarget) -> Bool {
        target.walk.height >= limits.alarm && target.failureShare >= limits.failureShare
            && target.failed.count >= needed(for: target)
    }

    /// The reasons both detectors give.
    func reasons(for target: ScanTarget, counted what: String) -> [Reason] {
        [
            Reason(what, observed: Double(target.failed.count), limit: Double(needed(for: target))),
            Reason("threshold random walk over first contacts", observed: target.walk.height, limit: limits.alarm),
            Reason(
                "share of first contacts that failed", observed: target.failureShare * 100,
                limit: limits.failureShare * 100, unit: "%"),
        ]
    }
}

/// Which contacts can be part of a scan, and when two are the same try.
enum ScanActivity {
    /// Whether a contact can be part of a scan by the interface's owner.
    static func counts(_ contact: ObservedContact) -> Bool {
        guard contact.initiator == .local, !contact.isContinued, contact.outcome != .unknown else { return false }
        guard !contact.remote.isMulticastOrBroadcast, !contact.remote.isLocalOnly else { return false }
        switch contact.protocolNumber {
        case ObservedContact.tcp: return true
        // Between two ephemeral ports UDP is peer-to-peer, voice or games: silence is normal there.
        case ObservedContact.udp: return ServicePorts.rank(contact.remotePort) > 0
        default: return false
        }
    }

    /// The hash of (remote, port, protocol): what makes a contact the first of its kind.
    static func hash(_ contact: ObservedContact) -> UInt64 {
        var hash = StableHash(seed: 3)
        hash.combine(contact.remote.high)
        hash.combine(contact.remote.low)
        hash.combine(UInt64(contact.remotePort) << 8 | UInt64(contact.protocolNumber))
        return hash.value
    }
}

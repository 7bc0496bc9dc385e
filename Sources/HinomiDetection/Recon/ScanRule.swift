// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import HinomiStatistics

/// What makes a scan: first contacts of one interface, followed for each subject (a host, or a port) by a threshold random
/// walk. Rules differ in the subject, in how much is needed, and in what they say.
protocol ScanRule: Sendable {
    associatedtype Limits: ScanLimits
    static var type: FindingType { get }
    var limits: Limits { get }
    /// What a contact tries out: a host (port 0) or a port (unspecified address).
    func subject(of contact: ObservedContact) -> ScanSubject
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

extension ScanRule {
    /// Says what came after the last signal of a target that was reported.
    func reportRest(of target: ScanTarget, _ interface: InterfaceFacts, raising signals: inout [Signal]) {
        guard target.reported > 0, target.failures > target.reported else { return }
        signals.append(signal(for: target, by: interface, news: target.news))
    }

    /// Whether first contacts with the target make a scan.
    func isScan(_ target: ScanTarget) -> Bool {
        target.walk.height >= limits.alarm && target.failureShare >= limits.failureShare
            && target.failed.count >= needed(for: target)
    }

    /// The reasons that all rules give.
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

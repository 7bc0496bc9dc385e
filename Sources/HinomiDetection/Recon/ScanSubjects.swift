// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import HinomiStatistics

/// What one rule keeps for an interface: subjects that failed once, in 48 bytes each, and those of them that were tried
/// again, in some 400 and their evidence.
///
/// Where there are too many, half of the room is for those with the smallest hashes, the other half for those that were
/// tried last: of a scan over many hosts and ports a fixed sample stays, and fills up, and what comes after it, or between,
/// is seen as well.
struct ScanSubjects: Codable, Sendable {
    static let maxGlimpses = 32
    static let maxTargets = 64

    private var usual = SuccessRate()
    // Both in the order of their hashes.
    private var glimpses: [ScanGlimpse] = []
    private var targets: [ScanTarget] = []

    mutating func forgetRun() {
        for i in targets.indices { targets[i].forgetRun() }
        for i in glimpses.indices { glimpses[i].forgetRun() }
    }

    /// Takes in a contact that counts, with a thing that its interface did not meet before.
    mutating func take<Rule: ScanRule>(
        _ contact: ObservedContact, thing: UInt64, by rule: Rule, raising signals: inout [Signal]
    ) {
        let isFailure = contact.outcome.isFailure
        let usualBefore = usual.value
        let subject = rule.subject(of: contact)
        let hash = subject.hash
        let known = place(of: subject, hash, contact, by: rule, raising: &signals)
        // What looks like a scan must not teach that failing is normal: of a subject only the first failure does.
        if known == nil || !isFailure { usual.add(success: !isFailure) }
        guard let at = known else {
            guard isFailure else { return }
            forget(at: contact, by: rule, raising: &signals)
            glimpse(ScanGlimpse(contact, subject: hash, thing: thing, usual: usualBefore))
            return
        }
        targets[at].add(contact, thing: thing, usual: usualBefore)
        guard targets[at].failed.count >= max(rule.needed(for: targets[at]), Int(targets[at].nextReport)),
            targets[at].reported > 0 || rule.isScan(targets[at])
        else { return }
        let news = targets[at].news
        signals.append(rule.signal(for: targets[at], by: contact.interface, news: news))
        targets[at].wasReported()
    }

    /// Says what came after the last signals.
    func reportRest<Rule: ScanRule>(by rule: Rule, _ interface: InterfaceFacts, raising signals: inout [Signal]) {
        for target in targets { rule.reportRest(of: target, interface, raising: &signals) }
    }

    // Where the target lies that is tried again by a contact; nil when its subject was not met before, or too long ago.
    private mutating func place<Rule: ScanRule>(
        of subject: ScanSubject, _ hash: UInt64, _ contact: ObservedContact, by rule: Rule,
        raising signals: inout [Signal]
    ) -> Int? {
        let earliest = contact.first.seconds - rule.limits.patience
        if let at = targets.firstIndex(where: { $0.hash == hash }) {
            if targets[at].last.seconds >= earliest { return at }
            rule.reportRest(of: targets.remove(at: at), contact.interface, raising: &signals)
            return nil
        }
        guard let seen = glimpses.firstIndex(where: { $0.subject == hash }) else { return nil }
        let glimpse = glimpses.remove(at: seen)
        guard glimpse.last.seconds >= earliest else { return nil }
        forget(at: contact, by: rule, raising: &signals)
        if let crowded { rule.reportRest(of: targets.remove(at: crowded), contact.interface, raising: &signals) }
        let at = targets.firstIndex { $0.hash > hash } ?? targets.count
        targets.insert(ScanTarget(glimpse, contact, subject), at: at)
        return at
    }

    // The target that has to make room for another. What was reported needs no shelter any more.
    private var crowded: Int? {
        guard targets.count >= ScanSubjects.maxTargets else { return nil }
        let sheltered = targets.indices.filter { targets[$0].failures > 1 && targets[$0].reported == 0 }
            .prefix(ScanSubjects.maxTargets / 2)
        return targets.indices.filter { !sheltered.contains($0) }.min { targets[$0].last < targets[$1].last }
    }

    // Lets go of what was not tried for long when a contact comes, after a last word on what was reported.
    private mutating func forget<Rule: ScanRule>(
        at contact: ObservedContact, by rule: Rule, raising signals: inout [Signal]
    ) {
        let earliest = contact.first.seconds - rule.limits.patience
        glimpses.removeAll { $0.last.seconds < earliest }
        for target in targets where target.last.seconds < earliest {
            rule.reportRest(of: target, contact.interface, raising: &signals)
        }
        targets.removeAll { $0.last.seconds < earliest }
    }

    private mutating func glimpse(_ new: ScanGlimpse) {
        if glimpses.count >= ScanSubjects.maxGlimpses {
            let oldest = glimpses.indices.dropFirst(ScanSubjects.maxGlimpses / 2)
                .min { glimpses[$0].time < glimpses[$1].time }
            if let oldest { glimpses.remove(at: oldest) }
        }
        glimpses.insert(new, at: glimpses.firstIndex { $0.subject > new.subject } ?? glimpses.count)
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// What was told of a sequence: what makes it the same finding next time, and how much there was to tell.
struct SequenceTelling: Codable, Sendable {
    var kind: SequenceKind
    var identity: String
    var region: String
    /// Calls and findings in all that was told.
    var occurrences: Int
    /// When the last step of it was.
    var last: Timestamp
}

extension SequenceEntity {
    /// Tells what there is to tell: an attack that was not told yet, or steps that are new since. At the end everything that
    /// changed counts, before that a few more of the same do not.
    mutating func tell(by rule: SequenceRule, account: AccountID, isOver: Bool = false, raising signals: inout [Signal])
    {
        guard !tellings.isEmpty || hasSign else { return }
        let start = last.advanced(seconds: -rule.window)
        if tellings.isEmpty { forget(before: start) }
        for kind in SequenceKind.allCases {
            let told = tellings.firstIndex { $0.kind == kind }
            guard let verdict = rule.verdict(on: self, as: kind, since: told == nil ? start : .distantPast) else {
                continue
            }
            guard told != nil || verdict.isAttack else { continue }
            let occurrences = verdict.steps.reduce(0) { $0 + Int(steps[$1].count) }
            let last = verdict.steps.map { steps[$0].last }.max() ?? self.last
            let new = verdict.steps.filter { steps[$0].told & kind.bit == 0 }
            if let told {
                tellings[told].last = max(tellings[told].last, last)
                let before = tellings[told].occurrences
                guard !new.isEmpty || (isOver ? occurrences != before : occurrences >= before * 2) else { continue }
                tellings[told].occurrences = occurrences
            } else {
                let lead = lead(of: verdict)
                let caller = lead?.caller(text) ?? AccessKeyDetails()
                let name = [caller.principalID, caller.accessKeyID, caller.userName].first { !$0.isEmpty }
                let region = text(steps[verdict.steps[0]].region)
                tellings.append(
                    SequenceTelling(
                        kind: kind, identity: name ?? "unknown", region: region.isEmpty ? "unknown" : region,
                        occurrences: occurrences, last: last))
            }
            guard let telling = tellings.first(where: { $0.kind == kind }) else { continue }
            signals.append(signal(verdict, telling, rule, account, new))
            for i in new { steps[i].told |= kind.bit }
        }
    }

    // Whoever began.
    private func lead(of verdict: SequenceRule.Verdict) -> Actor? {
        verdict.steps.first.map { Int(steps[$0].actor) }.flatMap { $0 < actors.count ? actors[$0] : nil }
    }

    private func signal(
        _ verdict: SequenceRule.Verdict, _ telling: SequenceTelling, _ rule: SequenceRule, _ account: AccountID,
        _ new: [Int]
    ) -> Signal {
        let counted = verdict.steps.map { steps[$0] }
        var evidence = Evidence()
        for step in new.map({ steps[$0] }) {
            if let reference = step.reference { evidence.add(reference) } else { evidence.count(1) }
        }
        var signal = Signal(
            type: telling.kind.type, account: account, region: telling.region,
            resource: .sequence(lead(of: verdict)?.caller(text) ?? AccessKeyDetails()), role: .target,
            identity: [telling.identity], severity: .critical, first: counted.map(\.first).min() ?? first,
            last: counted.map(\.last).max() ?? last, occurrences: telling.occurrences,
            action: .sequence(sequence(of: counted)), evidence: evidence)
        signal.reasons = [
            Reason(
                "different tactics within \(rule.window / 3_600) hours", observed: Double(verdict.tactics),
                limit: Double(rule.leastTactics)),
            Reason(
                "weight of the steps, the weightiest of each tactic and 2 for each stage in the order of attacks",
                observed: Double(verdict.score), limit: Double(rule.leastScore)),
            Reason(
                "steps that say it is not the owner, by where or with what", observed: Double(verdict.signs), limit: 1),
        ]
        if verdict.restsOnBehavior {
            signal.caveats.append("That it is not the owner rests on unusual behaviour or a journey alone.")
        }
        return signal
    }

    private func sequence(of counted: [SequenceStep]) -> AttackSequence {
        // The ids of actors that have steps, the one that began first.
        var order: [UInt8] = []
        for step in counted where !order.contains(step.actor) { order.append(step.actor) }
        func id(_ caller: AccessKeyDetails) -> String {
            [caller.accessKeyID, caller.principalID, caller.userName].first { !$0.isEmpty } ?? "unknown"
        }
        func caller(_ place: UInt8) -> AccessKeyDetails {
            Int(place) < actors.count ? actors[Int(place)].caller(text) : AccessKeyDetails()
        }
        // Where signs are first, and of those where most was done.
        var places: [IPAddress: (signs: Int, weight: Int)] = [:]
        for step in counted {
            guard let address = step.address else { continue }
            let before = places[address] ?? (0, 0)
            places[address] = (before.signs + (step.sign == nil ? 0 : 1), before.weight + Int(step.weight))
        }
        let endpoints = places.sorted {
            ($0.value.signs, $0.value.weight, $1.key) > ($1.value.signs, $1.value.weight, $0.key)
        }
        return AttackSequence(
            steps: counted.map { told($0, by: id(caller($0.actor))) },
            actors: order.map { AttackSequence.Actor(id: id(caller($0)), caller: caller($0)) }.uniqueByID,
            endpoints: endpoints.prefix(AttackSequence.maxEndpoints).map(\.key))
    }

    private func told(_ step: SequenceStep, by actor: String) -> AttackSequence.Step {
        let (service, api, bucket) = (text(step.service), text(step.api), text(step.bucket))
        var indicators = [AttackSequence.Indicator(.tactic, [step.tactic.name])]
        if let technique = step.technique { indicators.append(.init(.technique, [technique.id])) }
        if step.isSensitive { indicators.append(.init(.sensitiveCall, [service + ":" + api])) }
        let type = text(step.type)
        let address = step.address.map { [$0.description] } ?? []
        switch step.sign {
        case .tor: indicators.append(.init(.tor, address))
        case .list: indicators.append(.init(.maliciousAddress, address))
        case .theft, .travel: indicators.append(.init(.suspiciousNetwork, address))
        case .client: indicators.append(.init(.userAgent, type.split(separator: "/").dropFirst().map(String.init)))
        case .anomaly: indicators.append(.init(.unusualCall, [service + ":" + api]))
        case nil: break
        }
        return AttackSequence.Step(
            uid: type.isEmpty
                ? FindingNumber.digits(step.reference?.recordID ?? step.glance) : step.finding.text,
            source: type.isEmpty ? (step.isData && step.stage != nil ? .dataEvents : .managementEvents) : .finding,
            type: type, tactic: step.tactic, technique: step.technique?.id ?? "", service: service, api: api,
            first: step.first, last: step.last, count: Int(step.count), isRefused: step.isRefused,
            severity: type.isEmpty ? nil : Severity(Double(step.severity) / 10), actor: actor, address: step.address,
            thing: bucket.isEmpty ? nil : AttackSequence.Thing(name: bucket, kind: .bucket),
            indicators: indicators.filter { !$0.values.isEmpty })
    }
}

extension [AttackSequence.Actor] {
    // Actors of one id are one.
    fileprivate var uniqueByID: [AttackSequence.Actor] {
        reduce(into: []) { seen, actor in
            if !seen.contains(where: { $0.id == actor.id }) { seen.append(actor) }
        }
    }
}

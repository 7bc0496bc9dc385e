// SPDX-License-Identifier: Apache-2.0

import HinomiDetection
import HinomiFindings
import HinomiIntelligence

/// What everything that was read amounts to.
enum Settlement {
    /// Brings the engines of all threads to their end, each thread its own. They are of no use afterwards.
    static func settle(_ engines: PerThread<EngineGroup>, keepingProfiles: Bool) -> ScanOutcome {
        engines.forEach { $0.drain() }
        let owners = engines.reduce(into: AddressOwners()) { $0.merge($1.owners) }
        engines.forEach { $0.finish(knowing: owners, keepingProfiles: keepingProfiles) }
        let questions = engines.reduce(into: Questions()) { $0.formUnion($1.openQuestions) }
        let testimony = engines.reduce(into: Testimony()) { $0.merge($1.testimony(on: questions)) }
        engines.forEach { $0.close(knowing: testimony) }
        return engines.reduce(into: ScanOutcome()) { $1.contribute(to: &$0) }
    }

    /// The findings of an outcome, most severe first, without places and raw records.
    static func findings(
        of outcome: ScanOutcome, learned: LearnedInstances, inventory: Inventory, limits: DetectionLimits,
        named names: TypeNames
    ) -> [Finding] {
        let directory = InstanceDirectory(
            interfaces: outcome.interfaces, clients: outcome.clients, learned: learned, inventory: inventory)
        var findings = outcome.book.findings(named: names, completing: directory.complete)
        findings = findings.compactMap { finding in
            var judged = finding
            let isTold = outcome.habits.judge(&judged, by: limits) {
                directory.kind(of: $0, at: finding.eventLastSeen)
            }
            return isTold ? judged : nil
        }
        findings.sort(by: Finding.isListedBefore)
        return findings
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
package import HinomiPipeline
package import HinomiRecords
package import HinomiService
package import HinomiStore

/// A watcher's journal in the store: findings, states of detectors and positions are kept in one transaction.
package struct StoreJournal: WatchJournal {
    private let store: Store
    private let service: GuardDutyService
    private let clock: @Sendable () -> Timestamp

    /// A journal in this store, whose findings the service takes in.
    package init(_ store: Store, service: GuardDutyService, clock: @escaping @Sendable () -> Timestamp) {
        self.store = store
        self.service = service
        self.clock = clock
    }

    /// What all commits so far amount to; nil when there was none.
    package func load() throws -> WatchState? {
        try store.readNow { transaction in
            let blocks = try transaction.watchBlocks()
            let told = try transaction.toldFindings()
            guard !blocks.isEmpty || !told.isEmpty else { return nil }
            return WatchState(
                blocks: blocks,
                told: told.mapValues { ToldMark(fingerprint: $0.fingerprint, count: $0.count) })
        }
    }

    /// Keeps a commit in one transaction.
    package func commit(_ commit: WatchCommit) throws {
        let now = clock()
        try store.writeNow { transaction in
            var intake = FindingIntake(service, transaction, now: now)
            for (usage, amount) in commit.usage {
                try intake.see(usage.account, in: usage.region)
                guard try transaction.detector(of: usage.account, in: usage.region)?.isEnabled == true else { continue }
                try transaction.meter(
                    amount, of: UsageSource(usage.source), account: usage.account, region: usage.region,
                    bucket: usage.bucket, now: now)
            }
            for told in commit.told {
                let finding = told.finding
                try intake.see(finding.account, in: finding.region)
                try intake.take(try StoredFinding(document: finding.json()))
                try transaction.saveMark(
                    of: finding.id, StoredMark(fingerprint: told.mark.fingerprint, count: told.mark.count))
            }
            try transaction.deleteFindings(commit.withdrawn)
            for id in commit.withdrawn + commit.released { try transaction.saveMark(of: id, nil) }
            for (name, bytes) in commit.blocks { try transaction.saveWatchBlock(name, bytes) }
            for name in commit.removedBlocks { try transaction.saveWatchBlock(name, nil) }
        }
    }
}

extension UsageSource {
    fileprivate init(_ source: MeteredUsage.Source) {
        switch source {
        case .flowBytes: self = .flowLogs
        case .queryBytes: self = .dnsLogs
        case .managementEvents: self = .cloudTrail
        case .objectEvents: self = .s3DataEvents
        }
    }
}

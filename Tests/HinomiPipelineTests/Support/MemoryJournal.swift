// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiPipeline
import Synchronization

/// A journal in memory, and the findings that a reader of it would have; it can lose power.
final class MemoryJournal: WatchJournal {
    struct PowerLost: Error {}

    struct Content {
        var state: WatchState?
        var findings: [String: Finding] = [:]
        var commits = 0
        /// Commits that told of findings only.
        var tellingOnly = 0
        /// The commit at which power is lost.
        var failing: Int?
        /// Whether commits fail and may be tried again, so often.
        var refusals = 0
        var wasRefused = false
        var withdrawals = 0
        var released: Set<String> = []
    }

    private let content: Mutex<Content>

    init(failingAt failing: Int? = nil, refusals: Int = 0) {
        content = Mutex(Content(failing: failing, refusals: refusals))
    }

    var now: Content { content.withLock { $0 } }

    /// Power is back.
    func recover() { content.withLock { $0.failing = nil } }

    func load() throws -> WatchState? { content.withLock { $0.state } }

    func mayRetry(after error: any Error) -> Bool { now.wasRefused }

    func commit(_ commit: WatchCommit) throws {
        try content.withLock { content in
            if content.refusals > 0 {
                content.refusals -= 1
                content.wasRefused = true
                throw PowerLost()
            }
            content.wasRefused = false
            if content.commits == content.failing { throw PowerLost() }
            content.commits += 1
            if commit.blocks.isEmpty { content.tellingOnly += 1 }
            var state = content.state ?? WatchState()
            for told in commit.told {
                content.findings[told.finding.id] = told.finding
                state.told[told.finding.id] = told.mark
            }
            for id in commit.withdrawn {
                content.findings[id] = nil
                state.told[id] = nil
                content.withdrawals += 1
            }
            for id in commit.released { state.told[id] = nil }
            content.released.formUnion(commit.released)
            for name in commit.removedBlocks { state.blocks[name] = nil }
            state.blocks.merge(commit.blocks) { $1 }
            content.state = state
        }
    }
}

/// What makes two findings the same for whoever reads them: all of it, and the records behind it with their places.
struct ToldFinding: Equatable, CustomStringConvertible {
    var wire: String
    var records: [EvidenceRecord]

    init(_ finding: Finding) {
        var bytes: [UInt8] = []
        NDJSONFormat.write([finding]) { bytes += $0 }
        wire = String(decoding: bytes, as: UTF8.self)
        records = finding.records
    }

    var description: String { "\(wire)\(records.map { "\($0.file):\($0.line)" })" }

    static func all(_ findings: some Sequence<Finding>) -> [String: ToldFinding] {
        Dictionary(findings.map { ($0.id, ToldFinding($0)) }, uniquingKeysWith: { first, _ in first })
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiPipeline
import HinomiSources
import Synchronization

/// Prints findings, then keeps the commit that tells of them: after a crash a finding may be printed again, never not at all.
final class PrintingJournal: WatchJournal {
    private let journal: FileJournal
    private let format: WatchCommand.Format
    // What was printed of commits that could not be kept, and are tried again.
    private let printed = Mutex<[String: ToldMark]>([:])

    init(_ journal: FileJournal, format: WatchCommand.Format) {
        self.journal = journal
        self.format = format
    }

    func load() throws -> WatchState? { try journal.load() }

    func commit(_ commit: WatchCommit) throws {
        try printed.withLock { printed in
            let news = commit.told.filter { printed[$0.finding.id] != $0.mark }
            // An id stands in a commit twice when more was found before it could be kept.
            try print(news.map(\.finding), withdrawn: commit.withdrawn.filter { printed[$0]?.count != -1 })
            for told in news { printed[told.finding.id] = told.mark }
            for id in commit.withdrawn { printed[id] = ToldMark(fingerprint: 0, count: -1) }
            try journal.commit(commit)
            printed = [:]
        }
    }

    // Who reads what is printed does not come back.
    func mayRetry(after error: any Error) -> Bool { !(error is OutputError) }

    private func print(_ findings: [Finding], withdrawn: [String]) throws {
        guard !findings.isEmpty || !withdrawn.isEmpty else { return }
        let output = SafeOutput.standardOutput()
        switch format {
        case .text:
            var report = TextReport()
            report.usesColor = Console.usesColor(.auto)
            report.width = FindingOutput.width(nil)
            try report.write(findings) { try output.write($0) }
            for id in withdrawn { try output.write("The finding \(id) does not hold any more.\n") }
        case .ndjson:
            var options = OutputOptions()
            options.includesPositions = true
            options.productVersion = HinomiVersion.current
            try NDJSONFormat.write(findings, options: options) { try output.write($0) }
            for id in withdrawn { try output.write("{\"id\":\"\(id)\",\"withdrawn\":true}\n") }
        }
        try output.finish()
    }
}

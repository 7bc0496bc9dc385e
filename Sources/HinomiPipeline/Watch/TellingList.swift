// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// The findings that were told, and what has changed since.
struct TellingList {
    private struct Told {
        var mark: ToldMark
        /// As it was told, without records and places; nil when an earlier run told it.
        var finding: Finding?
    }

    private var told: [String: Told] = [:]

    init(_ marks: [String: ToldMark] = [:]) { told = marks.mapValues { Told(mark: $0) } }

    /// How many were told.
    var count: Int { told.count }

    /// The findings that may have to be told, of all that there are now.
    func news(in findings: [Finding]) -> [Finding] { findings.filter { told[$0.id]?.finding != $0 } }

    /// Findings that were told and are not there any more.
    func withdrawn(from findings: [Finding]) -> [String] {
        let present = Set(findings.map(\.id))
        return told.keys.filter { !present.contains($0) }.sorted()
    }

    /// What to tell of findings, complete with records and places; `plain` are the same without. While what was read before is
    /// read again, nothing is told that falls behind what was told already.
    mutating func tell(_ findings: [Finding], plain: [Finding], isCatchingUp: Bool) -> [WatchCommit.Told] {
        var news: [WatchCommit.Told] = []
        for (finding, plain) in zip(findings, plain) {
            let known = told[finding.id]
            if isCatchingUp, let known, finding.count < known.mark.count { continue }
            let mark = ToldMark(fingerprint: TellingList.fingerprint(of: finding), count: finding.count)
            told[finding.id] = Told(mark: mark, finding: plain)
            guard known?.mark != mark else { continue }
            news.append(WatchCommit.Told(finding: finding, mark: mark, isNew: known == nil))
        }
        return news
    }

    /// Forgets findings.
    mutating func forget(_ ids: [String]) { for id in ids { told[id] = nil } }

    private static func fingerprint(of finding: Finding) -> UInt64 {
        var hash = StableHash(seed: 11)
        // Which of two files with the same record is cited may change, too.
        var options = OutputOptions()
        options.includesPositions = true
        NDJSONFormat.write([finding], options: options) { bytes in bytes.withUnsafeBufferPointer { hash.combine($0) } }
        return hash.value
    }
}

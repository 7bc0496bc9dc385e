// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiPipeline
import HinomiRecords

/// What is said on standard error after a scan.
struct ScanSummary {
    private let result: ScanResult
    private let shown: [Finding]
    private let problems: [ScanProblem]

    /// Problems of one kind named one by one; more are counted.
    private static let namedProblems = 20

    init(_ result: ScanResult, shown: [Finding], problems: [ScanProblem]) {
        self.result = result
        self.shown = shown
        self.problems = problems
    }

    func print(to console: Console, verbose: Bool, weakSignals: Bool) {
        printProblems(to: console, verbose: verbose)
        let read = result.statistics
        let rate = read.seconds > 0 ? Double(read.records) / read.seconds : 0
        console.note(
            "Read \(PlainFigures.grouped(read.records)) records in \(PlainFigures.grouped(read.files)) "
                + "file\(read.files == 1 ? "" : "s") (\(PlainFigures.bytes(read.bytes)), "
                + "\(PlainFigures.bytes(read.contentBytes)) of logs) in \(PlainFigures.span(read.seconds)), "
                + "\(PlainFigures.short(rate)) a second."
                + (read.refused > 0 ? " \(PlainFigures.grouped(read.refused)) refused." : ""))
        if let first = read.first, let last = read.last {
            console.note("They reach from \(first.iso8601) to \(last.iso8601).")
        }
        if read.late > 0 {
            console.say(
                "\(PlainFigures.grouped(read.late)) records came so far out of order that they were judged late: are files "
                    + "sorted newest first?")
        }
        if read.oneSided > 0 {
            console.note(
                "\(PlainFigures.grouped(read.oneSided)) connections are logged in one direction only: scans and answers are "
                    + "told less surely there.")
        }
        if read.learning > 0 {
            console.note(
                "Still learning what is usual in the calls of \(PlainFigures.grouped(read.learning)) "
                    + "account\(read.learning == 1 ? "" : "s"): that takes a week and a hundred sessions.")
        }
        if read.records == 0 { console.say("No log records were found.") }
        console.note(
            "Findings: " + counts(shown)
                + (shown.count < result.findings.count ? " shown, of \(result.findings.count)." : "."))
        if weakSignals {
            console.note("Weak signals: \(PlainFigures.grouped(result.weakSignals.all.count)).")
            if let cut = WeakSignalReport.words(ofCut: result.weakSignals) { console.say(cut) }
        }
        guard verbose else { return }
        console.note(
            "  VPC flow records \(PlainFigures.grouped(read.flows)) (and \(PlainFigures.grouped(read.noData)) NODATA), DNS queries "
                + "\(PlainFigures.grouped(read.queries)), API calls \(PlainFigures.grouped(read.calls))")
        console.note(
            "  repeats \(PlainFigures.grouped(read.duplicates)), out of order beyond the lateness "
                + "\(PlainFigures.grouped(read.late)), outside the time asked for \(PlainFigures.grouped(read.outsideTime))"
        )
        console.note(
            "  detector states at the end \(PlainFigures.grouped(read.states)), dropped for room "
                + "\(PlainFigures.grouped(read.evicted)); skipped paths \(PlainFigures.grouped(read.skipped))")
    }

    private func printProblems(to console: Console, verbose: Bool) {
        let damage = problems.filter(\.isDamage)
        for problem in damage.prefix(ScanSummary.namedProblems) {
            console.say("damaged: \(problem.path): \(problem.what)")
        }
        if damage.count > ScanSummary.namedProblems {
            console.say("damaged: and \(damage.count - ScanSummary.namedProblems) more")
        }
        let skipped = problems.filter { !$0.isDamage }
        let named = verbose ? skipped.count : ScanSummary.namedProblems
        for problem in skipped.prefix(named) { console.note("skipped: \(problem.path): \(problem.what)") }
        if skipped.count > named { console.note("skipped: and \(skipped.count - named) more (--stats names them all)") }
    }

    private func counts(_ findings: [Finding]) -> String {
        guard !findings.isEmpty else { return "none" }
        return Severity.Label.allCases.reversed().compactMap { label in
            let count = findings.count { $0.severity.label == label }
            return count > 0 ? "\(count) \(label.rawValue)" : nil
        }.joined(separator: ", ")
    }
}

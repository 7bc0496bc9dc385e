// SPDX-License-Identifier: Apache-2.0

public import HinomiFindings
import HinomiRecords

/// The results of an evaluation, as tables in Markdown that read well as plain text too.
public struct EvaluationReport: Sendable {
    public var results: [CaseResult]
    /// Types that have a detector; labels of other types are told apart, not counted as misses.
    public var detected: Set<String>

    public init(_ results: [CaseResult], detected: [FindingType]) {
        self.results = results
        self.detected = Set(detected.map(\.name))
    }

    /// Labels that should have been answered and were not.
    public var misses: [(name: String, expectation: Expectation)] {
        results.flatMap { result in
            result.outcomes.filter {
                $0.expectation.certainty == .certain && $0.finding == nil && isOurs($0.expectation)
            }
            .map { (result.name, $0.expectation) }
        }
    }

    /// Findings that must not be there.
    public var falseAlarms: [(name: String, finding: Finding)] {
        results.flatMap { result in result.falseAlarms.map { (result.name, $0) } }
    }

    /// Whether every certain label was answered and nothing false was raised.
    public var isClean: Bool { misses.isEmpty && falseAlarms.isEmpty }

    private func isOurs(_ expectation: Expectation) -> Bool { !detected.isDisjoint(with: expectation.names) }

    private struct Row {
        var certain = 0
        var certainFound = 0
        var plausible = 0
        var plausibleFound = 0
        var different = 0
        var falseAlarms = 0
        var delays: [Int64] = []
    }

    /// The whole report.
    public var markdown: String {
        var text = "# Evaluation\n\n"
        text += "Made by `hinomi evaluate`: every figure comes from the labelled logs it was given.\n\n"
        text += "## By finding type\n\n"
        text +=
            "| finding type | certain | found | plausible | found | other severity | false alarms | time to detect (median) |\n"
        text += "|---|--:|--:|--:|--:|--:|--:|--:|\n"
        let rows = table
        for type in rows.keys.sorted() {
            guard let row = rows[type] else { continue }
            let label = detected.contains(type) ? type : "\(type) (no detector yet)"
            text += "| \(label) | \(row.certain) | \(row.certainFound) | \(row.plausible) | \(row.plausibleFound) | "
            text += "\(row.different) | \(row.falseAlarms) | \(delay(row.delays)) |\n"
        }
        text += "\n## Totals\n\n"
        let ours = rows.filter { detected.contains($0.key) }.values
        let certain = ours.reduce(0) { $0 + $1.certain }
        let found = ours.reduce(0) { $0 + $1.certainFound }
        text += "\(results.count) cases; of \(certain) certain labels of types with a detector \(found) were found, "
        text += "\(misses.count) missed; \(falseAlarms.count) false alarms.\n"
        text += "\n## Misses\n\n"
        for miss in misses { text += "- \(miss.name): \(miss.expectation.words)\n" }
        if misses.isEmpty { text += "none\n" }
        text += "\n## False alarms\n\n"
        for alarm in falseAlarms { text += "- \(alarm.name): \(EvaluationReport.words(alarm.finding))\n" }
        if falseAlarms.isEmpty { text += "none\n" }
        text += "\n## Unexpected, in cases whose labels do not claim to be complete\n\n"
        let others = results.flatMap { result in
            result.others.filter { $0.severity >= .medium }.map { "- \(result.name): \(EvaluationReport.words($0))\n" }
        }
        text += others.isEmpty ? "none of Medium or above\n" : others.joined()
        let damage = results.flatMap { result in result.problems.map { "- \(result.name): \($0.what)\n" } }
        if !damage.isEmpty { text += "\n## Damaged input\n\n" + damage.joined() }
        return text + "\n## By case\n\n" + byCase
    }

    private var byCase: String {
        var text =
            "| case | kind | certain | found | plausible | found | false alarms | other findings |\n|---|---|--:|--:|--:|--:|--:|--:|\n"
        for result in results {
            func count(_ certainty: Expectation.Certainty) -> (Int, Int) {
                let labels = result.outcomes.filter { $0.expectation.certainty == certainty && isOurs($0.expectation) }
                return (labels.count, labels.count { $0.finding != nil })
            }
            let certain = count(.certain)
            let plausible = count(.plausible)
            text +=
                "| \(result.name) | \(result.kind) | \(certain.0) | \(certain.1) | \(plausible.0) | \(plausible.1) | "
            text += "\(result.falseAlarms.count) | \(result.others.count) |\n"
        }
        return text
    }

    private var table: [String: Row] {
        var rows: [String: Row] = [:]
        for result in results {
            for outcome in result.outcomes {
                var row = rows[outcome.expectation.type] ?? Row()
                if outcome.expectation.certainty == .certain {
                    row.certain += 1
                    if outcome.finding != nil { row.certainFound += 1 }
                } else {
                    row.plausible += 1
                    if outcome.finding != nil { row.plausibleFound += 1 }
                }
                if outcome.isDifferent { row.different += 1 }
                if let finding = outcome.finding {
                    row.delays.append(max(0, finding.createdAt.seconds - finding.eventFirstSeen.seconds))
                }
                rows[outcome.expectation.type] = row
            }
            for finding in result.falseAlarms { rows[finding.type.name, default: Row()].falseAlarms += 1 }
        }
        return rows
    }

    private func delay(_ delays: [Int64]) -> String {
        delays.isEmpty ? "–" : "\(delays.sorted()[delays.count / 2]) s"
    }

    private static func words(_ finding: Finding) -> String {
        "\(finding.severity.label.rawValue) \(finding.type) \(finding.role.rawValue) \(finding.resourceNames.sorted().joined(separator: " ")): \(finding.title)"
    }
}

extension Expectation {
    /// The label in a line.
    var words: String {
        [type, role, remote, domain, resource.sorted().joined(separator: " ")].filter { !$0.isEmpty }.joined(
            separator: " ")
    }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HinomiDetection
import HinomiPipeline
import HinomiSources

/// `hinomi evaluate`: findings against labels.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Score findings against labelled logs.",
        discussion: """
            Reads labels (an expected.json of a collection, a labels.json of one recording, or a folder with such files), \
            scans the logs they name and prints misses and false alarms, by finding type and by case, as Markdown.

            A certain label must be found. A plausible one may be. On benign and background traffic nothing of Medium or \
            above may be raised. Exit status: 0 when that holds, 1 when it does not.
            """)

    @Argument(help: ArgumentHelp("Label files, or folders with them.", valueName: "labels"))
    var labels: [String]

    @OptionGroup(title: "Knowledge")
    var knowledge: KnowledgeOptions

    @Option(name: .long, help: ArgumentHelp("Write the report to this file as well.", valueName: "file"))
    var output: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Evaluate only cases whose name matches; * and ? match anything.", valueName: "glob"))
    var only: String?

    @Option(name: .long, help: ArgumentHelp("Threads to work with; by default one a core.", valueName: "n"))
    var threads: Int?

    func run() throws {
        let console = Console(isQuiet: false)
        var results: [CaseResult] = []
        do {
            let known = try knowledge.load()
            let evaluator = Evaluator(
                intelligence: known.intelligence, places: known.places, limits: known.limits,
                threads: threads ?? Console.coreCount)
            var cases: [EvaluationCase] = []
            for path in labels { cases += try LabelFile.cases(at: path) }
            if let only { cases = cases.filter { Glob(only).matches($0.name) } }
            for (index, labelled) in cases.enumerated() {
                if console.canDraw { console.write("\r\u{1B}[K\(index + 1)/\(cases.count) \(labelled.name)") }
                results.append(try evaluator.evaluate(labelled))
            }
            if console.canDraw { console.write("\r\u{1B}[K") }
        } catch {
            console.say("hinomi: \(error)")
            throw ExitCode.usage
        }
        let report = EvaluationReport(results, detected: DetectionCoverage.types)
        do {
            try write(report.markdown, to: SafeOutput.standardOutput())
            if let output { try write(report.markdown, to: SafeOutput(path: output)) }
        } catch {
            console.say("hinomi: \(error)")
            throw ExitCode.broken
        }
        if !report.isClean { throw ExitCode.findings }
    }

    private func write(_ text: String, to output: SafeOutput) throws(OutputError) {
        do throws(OutputError) {
            try output.write(text)
            try output.finish()
        } catch {
            output.abandon()
            throw error
        }
    }
}

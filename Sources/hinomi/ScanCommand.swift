// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HinomiDetection
import HinomiFindings
import HinomiPipeline
import HinomiRecords
import HinomiSources

/// `hinomi scan`: findings in logs on disk.
struct ScanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Find threats in historical logs.",
        discussion: """
            Reads files and whole folders, in any mix: CloudTrail, VPC Flow Logs (any format announced by a header line) \
            and Route 53 Resolver query logs, plain or compressed (.gz, .zip, .zst). What a file is, its content decides. \
            Folders as S3 holds them (AWSLogs/…) work as they are.

            Results go to standard output, the summary and everything that could not be read to standard error.

            Exit status: 0 done; 1 findings at or above --fail-on; 2 usage; 3 some input was unreadable or damaged (all \
            that could be read was used, and said); 4 an internal error, or the results could not be written.

            Examples:
              hinomi scan AWSLogs/
              hinomi scan --intel feeds/ --trusted office.txt --format json --output findings.json AWSLogs/
              hinomi scan --severity high --since 2026-11-01 --fail-on medium logs/*.gz
              hinomi scan --signals --format text AWSLogs/
              hinomi scan --signals-output timeline.csv --format csv AWSLogs/
            """)

    @Argument(help: ArgumentHelp("Files and folders with logs.", valueName: "path"))
    var paths: [String]

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How to write findings: text, json, ndjson, csv, asff or ocsf.",
            discussion:
                "The default is text on a terminal and ndjson elsewhere: one finding a line in GuardDuty's form.",
            valueName: "format"))
    var format: OutputFormat?

    @Option(name: .long, help: ArgumentHelp("Write findings to this file, whole or not at all.", valueName: "file"))
    var output: String?

    @OptionGroup(title: "Knowledge")
    var knowledge: KnowledgeOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Learned behaviour: read before the scan where the file exists, and written after it.", valueName: "file"))
    var profiles: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Leave out records before this time (2026-11-01 or 2026-11-01T12:00:00Z).", valueName: "time"))
    var since: TimeArgument?

    @Option(name: .long, help: ArgumentHelp("Leave out records from this time on.", valueName: "time"))
    var until: TimeArgument?

    @Option(
        name: .long,
        help: ArgumentHelp("Show findings of this severity or above: low, medium, high.", valueName: "severity"))
    var severity: SeverityArgument?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Show findings of these types; * and ? match anything. May be given several times.", valueName: "glob"))
    var type: [String] = []

    @OptionGroup
    var naming: NamingOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Switch on a custom detection rule, or all of them.",
            discussion:
                "Rules over single API calls, such as EC2UserDataModified; they are off unless named. May be given several times.",
            valueName: "name|all"))
    var rule: [String] = []

    @Flag(
        name: .long,
        help: ArgumentHelp(
            "Also list weak signals: API calls that attackers make as well.",
            discussion:
                "Calls that have a tactic in the table of API meanings, by caller, API, region, outcome and hour. They follow the findings."
        ))
    var signals = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Write weak signals to this file, in the format of the findings, and not behind them.", valueName: "file"))
    var signalsOutput: String?

    @Option(name: .long, help: ArgumentHelp("The region of records that do not say theirs.", valueName: "region"))
    var region = ""

    @Option(name: .long, help: ArgumentHelp("Threads to work with; by default one a core.", valueName: "n"))
    var threads: Int?

    @Option(
        name: .long,
        help: ArgumentHelp("Exit with 1 when there are findings of this severity or above.", valueName: "severity"))
    var failOn: SeverityArgument?

    @Flag(name: .long, help: "Add file and line of each raw record to the JSON formats.")
    var positions = false

    @Flag(name: .long, help: "Say more about what was read.")
    var stats = false

    @Flag(name: .long, help: "No progress and no summary; problems are still named.")
    var quiet = false

    @Option(
        name: .long,
        help: ArgumentHelp("Colours in text: auto, always or never. NO_COLOR is respected.", valueName: "when"))
    var color: ColorArgument = .auto

    mutating func validate() throws {
        guard !paths.isEmpty else { throw ValidationError("Name at least one file or folder.") }
        if let threads, !(1...256).contains(threads) { throw ValidationError("--threads is a number from 1 to 256.") }
        if let since, let until, since.time >= until.time {
            throw ValidationError("--since must be earlier than --until.")
        }
        _ = try rules
        guard keepsSignals else { return }
        let format = format ?? .default(for: output)
        guard format.signalForm != nil else {
            throw ValidationError(
                "--signals: \(format.rawValue) has no form for weak signals; choose text, json, ndjson or csv.")
        }
        if format == .csv, signalsOutput == nil {
            throw ValidationError(
                "--signals: a csv file holds one table; name another file for weak signals with --signals-output.")
        }
        if let signalsOutput, signalsOutput == output {
            throw ValidationError("--output and --signals-output are the same file.")
        }
    }

    // Whether weak signals are wanted, behind the findings or elsewhere.
    private var keepsSignals: Bool { signals || signalsOutput != nil }

    // The rules that were named.
    private var rules: CustomRuleSet {
        get throws {
            if rule.contains("all") { return .all }
            guard let known = CustomRuleSet(rule) else {
                throw ValidationError(
                    "--rule is all or one of: " + CustomRuleSet.known.joined(separator: ", ") + ".")
            }
            return known
        }
    }

    func run() throws {
        let console = Console(isQuiet: quiet)
        let known: Knowledge
        do {
            known = try knowledge.load()
        } catch {
            console.say("hinomi: \(error)")
            throw ExitCode.usage
        }
        var options = ScanOptions(
            paths: paths, threads: threads ?? Console.coreCount, since: since?.time, until: until?.time, region: region)
        options.profiles = profiles
        options.rules = try rules
        options.typeNames = naming.typeNames
        options.keepsSignals = keepsSignals
        let format = format ?? .default(for: output)
        options.citesLines = positions || format == .text
        var scanner = Scanner(options: options, intelligence: known.intelligence)
        scanner.inventory = known.inventory
        scanner.places = known.places
        scanner.limits = known.limits
        let bar = ProgressBar(console)
        var report: (@Sendable (ScanProgress) -> Void)?
        if let bar { report = { progress in bar.show(progress) } }
        let result: ScanResult
        do {
            result = try scanner.run(onProgress: report)
        } catch {
            console.say("hinomi: \(error)")
            throw ExitCode.usage
        }
        bar?.clear()

        let shown = result.findings.filter(isShown)
        do {
            let weak = keepsSignals ? result.weakSignals : nil
            try FindingOutput(format: format, path: output, positions: positions, color: color)
                .write(shown, weakSignals: signalsOutput == nil ? weak : nil)
            if let signalsOutput, let weak, let form = format.signalForm {
                try WeakSignalOutput(form: form, path: signalsOutput, color: color).write(weak)
            }
        } catch {
            // Whoever closed the pipe knows that he did.
            if error.kind != .closedPipe { console.say("hinomi: \(error)") }
            throw ExitCode.broken
        }
        let problems = known.problems + result.problems
        ScanSummary(result, shown: shown, problems: problems).print(
            to: console, verbose: stats, weakSignals: keepsSignals)
        if let failOn, result.findings.contains(where: { isWanted($0) && $0.severity.label >= failOn.label }) {
            throw ExitCode.findings
        }
        if problems.contains(where: \.isDamage) { throw ExitCode.damagedInput }
    }

    private func isShown(_ finding: Finding) -> Bool {
        if let severity, finding.severity.label < severity.label { return false }
        return isWanted(finding)
    }

    private func isWanted(_ finding: Finding) -> Bool {
        type.isEmpty || type.contains { Glob($0).matches(finding.type.name) }
    }
}

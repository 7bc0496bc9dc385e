// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Dispatch
import Foundation
import HinomiAWS
import HinomiFindings
import HinomiPipeline
import HinomiSources

/// `hinomi watch`: findings in logs as they are written.
struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Find threats in logs as they are written.",
        discussion: """
            Reads what is in the places, then watches them: folders, for files that appear and what is appended to logs; \
            s3://BUCKET/FOLDER; and queues of SQS that tell of new objects, by their URL. Each finding is \
            printed when it is found, and again when something is added to it: the last line of an id counts. A finding that \
            does not hold any more in the light of later logs is withdrawn, in ndjson by {"id":"…","withdrawn":true}.

            Everything that must survive is kept in the folder of --state. After a restart, however it came about, watching \
            goes on where it was: nothing is lost and nothing counts twice. Ctrl-C and SIGTERM stop it in order, and so does the \
            end of standard input where that is all that is read.

            Exit status: 0 stopped; 2 usage; 4 the state or the output could not be used.

            Example:
              hinomi watch --state /var/lib/hinomi --intel feeds/ /var/log/aws
            """)

    /// How findings are printed.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, ndjson
    }

    @Argument(help: ArgumentHelp("Where logs are written to.", valueName: "place"))
    var places: [String]

    @Option(name: .long, help: ArgumentHelp("The folder in which to keep what must survive.", valueName: "folder"))
    var state: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How to print findings: text or ndjson; by default text on a terminal and ndjson elsewhere.",
            valueName: "format"))
    var format: Format?

    @OptionGroup
    var naming: NamingOptions

    @OptionGroup(title: "AWS")
    var aws: AWSOptions

    @OptionGroup(title: "Knowledge")
    var knowledge: KnowledgeOptions

    @Option(name: .long, help: ArgumentHelp("The region of records that do not say theirs.", valueName: "region"))
    var region = ""

    @Option(name: .long, help: ArgumentHelp("Threads to work with; by default one a core.", valueName: "n"))
    var threads: Int?

    @Flag(name: .long, help: "Say nothing of what goes well.")
    var quiet = false

    mutating func validate() throws {
        guard !places.isEmpty else { throw ValidationError("Name at least one folder.") }
        if let threads, !(1...256).contains(threads) { throw ValidationError("--threads is a number from 1 to 256.") }
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
        for problem in known.problems { console.say("hinomi: \(problem.path): \(problem.what)") }
        var options = WatchOptions(threads: threads ?? Console.coreCount)
        options.region = region
        options.typeNames = naming.typeNames
        options.endsWithSources = true
        let watched = try places.map { try LogPlace($0) }
        do {
            let journal = PrintingJournal(
                try FileJournal(folder: state), format: format ?? (Console.outputIsTerminal ? .text : .ndjson))
            let sources = try aws.sources(of: watched, state: state, keeping: 1 << 30) {
                try AWSAccess(environment: ProcessInfo.processInfo.environment)
            }
            let watcher = Watcher(options: options, knowledge: known, sources: sources, journal: journal) { event in
                let line = "hinomi: " + event.line
                if event.level == .info { console.note(line) } else { console.say(line) }
            }
            let deaf = DispatchGroup()
            let signals = [SIGINT, SIGTERM].map { number in
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
                source.setEventHandler { watcher.stop() }
                deaf.enter()
                source.setRegistrationHandler { deaf.leave() }
                source.resume()
                return source
            }
            // A signal that comes before they are heard is lost.
            deaf.wait()
            defer { for source in signals { source.cancel() } }
            try watcher.run()
            let figures = watcher.figures
            console.note(
                "hinomi: stopped after \(figures.records) records, \(figures.refused) refused, \(figures.late) late; "
                    + "\(figures.findings) findings are remembered")
        } catch let error as OutputError where error.kind == .closedPipe {
            throw ExitCode.broken
        } catch let error as ValidationError {
            throw error
        } catch {
            console.say("hinomi: \(error)")
            throw ExitCode.broken
        }
    }
}

extension WatchEvent {
    /// The event in one line.
    fileprivate var line: String {
        fields.isEmpty ? message : message + " " + fields.map { "\($0.name): \($0.value)" }.joined(separator: "; ")
    }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import HinomiAWS
import HinomiMail
import HinomiPipeline
import HinomiRecords
import HinomiServer
import HinomiService
import HinomiSources
import HinomiStore
import Logging

/// `hinomi serve`: always on.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Answer the GuardDuty API, for the aws CLI, boto3 and Terraform.",
        discussion: """
            The first start makes an account with a key and turns its detector on, and prints what to put into the shell so that \
            'aws guardduty list-detectors' works. 'hinomi keys' makes more keys. Invitations are sent by e-mail where \
            HINOMI_SMTP_URL (smtps://user:password@host or smtp://…) and HINOMI_MAIL_FROM are set.
            """)

    @OptionGroup var folder: DataFolder

    @Option(
        name: .long,
        help: ArgumentHelp("Where to listen. Or HINOMI_LISTEN. Port 0 takes a free one.", valueName: "host:port"))
    var listen: String?

    @Option(
        name: .long, help: ArgumentHelp("The account that the first start makes.", valueName: "id"))
    var account = AccountArgument.example

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The region whose detector the first start turns on, and of records that do not say theirs. Or AWS_REGION.",
            valueName: "region"))
    var region: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A folder to which logs are written; it is read, and then watched. Or - for standard input. May be given several times.",
            valueName: "folder"))
    var watch: [String] = []

    @Flag(
        name: .long,
        help: "Take logs in that are pushed to /firehose, by Amazon Data Firehose or whoever speaks like it.")
    var push = false

    @OptionGroup(title: "Knowledge")
    var knowledge: KnowledgeOptions

    @Option(name: .long, help: ArgumentHelp("Threads to detect with; by default one a core.", valueName: "n"))
    var threads: Int?

    func validate() throws {
        if let threads, !(1...256).contains(threads) { throw ValidationError("--threads is a number from 1 to 256.") }
    }

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let address = try ListenAddress(listen ?? environment["HINOMI_LISTEN"] ?? "127.0.0.1:8017")
        let region = region ?? environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"] ?? "us-east-1"
        let mailSender = try MailOutbox.Sender(environment: environment)
        let (store, seal) = try folder.open()
        let faults = try store.faults()
        guard faults.isEmpty else {
            Console(isQuiet: false).say("\(store.path) is damaged: \(faults.joined(separator: "; "))")
            throw ExitCode.damagedInput
        }
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        let logger = Logger(label: "hinomi")
        let access = try AWSAccess(environment: environment, store: store)
        let sources = ListSources(environment: environment, access: access)
        let service = GuardDutyService(lists: sources)
        let first = try FirstStart.run(
            store, seal, service, account: account.id, region: region, now: .now)
        let fetcher = ListFetcher(sources, clock: { .now })
        let activation = ListActivation(store: store, logger: logger, clock: { .now }, read: fetcher.content)
        let buckets = (environment["HINOMI_EXPORT_BUCKETS"] ?? "").split(separator: ",").map(String.init)
        let s3 = access.s3()
        let export = FindingExport(
            store: store, sharedBuckets: Set(buckets), logger: logger, clock: { .now }
        ) { object, content, settings throws(AWSError) in try await s3.put(content, as: object, settings) }
        var server = HinomiServer(
            host: address.host, port: address.port, store: store, seal: seal, service: service,
            activation: activation, export: export, logger: logger, clock: { .now })
        server.services.append(
            MailOutbox(store: store, sender: mailSender, logger: Logger(label: "hinomi.mail"), clock: { .now }))
        var logs: [any LogSource] = []
        let folders = watch.filter { $0 != "-" }
        if !folders.isEmpty { logs.append(FolderSource(folders)) }
        if watch.contains("-") {
            let spool = try Spool(folder: folder.path + "/stdin", keeping: ServeCommand.keptBytes)
            logs.append(PipeSource("standard input", descriptor: STDIN_FILENO, spool: spool))
        }
        if push {
            let intake = try PushIntake(
                folder: folder.path + "/push", room: ServeCommand.roomBytes, keeping: ServeCommand.keptBytes)
            server.push = intake
            logs.append(intake.source)
        }
        if !logs.isEmpty {
            let journal = StoreJournal(store, service: service) { .now }
            server.services.append(WatchService(try watcher(logs, region: region, store, journal, logger)))
        }
        try await server.run { port in
            let endpoint = "http://\(address.hostInURL):\(port)"
            // Nobody may be there to read it: that is no reason to stop.
            try? Console.print(
                (first.map { $0.lines(endpoint: endpoint, region: region) } ?? "") + "Listening on \(endpoint)\n")
        }
    }

    // How much may wait to be read before senders are told to come again, and how much stays for raw records afterwards.
    private static let roomBytes: UInt64 = 4 << 30
    private static let keptBytes: UInt64 = 1 << 30

    private func watcher(
        _ logs: [any LogSource], region: String, _ store: Store, _ journal: StoreJournal, _ logger: Logger
    ) throws -> Watcher {
        let known: Knowledge
        do {
            known = try knowledge.load { builder throws(KnowledgeError) in
                do {
                    try store.readNow { try ListsInForce.addOperators(from: $0, to: &builder) }
                } catch {
                    throw KnowledgeError(path: store.path, what: "its lists cannot be used: \(error)")
                }
            }
        } catch {
            Console(isQuiet: true).say("hinomi: \(error)")
            throw ExitCode.usage
        }
        for problem in known.problems {
            logger.warning(
                "A list could not be used whole.", metadata: ["path": "\(problem.path)", "reason": "\(problem.what)"])
        }
        var options = WatchOptions(threads: threads ?? Console.coreCount)
        options.region = region
        return Watcher(
            options: options, knowledge: known,
            sources: logs, journal: journal
        ) { $0.write(to: logger) }
    }
}

/// Where to listen.
struct ListenAddress {
    var host: String
    var port: Int

    init(_ text: String) throws {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            0...65_535 ~= port,
            colon > text.startIndex
        else { throw ValidationError("--listen must be HOST:PORT, as 127.0.0.1:8017, not \(text)") }
        let host = text[..<colon]
        self.host = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : String(host)
        self.port = port
    }

    /// The host as URLs have it.
    var hostInURL: String { host.contains(":") ? "[\(host)]" : host }
}

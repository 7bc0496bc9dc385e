// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import HinomiAWS
import HinomiMail
import HinomiOutbound
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
            'aws guardduty list-detectors' works. 'hinomi keys' makes more keys.

            Every option is also a setting of a configuration file (--config), by its name without dashes in front, and a variable \
            of the environment: --log-level is HINOMI_LOG_LEVEL. Options come first, then variables, then the file. SIGHUP reads \
            them again.
            """)

    @OptionGroup var folder: DataFolder

    @Flag(name: .long, help: "Make sure that the settings can be used, say what is wrong with them, and start nothing.")
    var check = false

    @OptionGroup(title: "Listening")
    var listening: ListenOptions

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
            "A folder to which logs are written, s3://BUCKET/FOLDER, the URL of an SQS queue that tells of new objects, or - for "
                + "standard input: read, and then watched. May be given several times.",
            valueName: "place"))
    var watch: [String] = []

    @Flag(
        name: .long,
        help: "Take logs in that are pushed to /firehose, by Amazon Data Firehose or whoever speaks like it.")
    var push = false

    @Option(
        name: .long,
        help: ArgumentHelp("Prices to tell costs by, in JSON; else those that are published.", valueName: "file"))
    var prices: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A bucket to which all accounts may have their findings exported; the operator's may use any. May be given several times.",
            valueName: "name"))
    var exportBucket: [String] = []

    @Flag(
        name: .long,
        help:
            "Make no account and key at the first start, and so print none: for where others may read what is printed.")
    var noFirstKey = false

    @OptionGroup(title: "AWS")
    var aws: AWSOptions

    @OptionGroup(title: "Knowledge")
    var knowledge: KnowledgeOptions

    @OptionGroup
    var naming: NamingOptions

    @OptionGroup(title: "Log")
    var logging: LogOptions

    @OptionGroup(title: "E-mail")
    var mail: MailOptions

    @OptionGroup(title: "Limits")
    var limits: RunOptions

    func run() async throws {
        if check { return try ServeCheck.run(self) }
        // Who asks for settings to be read again while it starts is too early, and ends nothing.
        signal(SIGHUP, SIG_IGN)
        let environment = ProcessInfo.processInfo.environment
        let region = region ?? environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"] ?? "us-east-1"
        let mailSender = try mail.sender()
        let threshold = logging.start()
        let logger = Logger(label: "hinomi")
        let certificate = try certificate(logger)
        let lock = try FolderLock(folder: folder.path)
        let (store, seal) = try folder.open(sizeLimit: limits.storeLimit?.bytes)
        let isLarge = store.bytesOnDisk > ServeCommand.mostChecked
        let faults = isLarge ? [] : try store.faultsNow()
        guard faults.isEmpty else {
            Console(isQuiet: false).say("\(store.path) is damaged: \(faults.joined(separator: "; "))")
            throw ExitCode.damagedInput
        }
        let access = try AWSAccess(environment: environment, store: store)
        let sources = ListSources(environment: environment, access: access)
        let service = GuardDutyService(prices: try priceList(), lists: sources)
        let first = try firstKey(store, seal, service, region: region, logger)
        let fetcher = ListFetcher(sources, clock: { .now })
        let activation = ListActivation(store: store, logger: logger, clock: { .now }, read: fetcher.content)
        let s3 = access.s3()
        let export = FindingExport(
            store: store, sharedBuckets: Set(exportBucket), logger: logger, clock: { .now }
        ) { object, content, settings throws(AWSError) in try await s3.put(content, as: object, settings) }
        var server = HinomiServer(
            listening.listener(certificate), version: HinomiVersion.current, store: store, seal: seal, service: service,
            activation: activation, export: export, logger: logger, clock: { .now })
        server.monitoring = listening.monitoring
        server.storeLimit = limits.storeLimit?.bytes
        server.stopTime = .seconds(limits.stopTimeout)
        server.notifier = SystemdNotifier(environment: environment)
        let reload = try ServeReload(certificate: certificate, threshold: threshold, logger: logger)
        server.onReload = { await reload.run() }
        if isLarge { server.services.append(IntegrityService(store: store, logger: logger)) }
        server.services.append(
            MailOutbox(store: store, sender: mailSender, logger: Logger(label: "hinomi.mail"), clock: { .now }))
        var logs = try aws.sources(
            of: try watch.map { try LogPlace($0) }, state: folder.path, keeping: ServeCommand.keptBytes
        ) { access }
        if push {
            let intake = try PushIntake(
                folder: folder.path + "/push", room: ServeCommand.roomBytes, keeping: ServeCommand.keptBytes)
            server.push = intake
            logs.append(intake.source)
        }
        if !logs.isEmpty {
            let journal = StoreJournal(store, service: service) { .now }
            let known = try load(logger)
            let watcher = watcher(logs, known, region: region, journal, logger)
            let lists = ListFollower(store: store, watcher: watcher, beside: known.intelligence, logger: logger)
            try await lists.takeUp()
            server.watch = { watcher.figures }
            server.services += [WatchService(watcher), lists]
        }
        let (address, scheme) = (listening.listen, certificate == nil ? "http" : "https")
        try await server.run { port in
            let endpoint = "\(scheme)://\(address.hostInURL):\(port)"
            // Nobody may be there to read it: that is no reason to stop.
            try? Console.print(
                (first.map { $0.lines(endpoint: endpoint, region: region) } ?? "") + "Listening on \(endpoint)\n")
        }
        withExtendedLifetime(lock) {}
    }

    func priceList() throws -> PriceList {
        guard let prices else { return .published }
        do {
            return try PriceList(json: LocalFile.content(at: prices, limit: 64 << 10))
        } catch {
            throw ValidationError("--prices \(prices): \(error)")
        }
    }

    private func certificate(_ logger: Logger) throws -> CurrentCertificate? {
        do {
            return try listening.certificateFiles.map { try CurrentCertificate($0, logger: logger) }
        } catch {
            throw ValidationError("\(error)")
        }
    }

    // Makes the first key, which is printed, unless others may read that.
    private func firstKey(
        _ store: Store, _ seal: SecretSeal, _ service: GuardDutyService, region: String, _ logger: Logger
    ) throws -> NewAccessKey? {
        guard !noFirstKey, !Console.outputIsJournal else {
            if try store.readNow({ try $0.keys().isEmpty }) {
                logger.notice("Nobody has a key yet: make one with 'hinomi keys create'.")
            }
            return nil
        }
        return try FirstStart.run(store, seal, service, account: account.id, region: region, now: .now)
    }

    // Bytes of a database that is looked through before the server answers: that takes a second.
    private static let mostChecked: Int64 = 128 << 20
    // How much may wait to be read before senders are told to come again, and how much stays for raw records afterwards.
    private static let roomBytes: UInt64 = 4 << 30
    private static let keptBytes: UInt64 = 1 << 30

    private func load(_ logger: Logger) throws -> Knowledge {
        let known: Knowledge
        do {
            known = try knowledge.load()
        } catch {
            Console(isQuiet: true).say("hinomi: \(error)")
            throw ExitCode.usage
        }
        for problem in known.problems {
            logger.warning(
                "A list could not be used whole.", metadata: ["path": "\(problem.path)", "reason": "\(problem.what)"])
        }
        return known
    }

    private func watcher(
        _ logs: [any LogSource], _ known: Knowledge, region: String, _ journal: StoreJournal, _ logger: Logger
    ) -> Watcher {
        var options = WatchOptions(threads: limits.threads ?? Console.coreCount)
        options.region = region
        options.typeNames = naming.typeNames
        return Watcher(
            options: options, knowledge: known, sources: logs, journal: journal
        ) { $0.write(to: logger) }
    }
}

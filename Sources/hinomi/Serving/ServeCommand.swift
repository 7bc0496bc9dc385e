// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import HinomiRecords
import HinomiServer
import HinomiService
import HinomiStore
import Logging

/// `hinomi serve`: always on.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Answer the GuardDuty API, for the aws CLI, boto3 and Terraform.",
        discussion: """
            The first start makes an account with a key and turns its detector on, and prints what to put into the shell so that \
            'aws guardduty list-detectors' works. 'hinomi keys' makes more keys.
            """)

    @OptionGroup var folder: DataFolder

    @Option(
        name: .long,
        help: ArgumentHelp("Where to listen. Or HINOMI_LISTEN. Port 0 takes a free one.", valueName: "host:port"))
    var listen: String?

    @Option(
        name: .long, help: ArgumentHelp("The account that the first start makes.", valueName: "id"))
    var account = AccountArgument(account: AccountID(number: 111_111_111_111))

    @Option(
        name: .long, help: ArgumentHelp("The region whose detector the first start turns on.", valueName: "region"))
    var region: String?

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let address = try ListenAddress(listen ?? environment["HINOMI_LISTEN"] ?? "127.0.0.1:8017")
        let region = region ?? environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"] ?? "us-east-1"
        let (store, seal) = try folder.open()
        let faults = try store.faults()
        guard faults.isEmpty else {
            Console(isQuiet: false).say("\(store.path) is damaged: \(faults.joined(separator: "; "))")
            throw ExitCode.damagedInput
        }
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        let logger = Logger(label: "hinomi")
        let sources = try ListSources(environment: environment, store: store)
        let service = GuardDutyService(lists: sources)
        let first = try FirstStart.run(
            store, seal, service, account: account.account, region: region, now: .now)
        let fetcher = ListFetcher(sources, clock: { .now })
        let activation = ListActivation(store: store, logger: logger, clock: { .now }, read: fetcher.content)
        let server = HinomiServer(
            host: address.host, port: address.port, store: store, seal: seal, service: service,
            activation: activation, logger: logger, clock: { .now })
        try await server.run { port in
            try? Console.print(
                first.map { $0.lines(endpoint: "http://\(address.hostInURL):\(port)", region: region) } ?? "")
            Console(isQuiet: false).say("Listening on http://\(address.hostInURL):\(port)")
        }
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

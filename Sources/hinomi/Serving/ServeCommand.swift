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
    var account = AccountArgument.example

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
        let service = GuardDutyService()
        let first = try FirstStart.run(
            store, seal, service, account: account.id, region: region, now: .now)
        let server = HinomiServer(
            host: address.host, port: address.port, store: store, seal: seal, service: service,
            logger: Logger(label: "hinomi"), clock: { .now })
        try await server.run { port in
            let endpoint = "http://\(address.hostInURL):\(port)"
            // Nobody may be there to read it: that is no reason to stop.
            try? Console.print(
                (first.map { $0.lines(endpoint: endpoint, region: region) } ?? "") + "Listening on \(endpoint)\n")
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

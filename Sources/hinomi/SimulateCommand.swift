// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HinomiRecords
import HinomiSimulation

/// `hinomi simulate`: logs of an organisation that does not exist.
struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Write realistic, labelled logs to try a set-up with.",
        discussion: """
            Makes up an organisation with people, programs and attacks, and writes its CloudTrail, VPC flow and DNS query \
            logs as AWS delivers them to S3. The same arguments write the same bytes. expected.json says what happened, so \
            that hinomi evaluate can score findings; networks.tsv and organisations.tsv say where addresses are.

            hinomi simulate --output DIR
            hinomi evaluate DIR --geo DIR/networks.tsv --geo DIR/organisations.tsv

            Exit status: 0 when all was written, 2 for a wrong command line, 4 when the logs could not be written.
            """)

    @Option(name: .long, help: ArgumentHelp("An empty or new folder to write to.", valueName: "dir"))
    var output: String

    @Option(name: .long, help: ArgumentHelp("Another seed, another organisation.", valueName: "n"))
    var seed: UInt64 = 1

    @Option(name: .long, help: ArgumentHelp("Days of logs, at most 366.", valueName: "n"))
    var days = 30

    @Option(name: .long, help: ArgumentHelp("Accounts of the organisation, at most 100.", valueName: "n"))
    var accounts = 1

    @Option(
        name: .long,
        help: ArgumentHelp("People, users and roles of programs in each account, at most 1000.", valueName: "n"))
    var principals = 50

    @Option(name: .long, help: ArgumentHelp("The first day, as 2026-11-01.", valueName: "date"))
    var start: TimeArgument?

    @Flag(name: .long, help: "No attacks: whatever is found is a false alarm.")
    var calm = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A finding type to simulate an attack for, or all.",
            discussion: "May be given several times. By default each account suffers one that chance picks.",
            valueName: "type"))
    var attack: [String] = []

    func validate() throws {
        func check(_ value: Int, _ limit: Int, _ name: String) throws {
            guard (1...limit).contains(value) else {
                throw ValidationError("--\(name) is from 1 to \(limit), not \(value).")
            }
        }
        try check(days, SimulationSettings.dayLimit, "days")
        try check(accounts, SimulationSettings.accountLimit, "accounts")
        try check(principals, SimulationSettings.principalLimit, "principals")
        if calm, !attack.isEmpty {
            throw ValidationError("--calm means no attacks, so --attack cannot be given as well.")
        }
        for name in attack where name != "all" && AttackKind(rawValue: name) == nil {
            let known = AttackKind.allCases.map { "  " + $0.rawValue }.joined(separator: "\n")
            throw ValidationError("No attack is known for “\(name)”. Known are all, and:\n\(known)")
        }
        // A year further on there are four digits no more.
        if let start, !(0...253_000_000_000).contains(start.time.seconds) {
            throw ValidationError("--start is a day from 1970 on.")
        }
    }

    private var kinds: [AttackKind]? {
        if calm { return [] }
        if attack.isEmpty { return nil }
        return attack.flatMap { $0 == "all" ? AttackKind.allCases : AttackKind(rawValue: $0).map { [$0] } ?? [] }
    }

    func run() throws {
        let console = Console(isQuiet: false)
        guard Simulation.isFree(output) else {
            console.say("Error: “\(output)” holds files already; name a folder that is empty or new.")
            throw ExitCode.usage
        }
        // A fixed day: the same arguments are the same logs tomorrow.
        let first = start?.time ?? Timestamp(seconds: 1_790_812_800)
        var simulation = Simulation(
            SimulationSettings(
                seed: seed, days: days, accounts: accounts, principals: principals, start: first, attacks: kinds))
        do {
            let outcome = try simulation.write(to: output) { done in
                if console.canDraw { console.write("\r\u{1B}[K\(done) of \(days) days") }
            }
            if console.canDraw { console.write("\r\u{1B}[K") }
            console.say(
                "\(output): \(outcome.calls) calls, \(outcome.flows) flow records, \(outcome.queries) queries; "
                    + "\(outcome.attacks.count) attack\(outcome.attacks.count == 1 ? "" : "s")")
            for attack in outcome.attacks {
                console.say("  \(attack.first.iso8601)  \(attack.account)  \(attack.kind.rawValue)")
            }
        } catch {
            console.say("Error: \(error)")
            throw ExitCode.broken
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import HinomiFindings
import HinomiRecords
import HinomiSources

/// `hinomi samples`: findings of things that did not happen.
struct SamplesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "samples",
        abstract: "Print sample findings to try out what receives them.",
        discussion: """
            One finding of each type, with placeholders as GuardDuty has them in its samples. Titles begin with [SAMPLE], \
            and additionalInfo says sample. The same type, account and region make the same id every time.

            Examples:
              hinomi samples --format json --output samples.json
              hinomi samples --type 'Recon:EC2/*' --type CryptoCurrency:EC2/BitcoinTool.B!DNS

            Exit status: 0 when all was written, 2 for a wrong command line, 4 when the findings could not be written.
            """)

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Only findings of these types; * and ? match anything. May be given several times.", valueName: "glob"))
    var type: [String] = []

    @Option(name: .long, help: ArgumentHelp("The account of the findings, in twelve digits.", valueName: "id"))
    var account: AccountArgument = .example

    @Option(name: .long, help: ArgumentHelp("The region of the findings.", valueName: "region"))
    var region = "us-east-1"

    @Option(
        name: .long,
        help: ArgumentHelp(
            "When they were found (2026-11-01 or 2026-11-01T12:00:00Z); by default now.", valueName: "time"))
    var at: TimeArgument?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How to write findings: text, json, ndjson, csv, asff or ocsf.",
            discussion: "The default is text on a terminal and ndjson elsewhere.", valueName: "format"))
    var format: OutputFormat?

    @Option(name: .long, help: ArgumentHelp("Write findings to this file, whole or not at all.", valueName: "file"))
    var output: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Colours in text: auto, always or never. NO_COLOR is respected.", valueName: "when"))
    var color: ColorArgument = .auto

    func validate() throws {
        guard (1...32).contains(region.utf8.count),
            region.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D })
        else { throw ValidationError("--region is a name as us-east-1, in small letters, digits and hyphens.") }
        _ = try chosen
    }

    private var samples: SampleFindings {
        let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
        return SampleFindings(account: account.id, region: region, at: at?.time ?? now)
    }

    // The types that were asked for, each pattern with at least one of them.
    private var chosen: [FindingType] {
        get throws {
            let known = samples.types
            guard !type.isEmpty else { return known }
            var chosen = Set<FindingType>()
            for name in type {
                let matching = known.filter { Glob(name).matches($0.name) }
                guard !matching.isEmpty else {
                    do { _ = try samples.findings(of: [FindingType(name)]) } catch {
                        throw ValidationError("--type: \(error); hinomi types --all lists what there is.")
                    }
                    continue
                }
                chosen.formUnion(matching)
            }
            return known.filter(chosen.contains)
        }
    }

    func run() throws {
        let console = Console(isQuiet: false)
        let findings = try samples.findings(of: chosen)
        do {
            try FindingOutput(
                format: format ?? .default(for: output), path: output, positions: false, color: color
            ).write(findings)
        } catch {
            // Whoever closed the pipe knows that he did.
            if error.kind != .closedPipe { console.say("hinomi: \(error)") }
            throw ExitCode.broken
        }
    }
}

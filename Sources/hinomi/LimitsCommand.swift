// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HinomiDetection
import HinomiPipeline

/// `hinomi limits`: what detectors go by when they decide.
struct LimitsCommand: ParsableCommand {
    /// How the list is written.
    enum Form: String, EnumerableFlag {
        case text, json, markdown

        static func help(for form: Form) -> ArgumentHelp? {
            switch form {
            case .text: "For people."
            case .json: "As a file for --limits that sets all of them."
            case .markdown: "As a page of the documentation."
            }
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "limits",
        abstract: "List the limits of detectors and what they are set to.",
        discussion: """
            Limits are what detectors go by when they decide: so many ports, such a share. A file for --limits of scan, watch, \
            serve and evaluate sets some of them, as {"portscan": {"ports": 20}}; the others stay as they are. What it says \
            that does not exist or makes no sense is refused.

            Examples:
              hinomi limits portscan portsweep
              hinomi limits --limits mine.json
              hinomi limits --json >mine.json
            """)

    @Argument(help: ArgumentHelp("Detectors, as files name them; all of them by default.", valueName: "detector"))
    var detectors: [String] = []

    @Option(name: .long, help: ArgumentHelp("A file that sets some of them.", valueName: "file"))
    var limits: String?

    @Flag(exclusivity: .exclusive)
    var form: Form = .text

    mutating func validate() throws {
        for name in detectors where !DetectionLimits.groups.contains(where: { $0.name == name }) {
            throw ValidationError(
                "There is no detector \(name) that has limits; there are "
                    + DetectionLimits.groups.map(\.name).joined(separator: ", ") + ".")
        }
    }

    func run() throws {
        let present: DetectionLimits
        do {
            present = try LimitsFile.load(limits)
        } catch {
            Console(isQuiet: false).say("hinomi: \(error)")
            throw ExitCode.usage
        }
        let groups = DetectionLimits.groups.filter { detectors.isEmpty || detectors.contains($0.name) }
        let table = LimitTable(groups: groups, present: present)
        let text =
            switch form {
            case .text: table.text
            case .json: String(decoding: present.json(of: groups), as: UTF8.self)
            case .markdown: table.markdown
            }
        try Console.print(text)
    }
}

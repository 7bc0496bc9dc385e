// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HinomiDetection
import HinomiFindings

/// `hinomi types`: what can be found, and what cannot be found yet.
struct TypesCommand: ParsableCommand {
    /// How the list is written.
    enum Form: String, CaseIterable, ExpressibleByArgument {
        case text, markdown
        /// Not of the types but of what API calls mean.
        case apis
    }

    static let configuration = CommandConfiguration(
        commandName: "types",
        abstract: "List the finding types and whether they are detected.",
        discussion: """
            Types are GuardDuty's, and a few of our own. Those without a detector are listed too, with --all, and said to be \
            so.
            """)

    @Flag(name: .long, help: "Also list types that are not detected yet.")
    var all = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Text or markdown; apis is a page of what API calls mean.", valueName: "form"))
    var form: Form = .text

    func run() throws {
        let detected = Set(DetectionCoverage.types + TypeNames.renamed)
        let rows = Catalogue.builtIn.rows.filter { !$0.retired || detected.contains($0.type) }
        let text =
            switch form {
            case .text: list(rows.filter { all || detected.contains($0.type) }, detected: detected)
            case .markdown: CoverageTable(rows: rows, detected: detected).markdown
            case .apis:
                MeaningTable(rows: APIMeanings.rows, inventoryServices: APIMeanings.inventoryServices).markdown
            }
        try Console.print(text)
    }

    private func list(_ rows: [CatalogueRow], detected: Set<FindingType>) -> String {
        rows.map { row in
            let mark = detected.contains(row.type) ? "" : "  (not detected yet)"
            return row.type.name + mark + "\n"
        }.joined()
    }
}

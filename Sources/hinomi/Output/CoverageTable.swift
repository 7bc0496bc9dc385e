// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

/// The coverage page of the documentation: every finding type, by purpose, and whether it has a detector.
struct CoverageTable {
    var rows: [CatalogueRow]
    var detected: Set<FindingType>

    /// The whole page.
    var markdown: String {
        let current = rows.filter { !$0.isOwn && !$0.retired }
        var page = """
            # What is detected

            Made from the catalogue by `make docs`; do not edit. Finding types carry GuardDuty's names. Of the \(current.count) \
            that are in use today \(current.count { detected.contains($0.type) }) have a detector. \
            \(rows.count(where: \.retired)) more, marked *retired*, GuardDuty raises [no longer](retired-types.md). \
            \(rows.count(where: \.isOwn)) more, marked *ours*, are Hinomi's own.

            A severity is the usual one; *varies* where the case decides. Types without a detector are never raised.

            | purpose | types | detected |
            | --- | ---: | ---: |

            """
        for (purpose, rows) in purposes {
            page += "| \(purpose) | \(rows.count) | \(rows.count { detected.contains($0.type) }) |\n"
        }
        page += "\n## Detected\n\n" + table(rows.filter { detected.contains($0.type) })
        page += "\n## Not detected yet\n\n" + table(rows.filter { !detected.contains($0.type) })
        return page
    }

    private var purposes: [(String, [CatalogueRow])] {
        Dictionary(grouping: rows) { String($0.type.name.prefix { $0 != ":" }) }
            .sorted { $0.key < $1.key }
            .map { ($0.key, $0.value) }
    }

    private func table(_ rows: [CatalogueRow]) -> String {
        var text = "| finding type | severity | from | ATT&CK |\n| --- | --- | --- | --- |\n"
        for row in rows {
            let severity = row.severityVaries ? "varies" : row.defaultSeverity.label.rawValue
            let name = "`\(row.type.name)`" + (row.isOwn ? " *ours*" : row.retired ? " *retired*" : "")
            text += "| \(name) | \(severity) | \(row.dataSources.joined(separator: ", ")) "
            text += "| \(row.mitreTechniques.joined(separator: ", ")) |\n"
        }
        return text
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiDetection
import HinomiFindings

/// The page of the documentation on what API calls mean, by tactic and service.
struct MeaningTable {
    var rows: [MeaningRow]
    var inventoryServices: [String]

    /// The whole page.
    var markdown: String {
        let count = rows.reduce(0) { $0 + $1.names.count }
        var page = """
            # What API calls mean

            Made from the program by `make docs`; do not edit. What an attacker would make a call for, in our judgement: \
            \(count) APIs of \(Set(rows.map(\.service)).count) services. Unusual calls are told of by it, and \
            [`hinomi scan --signals`](weak-signals.md) lists all calls that have a tactic. Where GuardDuty documents an API as an example of \
            a finding type, the tactic is that of the type.

            *Effect* is whether a call reads, writes, deletes or changes permissions. *Telling* is how much a call says by \
            itself: low is all day's work, high is rare and what attackers do. Services are named as in `eventSource`, without \
            `.amazonaws.com`; versions behind names, as in `ListFunctions20150331`, do not matter.

            | tactic | ATT&CK | APIs |
            | --- | --- | ---: |

            """
        for tactic in Tactic.allCases {
            let count = rows.reduce(0) { $0 + ($1.meaning.tactic == tactic ? $1.names.count : 0) }
            page += "| \(tactic.name) | \(tactic.attackID) | \(count) |\n"
        }
        for tactic in Tactic.allCases {
            page += "\n## \(tactic.name)\n\n" + table(rows.filter { $0.meaning.tactic == tactic })
        }
        page += """

            ## Reads that are not listed

            Calls that begin with List, Describe, Get, BatchGet or BatchDescribe are discovery, little telling, in these services: \
            \(inventoryServices.joined(separator: ", ")). All other calls mean nothing by themselves.

            """
        return page
    }

    private func table(_ rows: [MeaningRow]) -> String {
        var text = "| service | effect | telling | ATT&CK | APIs |\n| --- | --- | --- | --- | --- |\n"
        let sorted = rows.sorted { a, b in
            (a.service, b.meaning.sensitivity.rawValue, a.names.first ?? "")
                < (b.service, a.meaning.sensitivity.rawValue, b.names.first ?? "")
        }
        for row in sorted {
            let meaning = row.meaning
            text += "| \(row.service) | \(meaning.effect.word) | \(meaning.sensitivity.word) "
            text += "| \(meaning.technique?.id ?? "") | \(row.names.sorted().joined(separator: ", ")) |\n"
        }
        return text
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiFindings
import Testing

@testable import HinomiDetection

/// The rows of the reference beside the repository; empty where there is none.
private enum Documented {
    struct Row: Decodable {
        var type: String
        var documented: [String]

        enum CodingKeys: String, CodingKey {
            case type
            case documented = "apis_documented"
        }
    }

    static let rows: [Row] = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../../../shared/reference/finding-types.json").standardized
        guard let data = try? Data(contentsOf: file) else { return [] }
        return (try? JSONDecoder().decode([Row].self, from: data)) ?? []
    }()
}

/// The table against the APIs that GuardDuty's documentation names as examples of its finding types.
@Suite(.enabled(if: !Documented.rows.isEmpty, "needs ../shared/reference beside the repository"))
struct DocumentedMeaningsTests {
    // Types of 2018 were named by what the calls were about; the newer ones, by tactic, are what counts.
    private static let retired: [String: Set<Tactic>] = [
        "Recon": [.discovery], "Behavior": [.impact], "ResourceConsumption": [.impact], "Stealth": [.defenseEvasion],
        "UnauthorizedAccess": [.initialAccess, .impact], "Persistence:IAMUser/ResourcePermissions": [.impact],
        "Persistence:IAMUser/UserPermissions": [.privilegeEscalation],
    ]

    @Test func `documented APIs have the tactic of their type`() {
        var checked = 0
        for row in Documented.rows
        where row.type.contains(":IAMUser/") || row.type.contains(":S3/") {
            let prefix = String(row.type.prefix { $0 != ":" })
            let known = Tactic.allCases.filter { $0.prefix == prefix }
            let wanted =
                DocumentedMeaningsTests.retired[row.type] ?? DocumentedMeaningsTests.retired[prefix] ?? Set(known)
            guard !wanted.isEmpty else { continue }
            for name in row.documented {
                let meanings = APIMeanings.rows.filter { $0.names.contains(name) }.map(\.meaning.tactic)
                #expect(meanings.contains(where: wanted.contains), "\(row.type) \(name): \(meanings)")
                checked += 1
            }
        }
        #expect(checked > 30)
    }
}

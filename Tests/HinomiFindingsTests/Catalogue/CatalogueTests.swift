// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import HinomiFindings

struct CatalogueTests {
    @Test func `every line of the built-in tables can be read`() {
        for table in Catalogue.tables {
            let text = CatalogueText(table)
            #expect(text.problems == [])
            #expect(Set(text.rows.map(\.type)).count == text.rows.count)
        }
    }

    @Test func `a row has all that a finding of its type needs`() {
        for row in Catalogue.builtIn.rows {
            let name = row.type.name
            #expect(!row.remediation.isEmpty && row.remediation.count <= 4, "\(name)")
            #expect(!row.dataSources.isEmpty, "\(name)")
            #expect((1...10).contains(row.defaultSeverity.value), "\(name)")
            #expect(row.titleTemplate.readsWithoutValues, "\(name): \(row.titleTemplate.template)")
            #expect(row.descriptionTemplate.readsWithoutValues, "\(name): \(row.descriptionTemplate.template)")
        }
    }

    @Test func `texts read well with no value and with all values`() {
        for row in Catalogue.builtIn.rows {
            for value in [nil, "VALUE"] {
                let title = row.titleTemplate.filled { _ in value }
                let text = row.descriptionTemplate.filled { _ in value }
                for sentence in [title, text] {
                    #expect(!sentence.contains(where: "{}[]|".contains), "\(row.type): \(sentence)")
                    for flaw in [
                        "  ", "()", "\"\"", " ,", " .", " ;", ", .", "of of", "a a ", "  ", ": .", "the the", " ]",
                    ] {
                        #expect(!sentence.contains(flaw), "\(row.type): \(sentence)")
                    }
                    #expect(
                        sentence.first?.isUppercase == true || sentence.first?.isNumber == true,
                        "\(row.type): \(sentence)")
                }
                #expect(!title.hasSuffix("."), "\(row.type): \(title)")
                #expect(text.hasSuffix(".") && !text.dropLast().contains(". "), "\(row.type): \(text)")
                #expect(title.utf8.count <= 160, "\(row.type): \(title)")
            }
        }
    }

    @Test func `advice fits the formats that limit it`() {
        for row in Catalogue.builtIn.rows {
            for steps in [row.remediation, row.actorRemediation] {
                #expect(steps.joined(separator: " ").utf8.count <= 512, "\(row.type)")
                for step in steps { #expect(step.hasSuffix("."), "\(step)") }
            }
        }
    }

    @Test func `a guessing instance gets other advice than a guessed one`() throws {
        let row = try #require(Catalogue.builtIn.row(for: "UnauthorizedAccess:EC2/SSHBruteForce"))
        #expect(row.remediation(for: .target) != row.remediation(for: .actor))
        #expect(row.roles == [.target, .actor])
        #expect(row.defaultSeverity == .low)
        #expect(row.severityVariants.map(\.severity) == [.low, .high])
        #expect(Catalogue.builtIn.row(for: "No:Such/Type") == nil)
    }

    @Test func `a row names one tactic, and each technique with its parent`() {
        for row in Catalogue.builtIn.rows {
            #expect(row.mitreTactics.count <= 1, "\(row.type)")
            for technique in row.mitreTechniques {
                #expect(AttackName.of(String(technique.prefix { $0 != "." })) != nil, "\(technique)")
            }
        }
    }

    @Test func `bad lines are named`() {
        let text = CatalogueText(
            "A:B/C\n  on Instance, severity x\n  or 5 if\n  attack T0\n  advice nobody\n  word\n  title Fine\n")
        #expect(text.rows.count == 1)
        #expect(text.problems.count == 5)
    }

    @Test(.enabled(if: Repository.exists(Repository.findingTypes), "the reference is not here"))
    func `the catalogue agrees with the reference`() throws {
        let data = try Data(contentsOf: Repository.findingTypes)
        let types = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        #expect(types.count == Catalogue.builtIn.rows.count { !$0.isOwn })
        let own = Catalogue.builtIn.rows.filter(\.isOwn).map(\.type.name)
        #expect(Set(types.map { $0["type"] as? String ?? "" }).isDisjoint(with: own))
        for entry in types {
            let name = try #require(entry["type"] as? String)
            let row = try #require(Catalogue.builtIn.row(for: FindingType(name)), "\(name)")
            let severity = entry["default_severity"] as? [String: Any]
            #expect(row.severityVaries == (severity?["label"] as? String == "Variable"), "\(name)")
            if !row.severityVaries { #expect(row.defaultSeverity.value == severity?["value"] as? Double, "\(name)") }
            let variants = try #require(entry["severity_variants"] as? [[String: Any]])
            #expect(
                row.severityVariants.map(\.severity.value) == variants.compactMap { $0["value"] as? Double }, "\(name)")
            let role = entry["resource_role"] as? String
            #expect(row.roles.map(\.rawValue).joined(separator: " | ") == role ?? "", "\(name)")
            #expect(row.actionType == entry["action_type"] as? String ?? "", "\(name)")
            let resource = try #require(entry["resource_type"] as? String)
            #expect(
                row.resourceTypes.joined(separator: " | ") == (resource.hasPrefix("unknown") ? "" : resource), "\(name)"
            )
            #expect(row.dataSources == entry["data_source"] as? [String], "\(name)")
            #expect(row.launched2017 == entry["launched_2017"] as? Bool, "\(name)")
            #expect(row.retired == entry["retired"] as? Bool, "\(name)")
            #expect(row.replacedBy.isEmpty == (entry["replaced_by"] is NSNull), "\(name)")
        }
    }
}

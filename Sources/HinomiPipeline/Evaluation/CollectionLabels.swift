// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import HinomiSources

/// The labels of a collection: `expected.json`.
enum CollectionLabels {
    static func cases(_ document: JSONValue, folder: String) throws(KnowledgeError) -> [EvaluationCase] {
        var cases: [EvaluationCase] = []
        for member in document["cloudtrail"]?.members?.members ?? [] {
            cases.append(make(member.key, member.value, files: [folder + "/" + member.key]))
        }
        for member in document["traffic"]?.members?.members ?? [] {
            let files = (member.value["files"]?.elements ?? []).compactMap(\.text).map { folder + "/" + $0 }
            cases.append(make(member.key, member.value, files: files))
        }
        // Whole folders: what several accounts and kinds of logs hold together.
        for member in document["folders"]?.members?.members ?? [] {
            let value = member.value
            let files = (value["files"]?.elements ?? []).compactMap(\.text).map { folder + "/" + $0 }
            var labelled = make(member.key, value, files: files)
            labelled.innocent = Set((value["innocent"]?.elements ?? []).compactMap(\.text))
            if let lists = value["intelligence"]?.text { labelled.intelligence = [folder + "/" + lists] }
            cases.append(labelled)
        }
        for member in document["cloudtrail_ndjson"]?.members?.members ?? [] {
            cases += try RuleSamples.cases(in: folder + "/" + member.key)
        }
        return cases
    }

    private static func make(_ name: String, _ value: JSONValue, files: [String]) -> EvaluationCase {
        let kind = value["kind"]?.text ?? "unlabelled"
        return EvaluationCase(
            name: name, kind: kind, files: files,
            expectations: (value["expected"]?.elements ?? []).compactMap(expectation),
            // What malware does besides its labels is not known; what benign machines do is.
            isComplete: kind == "benign" || kind == "background")
    }

    static func expectation(_ value: JSONValue) -> Expectation? {
        guard let type = value["type"]?.text,
            let certainty = value["certainty"]?.text.flatMap(Expectation.Certainty.init)
        else { return nil }
        var expectation = Expectation(type: type, certainty: certainty)
        let other = (value["accept"]?.elements ?? []) + (value["older_names"]?.elements ?? [])
        expectation.alternatives = Set(other.compactMap(\.text))
        expectation.remote = value["ip"]?.text ?? ""
        expectation.domain = value["domain"]?.text ?? ""
        expectation.resource = Set((value["resource"]?.elements ?? []).compactMap(\.text))
        return expectation
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiRecords

/// The labels of one recording: `labels.json` beside its logs.
enum RecordingLabels {
    /// Flow logs that a recording may have in several forms: each is a case of its own.
    private static let flowLogs = ["vpcflow.log.gz", "vpcflow-600s.log.gz", "vpcflow-v5.log.gz"]

    static func cases(_ document: JSONValue, folder: String) -> [EvaluationCase] {
        let others = ["dns.log.gz", "cloudtrail.json.gz"].map { folder + "/" + $0 }.filter(
            FileManager.default.fileExists)
        let name = document["scenario"]?.text ?? folder
        let lists = folder + "/intel"
        let hosts = document["hosts"]?.elements ?? []
        var expectations = (document["expected_findings"]?.elements ?? []).compactMap(expectation)
        // A recording of nothing but ordinary traffic has no expectations, and everything found in it is false.
        let isBenign = document["benign_only"]?.boolean ?? false
        if isBenign { expectations = [] }
        var innocent: Set<String> = []
        for entry in document["must_not_flag"]?.elements ?? [] {
            if let address = entry["ip"]?.text { innocent.insert(address) }
            if let host = hosts.first(where: { $0["name"]?.text == entry["host"]?.text }) {
                innocent.formUnion(names(of: host))
            }
        }
        return flowLogs.compactMap { flowLog in
            let flows = folder + "/" + flowLog
            guard FileManager.default.fileExists(atPath: flows) else { return nil }
            let form = flowLog == flowLogs[0] ? "" : " (\(flowLog.dropFirst(8).prefix { $0 != "." }))"
            return EvaluationCase(
                name: name + form, kind: isBenign ? "benign" : "attack", files: [flows] + others,
                intelligence: FileManager.default.fileExists(atPath: lists) ? [lists] : [], expectations: expectations,
                innocent: innocent, isComplete: true)
        }
    }

    private static func names(of host: JSONValue) -> [String] {
        [host["private_ip"], host["eni"], host["instance_id"]].compactMap { $0?.text }
    }

    private static func expectation(_ value: JSONValue) -> Expectation? {
        guard let type = value["type"]?.text,
            let certainty = value["certainty"]?.text.flatMap(Expectation.Certainty.init)
        else { return nil }
        var expectation = Expectation(type: type, certainty: certainty)
        expectation.role = value["resource_role"]?.text ?? ""
        expectation.severity = value["severity"]?.double
        if let resource = value["resource"] {
            let key = resource["access_key_id"]?.text
            expectation.resource = Set(key.map { [$0] } ?? names(of: resource))
        }
        return expectation
    }
}

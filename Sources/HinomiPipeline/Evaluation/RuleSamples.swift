// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiRecords
import HinomiSources

/// Samples of other people's rules, one a line: those whose rule corresponds to a finding type say so.
enum RuleSamples {
    /// A case for each CloudTrail sample with a finding type; the events are written to files of their own.
    static func cases(in path: String) throws(KnowledgeError) -> [EvaluationCase] {
        let content = try WholeFile.read(path, pool: ReaderPool())
        var cases: [EvaluationCase] = []
        let folder = FileManager.default.temporaryDirectory.path + "/hinomi-samples-\(ProcessInfo.processInfo.processIdentifier)"
        for line in content.split(separator: 0x0A) {
            guard let sample = try? Array(line).withUnsafeBufferPointer({ try JSONValue.parse($0) }),
                let expectation = sample["guardduty"].flatMap(CollectionLabels.expectation),
                let event = event(in: line)
            else { continue }
            let isMatch = sample["expected"]?.boolean ?? false
            let name = "\(sample["ruleId"]?.text ?? "rule"): \(sample["test"]?.text ?? "sample")"
            let file = folder + "/\(cases.count).json"
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                try event.write(to: URL(fileURLWithPath: file))
            } catch {
                throw KnowledgeError(path: file, what: "\(error.localizedDescription)")
            }
            cases.append(
                EvaluationCase(
                    name: name, kind: isMatch ? "attack" : "benign", files: [file],
                    expectations: isMatch ? [expectation] : [], isComplete: !isMatch))
        }
        return cases
    }

    private static func event(in line: ArraySlice<UInt8>) -> Data? {
        guard let sample = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any], let event = sample["event"]
        else { return nil }
        return try? JSONSerialization.data(withJSONObject: event)
    }
}

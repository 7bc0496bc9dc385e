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
        let folder: TemporaryFolder
        do {
            folder = try TemporaryFolder()
        } catch {
            throw KnowledgeError(path: path, what: "no room for the samples: \(error.localizedDescription)")
        }
        for line in content.split(separator: 0x0A) {
            guard let sample = try? Array(line).withUnsafeBufferPointer({ try JSONValue.parse($0) }),
                let expectation = sample["guardduty"].flatMap(CollectionLabels.expectation),
                let event = event(in: line)
            else { continue }
            let isMatch = sample["expected"]?.boolean ?? false
            let name = "\(sample["ruleId"]?.text ?? "rule"): \(sample["test"]?.text ?? "sample")"
            let file = folder.path + "/\(cases.count).json"
            do {
                try event.write(to: URL(fileURLWithPath: file))
            } catch {
                throw KnowledgeError(path: file, what: "\(error.localizedDescription)")
            }
            var labelled = EvaluationCase(
                name: name, kind: isMatch ? "attack" : "benign", files: [file],
                expectations: isMatch ? [expectation] : [], isComplete: !isMatch)
            labelled.folder = folder
            cases.append(labelled)
        }
        return cases
    }

    private static func event(in line: ArraySlice<UInt8>) -> Data? {
        guard let sample = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any],
            let event = sample["event"]
        else { return nil }
        return try? JSONSerialization.data(withJSONObject: event)
    }
}

/// A folder of one's own, removed with everything in it when nobody needs it any more.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let base = FileManager.default.temporaryDirectory
        path = base.appendingPathComponent("hinomi-" + UUID().uuidString).path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

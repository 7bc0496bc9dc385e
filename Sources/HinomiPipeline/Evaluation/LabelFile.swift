// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiRecords
import HinomiSources

/// Reads labels in the two forms of labelled data: `expected.json` for a collection, `labels.json` for one recording.
public enum LabelFile {
    /// The cases of a label file, or of all label files under a folder.
    public static func cases(at path: String) throws(KnowledgeError) -> [EvaluationCase] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw KnowledgeError(path: path, what: "there is no such file or folder")
        }
        if !isFolder.boolValue { return try cases(inFile: path) }
        guard let walk = FileManager.default.enumerator(atPath: path) else { return [] }
        let found = walk.compactMap { $0 as? String }.filter {
            $0 == "expected.json" || $0 == "labels.json" || $0.hasSuffix("/expected.json")
                || $0.hasSuffix("/labels.json")
        }.sorted()
        guard !found.isEmpty else {
            throw KnowledgeError(path: path, what: "holds neither an expected.json nor a labels.json")
        }
        var cases: [EvaluationCase] = []
        for name in found { cases += try self.cases(inFile: path + "/" + name) }
        return cases
    }

    private static func cases(inFile path: String) throws(KnowledgeError) -> [EvaluationCase] {
        let content = try WholeFile.read(path, pool: ReaderPool())
        let document: JSONValue
        do {
            document = try content.withUnsafeBufferPointer { try JSONValue.parse($0, maximumBytes: WholeFile.limit) }
        } catch {
            throw KnowledgeError(path: path, what: "\(error)")
        }
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        if document["scenario"] != nil { return RecordingLabels.cases(document, folder: folder.isEmpty ? "." : folder) }
        guard document["traffic"] != nil || document["cloudtrail"] != nil || document["folders"] != nil else {
            throw KnowledgeError(
                path: path,
                what: "is no label file: neither \"scenario\" nor \"traffic\", \"cloudtrail\" or \"folders\" is in it")
        }
        return try CollectionLabels.cases(document, folder: folder.isEmpty ? "." : folder)
    }
}

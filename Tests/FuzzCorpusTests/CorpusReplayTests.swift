// SPDX-License-Identifier: Apache-2.0

import Foundation
import FuzzEntries
import Testing

/// Replays what fuzzing found worth keeping.
@Suite struct CorpusReplayTests {
    private static let corpus: URL = {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        return root.appendingPathComponent("Fuzzing/Corpus")
    }()

    @Test(arguments: FuzzTarget.allCases)
    func `every kept input is read as it should be`(target: FuzzTarget) throws {
        let folder = Self.corpus.appendingPathComponent(target.rawValue)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(!names.isEmpty)
        for name in names {
            let input = [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
            #expect(input.withUnsafeBufferPointer { target.complaint(about: $0) } == nil, "\(target.rawValue)/\(name)")
        }
    }

    @Test func `the corpus is small`() throws {
        let files = try FileManager.default.subpathsOfDirectory(atPath: Self.corpus.path)
        let size = files.reduce(0) { size, file in
            let facts = try? FileManager.default.attributesOfItem(atPath: Self.corpus.appendingPathComponent(file).path)
            return size + (facts?[.type] as? FileAttributeType == .typeRegular ? facts?[.size] as? Int ?? 0 : 0)
        }
        #expect(size <= 300_000)
    }
}

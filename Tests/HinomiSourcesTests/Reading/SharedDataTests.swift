// SPDX-License-Identifier: Apache-2.0
import Foundation
import HinomiSources
import Testing

struct SharedDataTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("shared/data/vpcflow").path

    @Test(.enabled(if: FileManager.default.fileExists(atPath: folder), "the shared data is not beside the package"))
    func `real logs are read alike by both libraries`() throws {
        let discovery = FileDiscovery.discover(paths: [SharedDataTests.folder])
        #expect(discovery.files.count >= 20)
        #expect(discovery.skipped.isEmpty)
        for file in discovery.files {
            let outcomes = Way.usual.map { $0.read(file.path.display) }
            for outcome in outcomes {
                #expect(outcome.error == nil)
                #expect(outcome.bytes == outcomes[0].bytes)
                #expect(outcome.bytes.starts(with: Array("version account-id".utf8)))
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiOutbound
import Testing

struct LocalFileTests {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    @Test func `a file is read whole, and one that is too large not at all`() throws {
        try withFolder { folder in
            try Data("192.0.2.1\n".utf8).write(to: URL(fileURLWithPath: folder + "/list"))
            #expect(try LocalFile.content(at: folder + "/list", limit: 10) == Array("192.0.2.1\n".utf8))
            #expect(throws: OutboundError.tooLarge(9)) { try LocalFile.content(at: folder + "/list", limit: 9) }
        }
    }

    @Test func `what is no file is not read, and not waited for`() throws {
        try withFolder { folder in
            #expect(mkfifo(folder + "/pipe", 0o600) == 0)
            for path in [folder, folder + "/pipe", folder + "/absent", "/dev/zero"] {
                #expect(throws: OutboundError.self) { try LocalFile.content(at: path, limit: 1_000) }
            }
        }
    }
}

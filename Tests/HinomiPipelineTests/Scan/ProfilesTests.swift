// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiPipeline
import Testing

@Suite struct ProfilesTests {
    @Test func `what was learned is written, read again, and the same for any number of threads`() throws {
        let folder = try TemporaryFolder()
        let known = try lists([try LogSet.fixtureLists(in: folder)])
        let path = try Layout().write(try LogSet.fixtures(), to: folder, seed: 1)
        var files: [[UInt8]] = []
        for threads in [1, 3] {
            let profiles = folder.url.appending(path: "profiles-\(threads)")
            _ = try scan([path], lists: known, threads: threads, profiles: profiles.path)
            files.append(try Folders.bytes(profiles))
            // Going on from it works, and does not change what is found in logs of their own.
            let again = try scan([path], lists: known, threads: 2, profiles: profiles.path)
            #expect(!again.findings.isEmpty)
        }
        #expect(files[0] == files[1])
        #expect(files[0].count > 1_000)
    }

    @Test func `a damaged or foreign file is refused before anything is done`() throws {
        let folder = try TemporaryFolder()
        let path = try Layout().write(try LogSet.fixtures(), to: folder, seed: 1)
        let known = try lists([])
        let file = folder.url.appending(path: "profiles")
        _ = try scan([path], lists: known, profiles: file.path)
        let good = try Folders.bytes(file)
        var damaged = [Array("hinomi profiles 2\n".utf8) + good.dropFirst(18), [], Array("hello".utf8), good + [0]]
        for place in stride(from: 0, to: good.count, by: good.count / 12) {
            var bytes = good
            bytes[place] ^= 4
            damaged.append(bytes)
            damaged.append(Array(good[..<place]))
        }
        for bytes in damaged {
            try Data(bytes).write(to: file)
            #expect(throws: KnowledgeError.self) { try scan([path], lists: known, profiles: file.path) }
            #expect(try Folders.bytes(file) == bytes)
        }
    }
}

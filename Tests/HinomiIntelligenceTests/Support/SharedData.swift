// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The data folder that developers may have beside the repository.
enum SharedData {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("../shared/data").standardized

    static let isPresent = FileManager.default.fileExists(atPath: folder.appendingPathComponent("intel/feeds.json").path)

    /// The content of a file, inflated where its name ends in `.gz`.
    static func read(_ path: String) throws -> [UInt8] {
        let file = folder.appendingPathComponent(path)
        guard path.hasSuffix(".gz") else { return Array(try Data(contentsOf: file)) }
        let gzip = Process()
        let output = Pipe()
        gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        gzip.arguments = ["gzip", "-dc", file.path]
        gzip.standardOutput = output
        try gzip.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        gzip.waitUntilExit()
        return Array(data)
    }

    static func files(in path: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(path).path)) ?? []).sorted()
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Logs that others published, beside the repository where the project is developed; absent elsewhere.
enum SharedData {
    static let folder: URL = {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return root.deletingLastPathComponent().appendingPathComponent("shared/data")
    }()

    static var isThere: Bool { FileManager.default.fileExists(atPath: folder.path) }

    /// The files in a folder and below whose names end so, in the order of their names.
    static func files(_ path: String, ending suffix: String) -> [URL] {
        let base = folder.appendingPathComponent(path)
        let all =
            FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        return all.filter { $0.path.hasSuffix(suffix) }.sorted { $0.path < $1.path }
    }

    /// The content of a gzip file.
    static func inflated(_ file: URL) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", file.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Array(data)
    }
}

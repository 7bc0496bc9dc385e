// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A folder that is gone when the test is over.
final class Folder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "hinomi-aws-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file and gives its path.
    func write(_ text: String, to name: String) throws -> String {
        let file = path + "/" + name
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        return file
    }

    /// The names and contents of the files in it.
    var files: [String: String] {
        get throws {
            var files: [String: String] = [:]
            for name in try FileManager.default.contentsOfDirectory(atPath: path) {
                files[name] = String(
                    decoding: try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)), as: UTF8.self)
            }
            return files
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Where things lie beside the tests.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    /// The reference: `HINOMI_TEST_REFERENCE`, else the one beside the repository.
    static let reference =
        ProcessInfo.processInfo.environment["HINOMI_TEST_REFERENCE"].map { URL(filePath: $0) }
        ?? root.deletingLastPathComponent().appending(path: "shared/reference")
    static let findingTypes = reference.appending(path: "finding-types.json")
    static let criteriaAttributes = reference.appending(path: "finding-criteria-attributes.json")
    static let sampleFindings = reference.appending(path: "sample-findings")

    static func exists(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path) }
}

/// Runs the scripts in `Tests/Support`.
enum Python {
    /// The interpreter: `HINOMI_TEST_PYTHON`, else the first `python3` of the path.
    static var arguments: [String] { [ProcessInfo.processInfo.environment["HINOMI_TEST_PYTHON"] ?? "python3"] }

    /// Whether the interpreter has these modules.
    static func has(_ modules: String...) -> Bool {
        (try? run(["-c", "import " + modules.joined(separator: ",")], input: Data()))?.status == 0
    }

    /// Runs a script of `Tests/Support` on `input` and gives what it printed.
    static func check(_ script: String, _ arguments: [String] = [], input: Data) throws -> (
        status: Int32, output: String
    ) {
        try run([Repository.root.appending(path: "Tests/Support/" + script).path] + arguments, input: input)
    }

    private static func run(_ more: [String], input: Data) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments + more
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try input.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        process.standardInput = try FileHandle(forReadingFrom: file)
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}

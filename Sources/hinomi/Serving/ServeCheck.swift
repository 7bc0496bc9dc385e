// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import HinomiPipeline
import HinomiServer
import HinomiStore

/// `hinomi serve --check`: whether a server could start with these settings. Nothing is changed.
enum ServeCheck {
    /// Says what is wrong and exits so, or says that nothing is.
    static func run(_ command: ServeCommand) throws {
        let problems = problems(of: command)
        let console = Console(isQuiet: false)
        for problem in problems { console.say("hinomi: \(problem)") }
        guard problems.isEmpty else { throw ExitCode.usage }
        try Console.print("The settings can be used.\n")
    }

    private static func problems(of command: ServeCommand) -> [String] {
        var problems: [String] = []
        func attempt(_ body: () throws -> Void) {
            do { try body() } catch { problems.append("\(error)") }
        }
        attempt { try command.listening.certificateFiles?.check() }
        attempt { _ = try command.mail.sender() }
        attempt { _ = try command.priceList() }
        attempt { problems += try command.knowledge.load().problems.map { "\($0.path): \($0.what)" } }
        // What is no path is asked for when it is read.
        for path in command.watch where path != "-" && !path.contains("://") && !isFolder(path) {
            problems.append("\(path): is no folder that can be read")
        }
        attempt { try Store.check(folder: command.folder.path) }
        return problems
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
            && FileManager.default.isReadableFile(atPath: path)
    }
}

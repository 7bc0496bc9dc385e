// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

extension Hinomi {
    /// The command that a command line asks for, with what variables and a configuration file add to it.
    ///
    /// Throws errors of the parser, and `ValidationError` where a setting comes from somewhere else and is wrong.
    static func command(
        _ arguments: [String], environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> any ParsableCommand {
        let words = Array(arguments.prefix { !$0.hasPrefix("-") })
        guard let first = words.first, let count = configurable[first], words.count >= count,
            !arguments.contains(where: { ["--help", "-h", "--version"].contains($0) })
        else { return try parseAsRoot(arguments) }
        let given = Array(arguments.dropFirst(count))
        let settings: Settings
        do {
            settings = try Settings(words: Array(words.prefix(count)), given: given, environment: environment)
        } catch {
            throw ValidationError("\(error)")
        }
        do {
            return try parseAsRoot(words.prefix(count) + settings.arguments + given)
        } catch {
            let message = message(for: error)
            guard let place = settings.origin(namedIn: message) else { throw error }
            throw ValidationError("\(place): \(message)")
        }
    }

    /// The commands that a configuration file is for, and of how many words each is.
    private static let configurable = ["serve": 1, "keys": 2, "mail": 2, "backup": 1, "restore": 1]
}

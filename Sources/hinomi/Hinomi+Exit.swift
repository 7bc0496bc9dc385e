// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

extension Hinomi {
    /// Runs the command line and exits with a status of `ExitCode+Hinomi`, whatever happens.
    static func main() async {
        do {
            var command = try command(Array(CommandLine.arguments.dropFirst()))
            if var lasting = command as? any AsyncParsableCommand {
                try await lasting.run()
            } else {
                try command.run()
            }
        } catch let status as ExitCode {
            exit(withError: status)
        } catch {
            // Help and version are errors to the parser, though not to anybody else.
            guard !exitCode(for: error).isSuccess else { exit(withError: error) }
            Console(isQuiet: true).say(fullMessage(for: error))
            exit(withError: exitCode(for: error) == .validationFailure ? ExitCode.usage : ExitCode.broken)
        }
    }
}

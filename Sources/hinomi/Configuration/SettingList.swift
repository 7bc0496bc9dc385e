// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HinomiRecords

/// The settings of a command: its options, each of which can also be said by a variable and in a configuration file.
///
/// An option is declared once, as the command line has it; `--metrics-listen` is `HINOMI_METRICS_LISTEN` in the environment and
/// `metrics-listen` in a file.
struct SettingList {
    /// One setting.
    struct Setting {
        var name: String
        /// Whether it is said by being there, and has no value on the command line.
        var isFlag: Bool
        /// Whether it may be given several times.
        var isRepeating: Bool

        /// The variable that says it.
        var variable: String { "HINOMI_" + name.uppercased().replacing("-", with: "_") }
    }

    let settings: [Setting]

    /// What is about one call of a command and not about how the server runs.
    private static let callOnly: Set = ["help", "version", "config", "check"]

    /// The settings that a command takes, of all or of those named.
    init(of command: any ParsableCommand.Type, only names: Set<String>? = nil) {
        let description = try? JSONValue.parse(command._dumpHelp())
        settings = (description?["command"]?["arguments"]?.elements ?? []).compactMap { argument in
            guard let kind = argument["kind"]?.text, kind != "positional",
                let name = argument["preferredName"]?["name"]?.text, !SettingList.callOnly.contains(name),
                names?.contains(name) ?? true
            else { return nil }
            return Setting(name: name, isFlag: kind == "flag", isRepeating: argument["isRepeating"]?.boolean ?? false)
        }
    }

    /// The setting of a name.
    subscript(name: String) -> Setting? { settings.first { $0.name == name } }
}

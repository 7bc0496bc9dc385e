// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

/// The settings that variables and a configuration file add to a command line. Flags come first, then `HINOMI_*`, then the file,
/// then defaults.
struct Settings {
    /// What is added to the command line.
    private(set) var arguments: [String] = []
    // Which setting came from where.
    private var origins: [(option: String, place: String)] = []

    /// What is added to the command `words`, which was called with `given`.
    init(words: [String], given: [String], environment: [String: String]) throws {
        let all = SettingList(of: ServeCommand.self)
        // The others share the folder only: an account to make a key for is not the one that the first start makes.
        let list = words == ["serve"] ? all : SettingList(of: ServeCommand.self, only: ["data"])
        var said = Set(given.compactMap(Settings.option(in:)))
        for setting in list.settings where !said.contains(setting.name) {
            // Empty is the same as absent, as everywhere.
            guard let text = environment[setting.variable], !text.isEmpty else { continue }
            // Whatever else is in a value, a comma parts it where there may be several.
            let values = setting.isRepeating ? text.split(separator: ",").map(String.init) : [text]
            for value in values { try add(setting, value, from: setting.variable) }
            said.insert(setting.name)
        }
        guard let path = Settings.value(of: "config", in: given) ?? environment["HINOMI_CONFIG"], !path.isEmpty else {
            return
        }
        let file = try SettingsFile(path: path)
        var seen: Set<String> = []
        for entry in file.entries {
            let place = "\(path):\(entry.line)"
            guard let setting = all[entry.key] else {
                throw SettingError("\(place): there is no setting \(entry.key)")
            }
            guard setting.isRepeating || seen.insert(entry.key).inserted else {
                throw SettingError("\(place): \(entry.key) is set twice")
            }
            guard list[entry.key] != nil, !said.contains(entry.key) else { continue }
            try add(setting, entry.value, from: place)
        }
    }

    private mutating func add(_ setting: SettingList.Setting, _ value: String, from place: String) throws {
        let option = "--" + setting.name
        origins.append((option, place))
        guard setting.isFlag else { return arguments.append(option + "=" + value) }
        switch value {
        case "yes", "true", "1": arguments.append(option)
        case "no", "false", "0": break
        default: throw SettingError("\(place): \(setting.name) must be yes or no")
        }
    }

    /// Where a setting came from that a message of the parser names; nil where it names none of these.
    func origin(namedIn message: String) -> String? {
        origins.first { origin in
            message.components(separatedBy: origin.option).dropFirst().contains { rest in
                // --listen is not in --listen-more.
                rest.first.map { !($0 == "-" || $0.isLetter) } ?? true
            }
        }?.place
    }

    private static func option(in argument: String) -> String? {
        guard argument.hasPrefix("--") else { return nil }
        return String(argument.dropFirst(2).prefix { $0 != "=" })
    }

    private static func value(of option: String, in arguments: [String]) -> String? {
        for (i, argument) in arguments.enumerated() {
            if argument.hasPrefix("--\(option)=") { return String(argument.dropFirst(option.count + 3)) }
            if argument == "--" + option, arguments.indices.contains(i + 1) { return arguments[i + 1] }
        }
        return nil
    }
}

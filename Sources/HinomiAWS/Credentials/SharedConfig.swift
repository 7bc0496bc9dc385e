// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiOutbound

/// The profiles in the files that SDKs share, `~/.aws/config` and `~/.aws/credentials`.
package struct SharedConfig: Sendable {
    /// The settings of each profile; names of settings in lower case.
    package var profiles: [String: [String: String]] = [:]

    static let maximumBytes = 1 << 20

    /// No profiles.
    package init() {}

    /// The profiles in the files that the environment names, or in their usual places. A file that is not there holds none.
    package init(environment: [String: String]) throws(AWSError) {
        let home = environment["HOME"] ?? NSHomeDirectory()
        func path(_ variable: String, _ usual: String) -> String {
            guard let told = environment[variable], !told.isEmpty else { return home + "/.aws/" + usual }
            return told.hasPrefix("~/") ? home + told.dropFirst() : told
        }
        merge(
            SharedConfig.sections(
                try SharedConfig.text(path("AWS_CONFIG_FILE", "config")), prefix: "profile "))
        // What is in both files counts as the second says.
        merge(
            SharedConfig.sections(try SharedConfig.text(path("AWS_SHARED_CREDENTIALS_FILE", "credentials")), prefix: "")
        )
    }

    private static func text(_ path: String) throws(AWSError) -> String {
        guard FileManager.default.fileExists(atPath: path) else { return "" }
        do throws(OutboundError) {
            return String(decoding: try LocalFile.content(at: path, limit: maximumBytes), as: UTF8.self)
        } catch {
            throw .credentials("\(path): \(error)")
        }
    }

    private mutating func merge(_ sections: [String: [String: String]]) {
        for (name, settings) in sections { profiles[name, default: [:]].merge(settings) { $1 } }
    }

    /// The sections of a file that are profiles: `[default]`, and those whose names begin with `prefix`.
    static func sections(_ text: String, prefix: String) -> [String: [String: String]] {
        var sections: [String: [String: String]] = [:]
        var current: String?
        for line in text.split(whereSeparator: \.isNewline) {
            let trimmed = line.trimmingCharacters(in: .whitespaces)
            guard let first = trimmed.first, first != "#", first != ";" else { continue }
            if first == "[" {
                let name = trimmed.dropFirst().prefix { $0 != "]" }.trimmingCharacters(in: .whitespaces)
                let words = name.split(maxSplits: 1, whereSeparator: \.isWhitespace)
                if name == "default" {
                    current = name
                } else if prefix.isEmpty {
                    current = name
                } else if words.count == 2, words[0] + " " == prefix {
                    current = words[1].trimmingCharacters(in: CharacterSet(charactersIn: " \t\"'"))
                } else {
                    current = nil
                }
                if let current { sections[current, default: [:]].merge([:]) { $1 } }
                continue
            }
            // Indented lines belong to nested settings, of which none is asked for here.
            guard let current, line.first?.isWhitespace == false, let equals = trimmed.firstIndex(of: "=") else {
                continue
            }
            let name = trimmed[..<equals].trimmingCharacters(in: .whitespaces).lowercased()
            var value = trimmed[trimmed.index(after: equals)...].trimmingCharacters(in: .whitespaces)
            // A comment stands behind a blank.
            for mark in [" #", " ;", "\t#", "\t;"] {
                if let comment = value.range(of: mark) {
                    value = value[..<comment.lowerBound].trimmingCharacters(in: .whitespaces)
                }
            }
            sections[current, default: [:]][name] = value
        }
        return sections
    }
}

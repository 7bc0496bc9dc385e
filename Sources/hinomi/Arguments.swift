// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HinomiFindings
import HinomiRecords

/// How findings are written.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json, ndjson, csv, asff, ocsf

    /// The form of weak signals that goes with it; nil where there is none: security hubs take findings only.
    var signalForm: WeakSignalOutput.Form? { WeakSignalOutput.Form(rawValue: rawValue) }

    /// Text for people on a terminal, one finding a line for programs.
    static func `default`(for path: String?) -> OutputFormat {
        path == nil && Console.outputIsTerminal ? .text : .ndjson
    }
}

/// A severity by its word.
struct SeverityArgument: ExpressibleByArgument {
    var label: Severity.Label

    init?(argument: String) {
        guard let label = Severity.Label.allCases.first(where: { $0.rawValue.lowercased() == argument.lowercased() })
        else {
            return nil
        }
        self.label = label
    }

    static var allValueStrings: [String] { Severity.Label.allCases.map { $0.rawValue.lowercased() } }
}

/// A time: ISO 8601, or a date alone for its first moment in UTC.
struct TimeArgument: ExpressibleByArgument {
    var time: Timestamp

    init?(argument: String) {
        guard let time = Timestamp(iso8601: argument) ?? Timestamp(iso8601: argument + "T00:00:00Z") else { return nil }
        self.time = time
    }
}

/// An account: twelve digits.
struct AccountArgument: ExpressibleByArgument, CustomStringConvertible {
    var id: AccountID

    init?(argument: String) {
        var argument = argument
        guard argument.utf8.count == 12, let id = argument.withUTF8({ AccountID($0) }) else { return nil }
        self.id = id
    }

    private init(_ id: AccountID) { self.id = id }

    /// The account of examples.
    static let example = AccountArgument(AccountID(number: 111_122_223_333))

    var description: String { id.description }
}

/// When to use colours.
enum ColorArgument: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never
}

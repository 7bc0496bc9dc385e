// SPDX-License-Identifier: Apache-2.0

/// Something that happened while watching, for the log.
public struct WatchEvent: Sendable {
    /// How much it matters.
    public enum Level: String, Sendable {
        case info, warning, error
    }

    public var level: Level
    /// A sentence that is the same for all events of its kind.
    public var message: String
    /// What tells this one from others.
    public var fields: [(name: String, value: String)]

    public init(_ level: Level, _ message: String, _ fields: [(name: String, value: String)] = []) {
        self.level = level
        self.message = message
        self.fields = fields
    }
}

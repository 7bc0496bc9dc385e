// SPDX-License-Identifier: Apache-2.0

/// What became of the content of one list.
public struct ListStatistics: Hashable, Sendable {
    /// A line that could not be used.
    public struct RefusedLine: Hashable, Sendable {
        /// The number of the line, the first being 1; in STIX 2 bundles the number of the object.
        public var line: Int
        public var reason: Refusal
        /// The text at fault, cut after 80 bytes.
        public var text: String
    }

    /// The name of the list.
    public var name: String
    public var format: ListFormat
    /// Entries that were understood, repeated ones and those dropped below among them.
    public var entries = 0
    /// Entries of the list that are in force: different ones, none of them dropped.
    public var inForce = 0
    /// Lines or values that could not be used.
    public var refused = 0
    /// The first of them.
    public var refusedSamples = [RefusedLine]()
    /// Values of kinds that no table holds (file hashes, e-mail addresses, private addresses, negated patterns).
    public var ignored = 0
    /// Entries left out because they name what everybody uses.
    public var droppedByNeverAlert = 0
    /// Entries left out because a trusted list has them.
    public var droppedByTrusted = 0

    /// How many refused lines are kept.
    public static let sampleLimit = 10

    init(name: String, format: ListFormat) {
        self.name = name
        self.format = format
    }
}

/// Why a line of a list cannot be used.
public enum Refusal: String, Hashable, Sendable, CaseIterable {
    case notAnEntry = "neither an address, a network nor a name"
    case oneLabel = "a name of one label"
    case badPort = "a port that is no number from 1 to 65535"
    case tooWide = "a network so wide that nearly everything would match"
    case badRange = "an address range whose ends do not fit together"
    case wildcardOverSuffix = "a wildcard over a public suffix would match other people's names"
    case tooManyFields = "more fields than the format has"
    case missingField = "the field with the address or name is missing"
    case unknownCondition = "a condition that lists cannot express"
    case badPattern = "a pattern that is not STIX"
    case badMarkup = "the document is damaged here; what follows was not read"
}

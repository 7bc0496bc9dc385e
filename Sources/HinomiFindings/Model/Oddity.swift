// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// What makes behaviour unusual for one interface, for signals that rest on nothing else: by it the whole account is asked
/// how unusual it really is.
public struct Oddity: Hashable, Codable, Sendable {
    /// In which way it is unusual.
    public enum Kind: Hashable, Codable, Sendable {
        /// It did a thing, named by the hash that profiles keep, for the first time; `rule` is what kind of thing.
        case firstUse(thing: UInt32, rule: UInt8)
        /// An hour brought more than usual; `chance` is how probable that is for one hour, by those that were seen.
        case volume(chance: Double)
    }

    /// The key of the interface.
    public var interface: UInt64
    /// When it began.
    public var first: Timestamp
    public var kind: Kind

    public init(interface: UInt64, first: Timestamp, kind: Kind) {
        self.interface = interface
        self.first = first
        self.kind = kind
    }
}

// SPDX-License-Identifier: Apache-2.0

/// A piece of input that is no record, and why.
public struct ParseRefusal: Hashable, Sendable {
    /// Bytes before it in the decompressed input.
    public var offset: UInt64
    public var reason: RefusalReason

    @inlinable
    public init(offset: UInt64, reason: RefusalReason) {
        self.offset = offset
        self.reason = reason
    }
}

/// Why a piece of input is no record.
public enum RefusalReason: String, CaseIterable, Codable, Sendable {
    case tooLong = "longer than a record may be"
    case tooFewFields = "fewer fields than the format has"
    case tooManyFields = "more fields than the format has"
    case badAddress = "an address is not readable"
    case badNumber = "a number is not readable or too large"
    case badTime = "the time is missing or not readable"
    case badAction = "the action is neither ACCEPT nor REJECT"
    case noInterface = "no interface id"
    case badJSON = "not valid JSON"
    case tooDeep = "nested too deeply"
    case missingField = "a field that every record has is missing"
    case notARecord = "not a record of this log"
    case cutOff = "the record is cut off"
}

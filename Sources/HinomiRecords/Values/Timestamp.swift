// SPDX-License-Identifier: Apache-2.0

/// A point in time: whole milliseconds since 1970-01-01T00:00:00Z, as logs give it.
@frozen
public struct Timestamp: Hashable, Comparable, Codable, Sendable {
    /// Milliseconds since the Unix epoch.
    public var milliseconds: Int64

    /// The time `milliseconds` after the epoch.
    @inlinable
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// The time `seconds` after the epoch.
    @inlinable
    public init(seconds: Int64) { milliseconds = seconds &* 1000 }

    /// Whole seconds since the epoch, rounded down.
    @inlinable
    public var seconds: Int64 { milliseconds / 1000 - (milliseconds % 1000 < 0 ? 1 : 0) }

    /// The earliest time there is.
    @inlinable
    public static var distantPast: Timestamp { Timestamp(milliseconds: .min / 2) }

    /// The latest time there is.
    @inlinable
    public static var distantFuture: Timestamp { Timestamp(milliseconds: .max / 2) }

    @inlinable
    public static func < (a: Timestamp, b: Timestamp) -> Bool { a.milliseconds < b.milliseconds }

    /// The time `milliseconds` later.
    @inlinable
    public func advanced(milliseconds delta: Int64) -> Timestamp {
        Timestamp(milliseconds: milliseconds &+ delta)
    }

    /// The time `seconds` later.
    @inlinable
    public func advanced(seconds delta: Int64) -> Timestamp { advanced(milliseconds: delta &* 1000) }
}

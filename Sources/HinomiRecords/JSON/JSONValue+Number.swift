// SPDX-License-Identifier: Apache-2.0

/// A JSON number: the nearest double, and the exact integer where it is one.
public struct JSONNumber: Hashable, Sendable {
    /// The nearest double.
    public let double: Double
    /// The exact value when it is whole and fits 64 bits; `1.0` and `1e3` count as whole.
    public let integer: Int64?

    /// A whole number.
    public init(integer: Int64) {
        double = Double(integer)
        self.integer = integer
    }

    /// A number that need not be whole.
    public init(_ double: Double) {
        self.double = double
        // Beyond 2^53 a double no longer tells which integer was meant.
        integer = abs(double) <= 9_007_199_254_740_992 ? Int64(exactly: double) : nil
    }

    /// A number of which both readings are known.
    init(double: Double, integer: Int64?) {
        self.double = double
        self.integer = integer
    }
}

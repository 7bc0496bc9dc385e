// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// The units in which keys are spread over threads and machines: a fixed number of buckets by a published hash.
public enum Partition {
    /// The number of buckets, the same everywhere and for good.
    public static let count = 32

    /// The bucket of an interface or a client, by its stable key.
    @inlinable
    public static func bucket(of key: UInt64) -> Int { Int(truncatingIfNeeded: key >> 32) & (count - 1) }

    /// The bucket of an account's API calls.
    public static func bucket(of account: AccountID) -> Int {
        var hash = StableHash(seed: 5)
        hash.combine(account.number)
        return bucket(of: hash.value)
    }
}

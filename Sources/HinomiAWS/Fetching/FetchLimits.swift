// SPDX-License-Identifier: Apache-2.0

/// How much may be on its way.
package struct FetchLimits: Sendable {
    /// Objects and their bytes that are handed out together, so that they are read in order of time.
    package var objects = 2_000
    package var bytes: UInt64 = 512 << 20
    /// Downloads at a time.
    package var downloads = 8
    /// The largest object that is fetched, in bytes.
    package var object = 512 << 20
    /// Attempts to fetch an object that fails for reasons that may pass; pauses between them double from two seconds on, and others that
    /// were told of together wait so long.
    package var attempts = 5
    /// Seconds from one list of a place where logs arrive to the next.
    package var listing: Int64 = 60
    /// Seconds for which a message is hidden from others; it is prolonged while it waits.
    package var hiding: Int64 = 120

    /// The usual limits.
    package init() {}
}

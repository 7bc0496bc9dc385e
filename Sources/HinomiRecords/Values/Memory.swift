// SPDX-License-Identifier: Apache-2.0

import CBytes

/// What can be said to the processor about memory.
public enum Memory {
    /// Asks for so many bytes, 128 at most, that are needed soon.
    public static func prefetch(_ place: UnsafeRawPointer, count: Int) {
        hinomi_prefetch(place)
        if count > 64 { hinomi_prefetch(place + 64) }
    }
}

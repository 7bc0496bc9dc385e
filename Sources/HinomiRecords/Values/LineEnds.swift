// SPDX-License-Identifier: Apache-2.0

import CBytes

/// Counts lines, to tell on which one a record stands.
public enum LineEnds {
    /// The number of line feeds in bytes.
    public static func count(in bytes: UnsafeRawBufferPointer) -> UInt64 {
        guard let base = bytes.baseAddress else { return 0 }
        return hinomi_count_byte(base, bytes.count, 0x0A)
    }
}

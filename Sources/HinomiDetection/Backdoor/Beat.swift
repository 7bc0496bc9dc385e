// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// A call to something that is new to its caller, as rhythms look at it.
struct Beat {
    /// What is called, apart from all else: an address and port, a domain.
    var called: UInt64
    /// What others of the account may know of, for testimony: a network, a domain.
    var thing: UInt64
    var time: Timestamp
    /// Bytes that were sent; 0 where that is not known.
    var size: UInt64 = 0
    var record: RecordReference
}

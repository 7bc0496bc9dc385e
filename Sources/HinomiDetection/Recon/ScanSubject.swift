// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// What is tried out: all ports of a host (port 0), or one port of all hosts (unspecified address).
struct ScanSubject: Codable, Sendable {
    var address: IPAddress
    var port: UInt16
    var protocolNumber: UInt8

    /// Names it, and tells which of too many subjects stay. A host is scanned over whatever protocols; a port belongs to one.
    var hash: UInt64 {
        var hash = StableHash(seed: 7)
        // What a word makes of those before it may be nothing: the part that others choose more freely comes first.
        hash.combine(address.low)
        hash.combine(address.high)
        hash.combine(port == 0 ? 0 : UInt64(port) << 8 | UInt64(protocolNumber))
        return hash.value
    }
}

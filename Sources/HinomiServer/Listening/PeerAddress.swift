// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import NIOCore

/// Who is at the other end of a connection, as far as limits go: an IPv4 address, or the /64 that an IPv6 address is in, of which
/// anybody has as many as they like.
struct PeerAddress: Hashable, Sendable {
    private let network: IPAddress

    /// The peer at an address. All that have none are one.
    init(_ address: SocketAddress?) {
        // Of an address within one machine, the interface is named as well.
        let text = address?.ipAddress?.prefix { $0 != "%" }
        let address = text.flatMap { IPAddress(String($0)) } ?? .unspecified
        network = address.isV4 ? address : IPAddress(high: address.high, low: 0)
    }
}

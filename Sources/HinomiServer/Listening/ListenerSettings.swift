// SPDX-License-Identifier: Apache-2.0

/// Where a server listens, and what it lets clients do.
package struct ListenerSettings: Sendable {
    package var host: String
    /// The port; 0 takes one that is free.
    package var port: Int
    /// What connections are encrypted with; nil where they are not.
    package var certificate: CurrentCertificate?
    package var times = RequestTimes()
    /// Connections at the same time: in all, and from one address (of IPv6, one /64).
    package var connections = 1_024
    package var connectionsOfOne = 256
    /// Requests with wrong signatures that an address may send in a minute before it has to wait; 0 for no limit.
    package var failuresPerMinute = 100

    /// A server that listens there, unencrypted and with the usual limits.
    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }
}

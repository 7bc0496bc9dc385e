// SPDX-License-Identifier: Apache-2.0

package import HinomiRecords

/// Decides where requests for users may go, and to which address exactly.
///
/// A server that fetches what others name could be sent to places that only it can reach: its own machine, its network,
/// its cloud's credentials. So a name is resolved here, all of its addresses are judged, and the connection goes to one
/// that was judged, whatever the name says a moment later.
package struct DestinationGuard: Sendable {
    /// Gives all addresses of a name.
    package typealias Resolve = @Sendable (String) async throws -> [IPAddress]

    /// Whether addresses of this machine and its networks are allowed, and every port.
    package var allowsLocal: Bool
    /// The ports that are allowed otherwise.
    package var ports: Set<Int>
    /// Origins that the operator named, as `http://127.0.0.1:9000`: they are connected to wherever they are.
    package var trustedOrigins: Set<String>
    private let resolve: Resolve

    /// A guard; without more it lets requests to the internet through, to ports 80 and 443.
    package init(
        allowsLocal: Bool = false, ports: Set<Int> = [80, 443], trustedOrigins: Set<String> = [],
        resolve: @escaping Resolve = SystemResolver.addresses
    ) {
        self.allowsLocal = allowsLocal
        self.ports = ports
        self.trustedOrigins = trustedOrigins
        self.resolve = resolve
    }

    /// What can be said without asking anybody: throws where a port or a written address is not allowed.
    package func precheck(_ url: OutboundURL) throws(OutboundError) {
        guard !allows(url) else { return }
        guard ports.contains(url.port) else { throw .forbiddenPort(url.port) }
        if case .address(let address) = url.host { try check(address, url.hostText) }
    }

    /// The address to connect to.
    package func destination(of url: OutboundURL) async throws(OutboundError) -> IPAddress {
        try precheck(url)
        switch url.host {
        case .address(let address): return address
        case .name(let name): return try await address(of: name, url)
        }
    }

    private func address(of name: String, _ url: OutboundURL) async throws(OutboundError) -> IPAddress {
        let addresses: [IPAddress]
        do {
            addresses = try await resolve(name)
        } catch {
            throw .unknownHost(name)
        }
        guard let first = addresses.first else { throw .unknownHost(name) }
        // One bad address among good ones is how a name is made to pass.
        if !allows(url) { for address in addresses { try check(address, name) } }
        // Not every machine has a way to IPv6.
        return addresses.first(where: \.isV4) ?? first
    }

    private func allows(_ url: OutboundURL) -> Bool { allowsLocal || trustedOrigins.contains(url.origin) }

    private func check(_ address: IPAddress, _ host: String) throws(OutboundError) {
        if let reason = ForbiddenNetworks.reason(against: address) { throw .forbiddenAddress(host, reason) }
    }
}

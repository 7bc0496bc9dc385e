// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// Where the remote addresses of a finding are.
enum PlaceLookup {
    /// The places of a finding's remote addresses.
    static func places(of finding: Finding, in sources: [any PlaceSource]) -> [IPAddress: Place] {
        guard !sources.isEmpty else { return [:] }
        var places: [IPAddress: Place] = [:]
        for address in remotes(of: finding.action) { places[address] = sources.place(of: address) }
        return places
    }

    private static func remotes(of action: Action) -> [IPAddress] {
        switch action {
        case .networkConnection(let connection): [connection.remoteAddress]
        case .portProbe(let probe): probe.details.map(\.remoteAddress)
        case .apiCall(let call): call.remoteAddress.map { [$0] } ?? []
        case .sequence(let sequence): sequence.endpoints
        case .other(let other): other.remoteAddress.map { [$0] } ?? []
        case .dnsRequest: []
        }
    }
}

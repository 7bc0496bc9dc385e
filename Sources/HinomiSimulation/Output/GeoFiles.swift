// SPDX-License-Identifier: Apache-2.0

/// The networks of the simulated world, in the forms that `--geo` reads.
enum GeoFiles {
    /// `network<TAB>country<TAB>ASN`.
    static var networks: String {
        "# The networks of a simulation: network<TAB>country<TAB>ASN\n"
            + NetworkPool.all.map { "\($0.block)\t\($0.country)\t\($0.asn)\n" }.joined()
    }

    /// `ASN<TAB>name`.
    static var organisations: String {
        var seen: Set<Int> = []
        return "# The owners of the networks: ASN<TAB>name\n"
            + NetworkPool.all.filter { seen.insert($0.asn).inserted }.map { "\($0.asn)\t\($0.owner)\n" }.joined()
    }
}

/// A threat list with the one thing that only a list can tell: the pools of miners.
enum SimulatedFeeds {
    static let manifest = """
        {
         "format": 1,
         "feeds": [
          {"file": "mining-ips.txt", "name": "simulated mining pools", "indicator": "ip", "category": "mining", "confidence": "high"}
         ]
        }

        """
    static var pools: String { AccountLife.miningPools.map { $0 + "\n" }.joined() }
}

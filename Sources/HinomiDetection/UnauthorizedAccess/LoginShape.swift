// SPDX-License-Identifier: Apache-2.0

/// How an attempt to log in looks to someone who sees packets and bytes only.
struct LoginShape: LimitSet {
    var leastPackets: UInt64
    var mostPackets: UInt64
    // A finished key exchange: banner checks stay below it.
    var leastClientBytes: UInt64
    var mostClientBytes: UInt64
    // A login that succeeded brings more.
    var serverBytes: UInt64
    var seconds: Int64
    // 0 where a connection allows one guess.
    var secondsPerGuess: Int64

    static let rows: [Limit<LoginShape>] = [
        Limit("leastPackets", \.leastPackets, 1...100_000, unit: "packets", "packets from the client, at least"),
        Limit("mostPackets", \.mostPackets, 1...100_000, unit: "packets", "packets from the client, at most"),
        Limit(
            "leastClientBytes", \.leastClientBytes, 40...10_000_000, unit: "bytes",
            "bytes from the client, at least: a finished handshake"),
        Limit("mostClientBytes", \.mostClientBytes, 40...10_000_000, unit: "bytes", "bytes from the client, at most"),
        Limit(
            "serverBytes", \.serverBytes, 40...100_000_000, unit: "bytes",
            "bytes from the server, at most: a login that succeeded brings more"),
        Limit("seconds", \.seconds, 1...3_600, unit: "seconds", "longest attempt"),
        Limit(
            "secondsPerGuess", \.secondsPerGuess, 0...60, unit: "seconds",
            "time a server takes for a wrong password on a connection that allows several; 0 when it allows one"),
    ]

    static let ascending = [["leastPackets", "mostPackets"], ["leastClientBytes", "mostClientBytes"]]

    /// Whether what the client sent is what an attempt sends.
    func allows(packets: UInt64, clientBytes: UInt64) -> Bool {
        packets >= leastPackets && packets <= mostPackets && clientBytes >= leastClientBytes
            && clientBytes <= mostClientBytes
    }
}

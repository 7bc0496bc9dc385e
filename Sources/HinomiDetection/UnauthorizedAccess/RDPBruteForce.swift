// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

/// Somebody guesses RDP passwords: at one of our instances, or from one of them.
///
/// Reads flow records of TCP port 3389. Raises when one client opens twenty connections with the shape of a failed login within
/// half an hour (thirty inside the VPC), at least seven in ten have one of two shapes, and the client never had a real session.
/// With network-level authentication a failed try is a dozen packets; without it the server draws a login screen first,
/// which is what the wide limits allow for (Vizváry and Vykopal 2013).
/// Low when the instance is the target, High when it is the one that guesses. Keeps about 220 bytes a pair of hosts for a
/// week. Can be wrong about a job whose key expired: it fails like a guesser, every time.
struct RDPBruteForce: LoginGuessingDetector {
    static let raised: FindingType = "UnauthorizedAccess:EC2/RDPBruteForce"
    static let shape = LoginShape(
        leastPackets: 8, mostPackets: 100, leastClientBytes: 900, mostClientBytes: 20_000, serverBytes: 190_000,
        seconds: 60,
        secondsPerGuess: 0)

    let guessing: LoginGuessing

    init(_ shape: LoginShape = shape, _ limits: LoginGuessing.Limits = LoginGuessing.Limits()) {
        guessing = LoginGuessing(ports: [3389], shape: shape, limits: limits)
    }
}

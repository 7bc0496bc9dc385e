// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

/// Somebody guesses SSH passwords: at one of our instances, or from one of them.
///
/// Reads flow records of TCP port 22. Raises when one client opens ten connections with the shape of a failed login within
/// half an hour (fifteen inside the VPC), at least seven in ten have one of two shapes, and the client never had a real session.
/// A failed try takes a finished key exchange (900 bytes or more) and brings back at most 4,400 bytes; a login that
/// succeeds brings the session's set-up and output on top. Servers let a connection guess up to six times, about three
/// seconds each, which is how a connection's guesses are counted.
/// Low when the instance is the target, High when it is the one that guesses. Keeps about 220 bytes a pair of hosts for a
/// week. Can be wrong about a job whose key expired: it fails like a guesser, every time.
struct SSHBruteForce: LoginGuessingDetector {
    static let raised: FindingType = "UnauthorizedAccess:EC2/SSHBruteForce"
    static let shape = LoginShape(
        leastPackets: 8, mostPackets: 60, leastClientBytes: 900, mostClientBytes: 8_000, serverBytes: 4_400,
        seconds: 30,
        secondsPerGuess: 3)

    let guessing: LoginGuessing

    init(_ shape: LoginShape = shape, _ limits: LoginGuessing.Limits = LoginGuessing.Limits()) {
        guessing = LoginGuessing(ports: [22], shape: shape, limits: limits)
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

/// Somebody guesses WinRM passwords: at one of our instances, or from one of them.
///
/// Reads flow records of TCP ports 5985 and 5986. Raises when one client opens twenty connections with the shape of a failed login within
/// half an hour (thirty inside the VPC), at least seven in ten have one of two shapes, and the client never had a real session.
/// A failed try is a short HTTP exchange with a refusal.
/// Low when the instance is the target, High when it is the one that guesses. Keeps about 220 bytes a pair of hosts for a
/// week. Can be wrong about a job whose key expired: it fails like a guesser, every time.
struct WinRMBruteForce: LoginGuessingDetector {
    static let raised: FindingType = "Impact:EC2/WinRMBruteForce"
    static let shape = LoginShape(
        leastPackets: 5, mostPackets: 30, leastClientBytes: 500, mostClientBytes: 10_000, serverBytes: 10_000,
        seconds: 30,
        secondsPerGuess: 0)

    let guessing: LoginGuessing

    init(_ shape: LoginShape = shape, _ limits: LoginGuessing.Limits = LoginGuessing.Limits()) {
        guessing = LoginGuessing(ports: [5985, 5986], shape: shape, limits: limits)
    }
}

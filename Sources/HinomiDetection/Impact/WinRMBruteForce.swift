// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// Somebody guesses WinRM passwords: at one of our instances, or from one of them.
///
/// Reads flow records of TCP ports 5985 and 5986. Raises when one client opens ten connections with the shape of a failed login within
/// half an hour (fifteen inside the VPC), at least seven in ten have one of two shapes, and the client never had a real session.
/// A failed try is a short HTTP exchange with a refusal.
/// Low when the instance is the target, High when it is the one that guesses. Keeps about 400 bytes a pair of hosts for a
/// week. Can be wrong about a job whose key expired: it fails like a guesser, every time.
struct WinRMBruteForce: Detector {
    static let raises: [FindingType] = ["Impact:EC2/WinRMBruteForce"]
    static let interest: Interest = LoginGuessing.interest
    let lifetime: Int64 = 7 * 86_400

    private let guessing: LoginGuessing

    init() {
        guessing = LoginGuessing(
            ports: [5985, 5986],
            shape: LoginShape(
                packets: 5...30, clientBytes: 500...10_000, serverBytes: 10_000, seconds: 30, secondsPerGuess: 0))
    }

    typealias Key = LoginGuessing.Key
    typealias State = LoginGuessing.State

    func key(of contact: ObservedContact) -> Key? { guessing.key(of: contact) }

    func fold(_ contact: ObservedContact, key: Key, into state: inout State?, raising signals: inout [Signal]) {
        guard var signal = guessing.fold(contact, into: &state) else { return }
        signal.type = WinRMBruteForce.raises[0]
        signals.append(signal)
    }

    func expire(_ state: State, key: Key, raising signals: inout [Signal]) {
        guard var signal = guessing.rest(state, key: key) else { return }
        signal.type = WinRMBruteForce.raises[0]
        signals.append(signal)
    }
}

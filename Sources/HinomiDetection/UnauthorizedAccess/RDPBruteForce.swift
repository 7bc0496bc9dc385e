// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// Somebody guesses RDP passwords: at one of our instances, or from one of them.
///
/// Reads flow records of TCP port 3389. Raises when one client opens ten connections with the shape of a failed login within
/// half an hour (fifteen inside the VPC), at least seven in ten have one of two shapes, and the client never had a real session.
/// With network-level authentication a failed try is a dozen packets; without it the server draws a login screen first,
/// which is what the wide limits allow for (Vizváry and Vykopal 2013).
/// Low when the instance is the target, High when it is the one that guesses. Keeps about 400 bytes a pair of hosts for a
/// week. Can be wrong about a job whose key expired: it fails like a guesser, every time.
struct RDPBruteForce: Detector {
    static let raises: [FindingType] = ["UnauthorizedAccess:EC2/RDPBruteForce"]
    static let interest: Interest = LoginGuessing.interest
    let lifetime: Int64 = 7 * 86_400

    private let guessing: LoginGuessing

    init() {
        guessing = LoginGuessing(
            ports: [3389],
            shape: LoginShape(
                packets: 8...100, clientBytes: 900...20_000, serverBytes: 190_000, seconds: 60, secondsPerGuess: 0))
    }

    typealias Key = LoginGuessing.Key
    typealias State = LoginGuessing.State

    func key(of contact: ObservedContact) -> Key? { guessing.key(of: contact) }

    func fold(_ contact: ObservedContact, key: Key, into state: inout State?, raising signals: inout [Signal]) {
        guard var signal = guessing.fold(contact, into: &state) else { return }
        signal.type = RDPBruteForce.raises[0]
        signals.append(signal)
    }

    func expire(_ state: State, key: Key, raising signals: inout [Signal]) {
        guard var signal = guessing.rest(state, key: key) else { return }
        signal.type = RDPBruteForce.raises[0]
        signals.append(signal)
    }
}

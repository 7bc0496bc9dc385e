// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

/// A detector of password guessing at one service, told by its ports and the shape of a failed login there.
protocol LoginGuessingDetector: Detector
where Input == ObservedContact, Key == LoginGuessing.Key, State == LoginGuessing.State {
    /// The finding type that it raises.
    static var raised: FindingType { get }
    var guessing: LoginGuessing { get }
}

extension LoginGuessingDetector {
    static var raises: [FindingType] { [raised] }
    static var interest: Interest { LoginGuessing.interest }
    var lifetime: Int64 { 7 * 86_400 }

    func key(of contact: ObservedContact) -> LoginGuessing.Key? { guessing.key(of: contact) }

    func fold(
        _ contact: ObservedContact, key: LoginGuessing.Key, into state: inout LoginGuessing.State?,
        raising signals: inout [Signal]
    ) {
        raise(guessing.fold(contact, key: key, into: &state), &signals)
    }

    // Clients that came once are as many as there are addresses.
    func weight(of state: LoginGuessing.State) -> Int {
        state.reported > 0 || state.sessions > 0 ? 2 : state.total > 1 ? 1 : 0
    }

    func expire(_ state: LoginGuessing.State, key: LoginGuessing.Key, raising signals: inout [Signal]) {
        raise(guessing.rest(state, key: key), &signals)
    }

    private func raise(_ due: Signal?, _ signals: inout [Signal]) {
        guard var signal = due else { return }
        signal.type = Self.raised
        signals.append(signal)
    }
}

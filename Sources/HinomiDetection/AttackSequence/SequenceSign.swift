// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

/// What says that it is not the owner who uses credentials: where somebody is, or what they work with.
enum SequenceSign: UInt8, Codable, Sendable {
    /// An exit of the Tor network.
    case tor
    /// An address on a threat list.
    case list
    /// A system made for attacking.
    case client
    /// Credentials that left what they were given to.
    case theft
    /// Somebody who would have had to travel too fast.
    case travel
    /// Behaviour that is new to the caller and to those like it, who or where and what together.
    case anomaly

    /// What a signal says; nil where it says nothing of who it is.
    init?(_ signal: Signal) {
        let name = signal.type.name
        if name.contains("/TorIPCaller") {
            self = .tor
        } else if name.contains("/MaliciousIPCaller") {
            self = .list
        } else if name.hasPrefix("PenTest:") {
            self = .client
        } else if name.contains("CredentialExfiltration") {
            self = .theft
        } else if name == "UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B" {
            self = .travel
        } else if name.contains("/AnomalousBehavior") || signal.type == ConductType.launch,
            signal.severity >= .medium
        {
            self = .anomaly
        } else {
            return nil
        }
    }
}

/// What a signal of another detector is in an attack.
struct SignalMeaning {
    var tactic: Tactic
    var sign: SequenceSign?
    /// What the call behind it means by itself; nil for nothing.
    var call: APIMeaning?

    /// nil for signals that are no part of any attack.
    init?(_ signal: Signal, _ action: APICallAction) {
        call = APIMeanings.meaning(of: APIMeanings.key(service: action.serviceName, name: action.api))
        sign = SequenceSign(signal)
        let purpose = signal.type.purpose
        if sign == .theft {
            tactic = .credentialAccess
        } else if let own = Tactic.allCases.first(where: { $0.prefix == purpose }) {
            tactic = own
        } else if purpose == "Stealth" || purpose == "DefenseImpairment" {
            tactic = .defenseEvasion
        } else if let call, purpose != "Policy" || call.sensitivity > .low {
            tactic = call.tactic
        } else if sign != nil || purpose == "UnauthorizedAccess" {
            tactic = .initialAccess
        } else {
            return nil
        }
    }
}

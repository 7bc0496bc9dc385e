// SPDX-License-Identifier: Apache-2.0

/// What is true of the logs: `expected.json`.
struct Labels {
    var settings: SimulationSettings
    var attacks: [(truth: AttackTruth, events: [String])]
    /// Users, roles and instances that nobody attacked.
    var innocent: [String]

    var text: String {
        let kind = attacks.isEmpty ? "background" : "attack"
        let expected = attacks.flatMap { expectations(of: $0.truth) }
        let intelligence = attacks.contains { $0.truth.kind == .mining } ? ",\n      \"intelligence\": \"intel\"" : ""
        return """
            {
              "format": 1,
              "made": "hinomi simulate, seed \(settings.seed), \(settings.days) days, \(settings.accounts) accounts, \
            \(settings.principals) principals each",
              "folders": {
                "simulated organisation": {
                  "kind": "\(kind)",
                  "files": ["AWSLogs"]\(intelligence),
                  "innocent": \(JSONText.array(innocent.map(JSONText.quoted))),
                  "expected": [\(lines(expected, indent: 8))]
                }
              },
              "labels": [\(lines(attacks.map { label($0.truth, $0.events) }, indent: 4))]
            }

            """
    }

    private func lines(_ values: [String], indent: Int) -> String {
        guard !values.isEmpty else { return "" }
        let space = "\n" + String(repeating: " ", count: indent)
        return space + values.joined(separator: "," + space) + "\n" + String(repeating: " ", count: indent - 2)
    }

    private func expectations(of truth: AttackTruth) -> [String] {
        // A sequence belongs to the account, and a log that was stopped to its trail, whoever did it first.
        let hasVictim = !truth.kind.rawValue.hasPrefix("AttackSequence") && truth.kind != .loggingDisabled
        let victims = JSONText.array(truth.victims.map(JSONText.quoted))
        let certain =
            "{\"type\": \"\(truth.kind.rawValue)\", \"certainty\": \"certain\", \"why\": \"simulated\""
            + (hasVictim ? ", \"resource\": \(victims)}" : "}")
        return [certain]
            + truth.kind.mayRaise.map {
                "{\"type\": \"\($0.rawValue)\", \"certainty\": \"plausible\", \"why\": \"part of \(truth.kind.rawValue)\", "
                    + "\"resource\": \(victims)}"
            }
    }

    private func label(_ truth: AttackTruth, _ events: [String]) -> String {
        "{\"type\": \"\(truth.kind.rawValue)\", \"account\": \"\(truth.account)\", \"first\": \"\(TimeText.iso(truth.first))\", "
            + "\"last\": \"\(TimeText.iso(truth.last))\", \"victims\": \(JSONText.array(truth.victims.map(JSONText.quoted))), "
            + "\"remote\": \"\(truth.remote)\", \"events\": \(JSONText.array(events.map(JSONText.quoted)))}"
    }
}

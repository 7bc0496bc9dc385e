// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

/// What rules told of one listed address, and what they have still to tell.
struct ListedContactState: DetectorState {
    // Nearly always one rule speaks of an address, and nothing waits.
    private var first: Told
    @Aside private var more: More?

    private struct Told: Codable {
        /// Contacts that were told of.
        var contacts: UInt32
        var rule: UInt8
    }

    private struct Waiting: Codable {
        var rule: UInt8
        var signal: Signal
    }

    private struct More: Codable {
        var told: [Told] = []
        /// What is not told yet, one signal a rule.
        var waiting: [Waiting] = []

        var isEmpty: Bool { told.isEmpty && waiting.isEmpty }
    }

    /// What is kept once a rule told of a contact.
    init(told rule: Int) { first = Told(contacts: 1, rule: UInt8(clamping: rule)) }

    mutating func forgetRun() {
        // This run says what waits.
        for waiting in more?.waiting ?? [] {
            tell(of: contacts(toldBy: waiting.rule, with: waiting.signal), by: waiting.rule)
        }
        more?.waiting = []
        if more?.isEmpty == true { more = nil }
    }

    /// Takes in what a rule says of a contact. The first contact is told of at once, and so is what is more than an attempt;
    /// other attempts when there are ten times as many.
    mutating func take(_ signal: Signal, by rule: Int, raising signals: inout [Signal]) {
        let rule = UInt8(clamping: rule)
        guard told(by: rule) != nil else {
            signals.append(signal)
            var others = more ?? More()
            others.told.append(Told(contacts: 1, rule: rule))
            more = others
            return
        }
        let waiting = more?.waiting.first { $0.rule == rule }?.signal.merged(with: signal) ?? signal
        let contacts = contacts(toldBy: rule, with: waiting)
        if contacts / 10 >= told(by: rule) ?? 0 || signal.severity > .low {
            signals.append(waiting)
            wait(for: nil, by: rule)
            tell(of: contacts, by: rule)
        } else {
            wait(for: waiting, by: rule)
        }
    }

    /// What waits to be told.
    var rest: [Signal] { more?.waiting.map(\.signal) ?? [] }

    // The contacts that a rule told of; nil where it did not speak yet.
    private func told(by rule: UInt8) -> UInt32? {
        first.rule == rule ? first.contacts : more?.told.first { $0.rule == rule }?.contacts
    }

    // The contacts that a rule has told of once it tells of a signal.
    private func contacts(toldBy rule: UInt8, with signal: Signal) -> UInt32 {
        UInt32(clamping: Int(told(by: rule) ?? 0) + signal.occurrences)
    }

    private mutating func tell(of contacts: UInt32, by rule: UInt8) {
        if first.rule == rule {
            first.contacts = contacts
        } else if let at = more?.told.firstIndex(where: { $0.rule == rule }) {
            more?.told[at].contacts = contacts
        }
    }

    private mutating func wait(for signal: Signal?, by rule: UInt8) {
        var others = more ?? More()
        others.waiting.removeAll { $0.rule == rule }
        if let signal { others.waiting.append(Waiting(rule: rule, signal: signal)) }
        more = others.isEmpty ? nil : others
    }
}

extension Signal {
    /// One signal for both, which shows the later one.
    fileprivate func merged(with other: Signal) -> Signal {
        var merged = other.last >= last ? other : self
        merged.evidence = evidence
        merged.evidence.merge(other.evidence)
        merged.first = min(first, other.first)
        merged.occurrences = occurrences + other.occurrences
        merged.severity = max(severity, other.severity)
        return merged
    }
}

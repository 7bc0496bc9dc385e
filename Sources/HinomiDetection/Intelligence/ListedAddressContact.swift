// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// Which listed addresses make which finding, when one of our instances talks with them.
struct ListedAddressRule: Sendable {
    var type: FindingType
    var categories: ThreatCategories
    /// Severity when the list is sure.
    var severity: Severity
    /// One finding for the instance, rather than one for each remote address.
    var mergesRemotes = false
    /// Who must have opened a contact for it to count; where the remote side did, only if it was answered.
    var opener = Opener.us
    /// Local ports that are meant for everybody, where a caller says nothing.
    var openPorts: Set<UInt16> = []
    /// What the lists must say besides the category.
    var accepts: @Sendable ([Indicator]) -> Bool = { _ in true }

    /// Who opens a contact.
    enum Opener {
        case us
        case them
        case either
    }
}

/// One of our instances talks with a listed address.
///
/// Reads flow records. Raises when our side opened the contact and was answered; what was opened and not answered is told
/// as an attempt, Low. Being called by a listed address proves nothing: the internet's background noise comes from such
/// addresses day and night. A customer's own list counts in both directions, and Tor exits as callers of
/// services that are not meant for everybody, once there was a real exchange.
/// Keeps how often it spoke, sixteen bytes an interface and remote address, and the attempts that wait to be told of.
struct ListedAddressContact: ListReader {
    static var raises: [FindingType] { ListedAddressRule.all.map(\.type) }
    static let interest: Interest = [.listed, .publicRemote, .fresh]
    let lifetime: Int64 = 86_400
    var intelligence: IntelligenceBundle

    struct Key: StateKey {
        var interface: UInt64
        var remote: IPAddress

        func feed(_ hash: inout StableHash) {
            hash.combine(interface)
            hash.combine(remote)
        }
    }

    typealias State = ListedContactState

    func key(of contact: ObservedContact) -> Key? {
        contact.remoteMark.isEmpty || !contact.remote.isPublic || contact.isContinued
            ? nil : Key(interface: contact.interfaceKey, remote: contact.remote)
    }

    func fold(_ contact: ObservedContact, key: Key, into state: inout State?, raising signals: inout [Signal]) {
        let listed = intelligence.set(contact.remoteMark)
        for (index, rule) in ListedAddressRule.all.enumerated()
        where !listed.categories.isDisjoint(with: rule.categories) {
            // Between two ephemeral ports nobody looks like the caller; a list that names the very port tells.
            let isNamedPort =
                contact.initiator == .unknown && contact.outcome.isAnswered
                && listed.indicators.contains { $0.port == contact.remotePort }
            let isOurs = contact.initiator == .local || isNamedPort
            let isTheirs =
                contact.initiator == .remote && contact.outcome.isAnswered
                && !rule.openPorts.contains(contact.localPort)
            guard (isOurs && rule.opener != .them) || (isTheirs && rule.opener != .us) else { continue }
            // One datagram that nobody answered is not even an attempt worth telling.
            if !contact.outcome.isAnswered, contact.protocolNumber != ObservedContact.tcp { continue }
            let port = isOurs ? contact.remotePort : nil
            guard let (indicators, confidence) = listed.matches(rule.categories, port: port), rule.accepts(indicators)
            else { continue }
            let signal = signal(rule, contact, indicators, confidence)
            guard state != nil else {
                signals.append(signal)
                state = State(told: index)
                continue
            }
            state?.take(signal, by: index, raising: &signals)
        }
    }

    func expire(_ state: State, key: Key, raising signals: inout [Signal]) {
        signals += state.rest
    }

    private func signal(
        _ rule: ListedAddressRule, _ contact: ObservedContact, _ indicators: [Indicator], _ confidence: Confidence
    ) -> Signal {
        let isAnswered = contact.outcome.isAnswered
        let role: ResourceRole = contact.initiator == .remote ? .target : .actor
        var signal = Signal(
            type: rule.type, contact: contact, role: role,
            identity: rule.mergesRemotes ? [] : [contact.remote.description],
            severity: isAnswered ? Severity.listed(rule.severity, confidence: confidence) : .low)
        signal.intelligence = indicators.details
        signal.info["threatListName"] = .text(signal.intelligence.first?.listName ?? "")
        if let name = signal.intelligence.lazy.flatMap(\.threatNames).first { signal.info["threatName"] = .text(name) }
        signal.terms["threat_list"] = signal.intelligence.first?.listName
        signal.reasons = [
            Reason("lists that name \(contact.remote)", observed: Double(signal.intelligence.count)),
            Reason("bytes sent to it", observed: Double(contact.bytesOut), unit: "bytes"),
            Reason("bytes received from it", observed: Double(contact.bytesIn), unit: "bytes"),
        ]
        if !isAnswered { signal.caveats.append("The address did not answer: this was an attempt.") }
        if confidence < .high {
            signal.caveats.append("The list names the address without a port or with less than high confidence.")
        }
        return signal
    }
}

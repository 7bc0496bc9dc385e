// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords
import HinomiStatistics

/// One of our instances calls an address that is new to it again and again, in a steady rhythm, as malware does that waits
/// for commands. A type of Hinomi's own.
///
/// Reads flow records; looks at contacts that the instance opened and the other side answered. What an interface calls in
/// its first week is its habit and is not looked at again, nor is what it goes on to call for a week. A network (/24, /48 of
/// IPv6) that turns up later is followed; once it was called in `followedHours` hours, the intervals between calls are
/// kept. Raises when they are steady, long enough to be measured, of like size and spread over half a day (`BeaconLimits`),
/// provided that no other interface of the account calls that network. Low: update checks of one host alone look the same.
/// Medium when a threat list names the address; then the first week is not waited for, and two other interfaces may call it.
/// Keeps up to 256 known networks of 8 bytes an interface for ninety days, 32 new addresses of 60 bytes, and for eight of
/// them 200 bytes and evidence.
/// Can be wrong about new software on one host, in the first week. Does not see rhythms of less than three minutes, or of
/// half an hour where records span ten minutes; nor what calls a network that the instance always called.
struct Beaconing: ListReader {
    static let raises: [FindingType] = ["Backdoor:EC2/BeaconingActivity"]
    static let interest: Interest = [.opened, .answered, .publicRemote, .fresh]

    let limits: BeaconLimits
    let lifetime: Int64 = 90 * 86_400
    var intelligence: IntelligenceBundle

    init(_ limits: BeaconLimits = BeaconLimits(), intelligence: IntelligenceBundle) {
        self.limits = limits
        self.intelligence = intelligence
    }

    // Every list that says something bad of an address; scanners call, and are not called.
    private static let support = ThreatCategories(rawValue: .max & ~ThreatCategories(ThreatCategory.scanner).rawValue)

    /// What names a network, port and protocol in an account.
    static func thing(_ contact: ObservedContact) -> UInt64 {
        var hash = StableHash(seed: 12)
        hash.combine(contact.account.number)
        hash.combine(
            contact.remote.isV4
                ? IPAddress(v4: contact.remote.v4 & 0xFFFF_FF00)
                : IPAddress(high: contact.remote.high & ~0xFFFF, low: 0))
        hash.combine(UInt64(contact.remotePort) << 8 | UInt64(contact.protocolNumber))
        return hash.value
    }

    func key(of contact: ObservedContact) -> UInt64? {
        guard contact.initiator == .local, contact.outcome.isAnswered, contact.remote.isPublic, !contact.isContinued,
            contact.protocolNumber == ObservedContact.tcp || contact.protocolNumber == ObservedContact.udp
        else { return nil }
        // Resolvers and clocks are asked in a rhythm by nature.
        return contact.remotePort == 53 || contact.remotePort == 123 ? nil : contact.interfaceKey
    }

    func fold(_ contact: ObservedContact, key: UInt64, into state: inout BeaconState?, raising signals: inout [Signal])
    {
        // Changed in place: it holds much.
        if state == nil { state = BeaconState() }
        if contact.unsure.contains(.time) { state?.isCoarse = true }
        let listed =
            contact.remoteMark.isEmpty
            ? nil : intelligence.set(contact.remoteMark).matches(Beaconing.support, port: contact.remotePort)
        let thing = Beaconing.thing(contact)
        if state?.isNew(thing, at: contact.first.seconds, limits) != true, listed == nil { return }
        guard let at = state?.take(Beat(contact, thing: thing), limits), let kept = state,
            let track = kept.pairs[at].track, track.beats >= track.nextReport,
            let rhythm = limits.rhythm(of: kept.pairs[at], isCoarse: kept.isCoarse)
        else { return }
        var signal = signal(contact, rhythm, track, kept.pairs[at], listed?.indicators ?? [])
        signal.proviso = Proviso(
            things: [thing], doer: key, others: listed == nil ? limits.others : limits.othersOfListed,
            since: .distantPast, least: 1,
            reason: listed == nil
                ? "networks called that no other interface of the account calls"
                : "networks called that few other interfaces of the account call")
        signals.append(signal)
        state?.pairs[at].wasReported()
    }

    func testify(_ state: BeaconState, key: UInt64, on questions: Questions, into testimony: inout Testimony) {
        state.testify(key, on: questions, into: &testimony)
    }

    private func signal(
        _ contact: ObservedContact, _ rhythm: IntervalSeries.Rhythm, _ track: BeaconPair.Track, _ pair: BeaconPair,
        _ indicators: [Indicator]
    ) -> Signal {
        var signal = Signal(
            type: Beaconing.raises[0], contact: contact, role: .actor,
            identity: [contact.remote.description, String(contact.remotePort)],
            severity: indicators.isEmpty ? .low : .medium)
        signal.first = pair.first
        signal.evidence = track.evidence
        signal.occurrences = track.beats - track.reported
        signal.intelligence = indicators.details
        signal.terms["threat_list"] = signal.intelligence.first?.listName
        signal.terms["period"] = "\(Int((rhythm.period / 60).rounded())) minutes"
        signal.terms["hours"] = String(pair.hours)
        signal.info["unusual"] = .text(contact.remote.description)
        signal.reasons = limits.reasons(rhythm, of: pair, at: contact.first.seconds)
        signal.reasons.insert(
            Reason(
                "deviation of the logarithm of bytes sent", observed: (track.sizeDeviation * 100).rounded() / 100,
                limit: limits.sizeDeviation), at: 4)
        if indicators.isEmpty {
            signal.caveats.append("No list names the address: an update check of this host alone would look the same.")
        }
        return signal
    }
}

extension Beat {
    /// The beat of a contact with a network that is called `thing`.
    fileprivate init(_ contact: ObservedContact, thing: UInt64) {
        var hash = StableHash(seed: 14)
        hash.combine(contact.remote)
        hash.combine(UInt64(contact.remotePort) << 8 | UInt64(contact.protocolNumber))
        self.init(
            called: hash.value, thing: thing, time: contact.first, size: contact.bytesOut, record: contact.firstRecord)
    }
}

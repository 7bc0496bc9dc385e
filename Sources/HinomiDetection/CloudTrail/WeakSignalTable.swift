// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// Gathers the weak signals of one partition from calls in order of time.
///
/// It keeps 100,000. Calls that would make further ones are counted and dropped: which they are depends on the calls alone.
struct WeakSignalTable {
    static let capacity = 100_000

    private let capacity: Int
    // Texts are long and come again and again: keys hold their numbers, and signals share their storage.
    private var numbers: [String: UInt32] = [:]
    private var texts: [String] = []
    private var places: [Key: Int] = [:]
    private var known = WeakSignals()

    private struct Key: Hashable {
        var account: AccountID
        var principal, type, service, api, region, error: UInt32
        var hour: Int64
    }

    init(capacity: Int = WeakSignalTable.capacity) { self.capacity = capacity }

    /// Goes on from signals that were gathered before.
    init(_ signals: WeakSignals, capacity: Int = WeakSignalTable.capacity) {
        self.capacity = capacity
        var known = signals
        for place in known.all.indices {
            if let key = key(of: &known.all[place], mayGrow: true) { places[key] = place }
        }
        self.known = known
    }

    /// The signals so far, in the order of a timeline.
    var signals: WeakSignals {
        var signals = known
        signals.sort()
        return signals
    }

    /// Takes in a call; what means nothing is left out.
    mutating func fold(_ call: ObservedCall) {
        let (record, view) = (call.record, call.view)
        guard let meaning = MeaningfulCall.meaning(of: view, by: call.traits) else { return }
        let reference = RecordReference(time: record.time, recordID: record.recordID, origin: record.origin)
        var new = WeakSignal(
            account: record.account, principal: CallerName.of(call.identity),
            principalType: text(call.identity.type, 64), service: text(view.eventSource, 128),
            api: text(view.eventName, 128), region: text(view.region, 64), errorCode: text(view.errorCode, 128),
            meaning: meaning, count: 1, first: reference, eventID: text(view.eventID, 64), last: record.time,
            sources: [text(view.sourceIPAddress, 255)].filter { !$0.isEmpty })
        if let key = key(of: &new, mayGrow: false), let place = places[key] {
            return known.all[place].take(new)
        }
        guard places.count < capacity, let key = key(of: &new, mayGrow: true) else {
            known.callsCut += 1
            known.cutFrom = min(known.cutFrom ?? record.time, record.time)
            return
        }
        places[key] = known.all.count
        known.all.append(new)
    }

    private mutating func key(of signal: inout WeakSignal, mayGrow: Bool) -> Key? {
        guard let principal = number(of: &signal.principal, mayGrow),
            let type = number(of: &signal.principalType, mayGrow),
            let service = number(of: &signal.service, mayGrow), let api = number(of: &signal.api, mayGrow),
            let region = number(of: &signal.region, mayGrow), let error = number(of: &signal.errorCode, mayGrow)
        else { return nil }
        let seconds = signal.first.time.seconds
        // Rounded down, before 1970 as well.
        let hour = seconds / 3_600 - (seconds % 3_600 < 0 ? 1 : 0)
        return Key(
            account: signal.account, principal: principal, type: type, service: service, api: api, region: region,
            error: error, hour: hour)
    }

    private mutating func number(of text: inout String, _ mayGrow: Bool) -> UInt32? {
        if let known = numbers[text] {
            text = texts[Int(known)]
            return known
        }
        guard mayGrow, let number = UInt32(exactly: texts.count) else { return nil }
        numbers[text] = number
        texts.append(text)
        return number
    }

    private func text(_ slice: JSONSlice, _ limit: Int) -> String { CallerName.text(slice, limit) }
}

extension WeakSignal {
    /// Takes in calls alike.
    fileprivate mutating func take(_ other: WeakSignal) {
        count += other.count
        last = max(last, other.last)
        // One that comes late may be earlier than what was folded before it.
        if (other.first.time, other.first.recordID) < (first.time, first.recordID) {
            first = other.first
            eventID = other.eventID
        }
        for source in other.sources where !sources.contains(source) {
            if sources.count < WeakSignal.maxSources { sources.append(source) } else { hasMoreSources = true }
        }
    }
}

/// What a caller is called in a timeline.
enum CallerName {
    private static let limit = 512

    /// Users, people, root, instances and functions by the ARN of their identity or session, other programs by that of
    /// their role, whose sessions change from run to run.
    static func of(_ identity: CallerIdentity) -> String {
        let isProgram = ConductRecord.Kind(identity) == .role && FunctionSession(identity)?.isCertain != true
        if isProgram, identity.issuerARN.count > 0 { return text(identity.issuerARN, limit) }
        for slice in [identity.arn, identity.principalID, identity.invokedBy, identity.userName] where slice.count > 0 {
            return text(slice, limit)
        }
        let account = text(identity.accountID, 64)
        return account.isEmpty ? "unknown" : account
    }

    /// As much of a text's beginning as is kept; empty where there is none.
    static func text(_ slice: JSONSlice, _ limit: Int) -> String {
        guard let text = slice.repairedString else { return "" }
        return text.utf8.count <= limit ? text : String(decoding: text.utf8.prefix(limit), as: UTF8.self)
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// From API calls to signals: reorders, drops repeats, and hands each call to the detectors in order of time.
struct CallFold {
    var buffer = ReorderBuffer<CallSlab>()
    var duplicateCount = 0
    private var sweeps = SweepClock()
    /// Of the few calls that exact rules want to see, of those that show habits, and of both.
    let lanes: [Lane<ObservedCall>]
    let conduct: [Lane<ConductCall>]
    let accounts: [Lane<AccountCall>]
    private var sequences: SequenceJoin
    private let intelligence: IntelligenceBundle
    private var rereader = CallRereader()
    /// Where weak signals are gathered; nil where nobody wants them.
    private var weak: WeakSignalTable?

    init(
        lanes: [Lane<ObservedCall>], conduct: [Lane<ConductCall>], accounts: [Lane<AccountCall>],
        sequences: Lane<SequenceInput>, intelligence: IntelligenceBundle, keepsSignals: Bool
    ) {
        self.lanes = lanes
        self.conduct = conduct
        self.accounts = accounts
        self.sequences = SequenceJoin(sequences)
        self.intelligence = intelligence
        weak = keepsSignals ? WeakSignalTable() : nil
    }

    /// A fold that goes its own way from here on, with the same states and these lists.
    func copied(knowing intelligence: IntelligenceBundle) -> CallFold {
        var copy = CallFold(
            lanes: lanes.map { $0.copy(intelligence) }, conduct: conduct.map { $0.copy(intelligence) },
            accounts: accounts.map { $0.copy(intelligence) }, sequences: sequences.lane.copy(intelligence),
            intelligence: intelligence, keepsSignals: false)
        copy.buffer = buffer.copied
        (copy.duplicateCount, copy.sweeps, copy.weak) = (duplicateCount, sweeps, weak)
        return copy
    }

    /// Whether nothing was taken in yet, nor learned.
    var isEmpty: Bool { buffer.count == 0 && sweeps.time == .min && stateCount == 0 }

    var weakSignals: WeakSignals { weak?.signals ?? WeakSignals() }
    var lateCount: Int { buffer.lateCount }
    var stateCount: Int {
        lanes.reduce(0) { $0 + $1.count() } + conduct.reduce(0) { $0 + $1.count() }
            + accounts.reduce(0) { $0 + $1.count() } + sequences.lane.count()
    }
    var evictedCount: Int {
        lanes.reduce(0) { $0 + $1.evicted() } + conduct.reduce(0) { $0 + $1.evicted() }
            + accounts.reduce(0) { $0 + $1.evicted() } + sequences.lane.evicted()
    }

    mutating func append(_ call: CallIntake, raw: UnsafeBufferPointer<UInt8>, texts: UnsafeBufferPointer<UInt8>) {
        buffer.update(at: call.time.seconds) { slab in
            if let record = call.record { slab.append(record, raw: raw) }
            if let record = call.conduct { slab.append(record, texts: texts) }
        }
    }

    /// Folds all minutes that ended before `seconds`.
    mutating func advance(to seconds: Int64, raising signals: inout [Signal]) {
        var weak = weak.take()
        var rereader = rereader
        defer { (self.weak, self.rereader) = (weak, rereader) }
        while var next = buffer.next(before: seconds) {
            // Profiles of months are kept by the time that all calls came to: that of one may be of a broken clock.
            let now = sweeps.tick(next.minute * EventMinute.width)
            duplicateCount += next.slab.forEachInOrder(with: &rereader, knowing: intelligence) { calls in
                for lane in conduct { lane.prepare(calls) }
            } _: { call in
                let place = signals.count
                switch call {
                case .whole(let one):
                    let time = one.record.time.seconds
                    weak?.fold(one)
                    for lane in lanes { lane.fold(one, time, &signals) }
                    for lane in accounts { lane.fold(call, time, &signals) }
                    sequences.take(one, raisedFrom: place, &signals)
                case .hashed(let one):
                    for lane in conduct { lane.fold(one, now, &signals) }
                    for lane in accounts { lane.fold(call, one.record.time.seconds, &signals) }
                    sequences.take(one, raisedFrom: place, &signals)
                }
            }
            buffer.reuse(next.slab)
            sequences.pause(at: next.minute * EventMinute.width, &signals)
            for lane in lanes { lane.expire(now, &signals) }
            for lane in conduct { lane.expire(now, &signals) }
            for lane in accounts { lane.expire(now, &signals) }
            sequences.lane.expire(now, &signals)
        }
    }

    /// Folds what is left: no more calls will come.
    mutating func drain(raising signals: inout [Signal]) { advance(to: .max, raising: &signals) }

    /// Lets every state say what it still has to say, and drops it.
    mutating func close(raising signals: inout [Signal]) {
        let place = signals.count
        for lane in lanes { lane.expire(.max / 2, &signals) }
        for lane in conduct { lane.expire(.max / 2, &signals) }
        for lane in accounts { lane.expire(.max / 2, &signals) }
        sequences.close(raisedFrom: place, &signals)
    }

    /// Writes the detectors' states.
    func writeProfile(to writer: inout StateWriter) throws {
        for lane in lanes { try lane.profile(&writer) }
        for lane in conduct { try lane.profile(&writer) }
        for lane in accounts { try lane.profile(&writer) }
        try sequences.lane.profile(&writer)
    }

    /// Goes on from the detectors' states.
    mutating func readProfile(from reader: inout StateReader) throws {
        for lane in lanes { try lane.restore(&reader) }
        for lane in conduct { try lane.restore(&reader) }
        for lane in accounts { try lane.restore(&reader) }
        try sequences.lane.restore(&reader)
    }

    /// Writes everything the fold remembers.
    func write(to writer: inout StateWriter) throws {
        try writer.encode(buffer.frontier)
        try writer.encode(buffer.lateCount)
        try writer.encode(duplicateCount)
        try writer.encode(sweeps)
        let held = buffer.contents.flatMap { minute in
            minute.slab.sortedEntries.map { (record: $0.record, raw: minute.slab.raw(of: $0)) }
        }
        try writer.encode(held.map(\.record))
        for entry in held { try writer.encode(entry.raw) }
        let seen = buffer.contents.flatMap { $0.slab.conduct.sorted }
        try writer.encode(seen.map(\.record))
        for entry in seen { try writer.encode(entry.texts) }
        for lane in lanes { try lane.snapshot(&writer) }
        for lane in conduct { try lane.snapshot(&writer) }
        for lane in accounts { try lane.snapshot(&writer) }
        try sequences.lane.snapshot(&writer)
        try writer.encode(weak?.signals)
    }

    /// Goes on from what was written.
    mutating func read(from reader: inout StateReader) throws {
        let frontier = try reader.decode(Int64.self)
        let lateCount = try reader.decode(Int.self)
        duplicateCount = try reader.decode(Int.self)
        sweeps = try reader.decode(SweepClock.self)
        var minutes: [Int64: CallSlab] = [:]
        for record in try reader.decode([CallRecord].self) {
            let raw = try reader.decode([UInt8].self)
            raw.withUnsafeBufferPointer { raw in
                minutes[max(EventMinute.of(record.time.seconds), frontier), default: CallSlab()].append(
                    record, raw: raw)
            }
        }
        for record in try reader.decode([ConductRecord].self) {
            let texts = try reader.decode([UInt8].self)
            texts.withUnsafeBufferPointer { texts in
                minutes[max(EventMinute.of(record.time.seconds), frontier), default: CallSlab()].append(
                    record, texts: texts)
            }
        }
        buffer = ReorderBuffer(
            frontier: frontier, lateCount: lateCount, contents: minutes.map { (minute: $0.key, slab: $0.value) })
        for lane in lanes { try lane.restore(&reader) }
        for lane in conduct { try lane.restore(&reader) }
        for lane in accounts { try lane.restore(&reader) }
        try sequences.lane.restore(&reader)
        if let signals = try reader.decode(WeakSignals?.self), weak != nil { weak = WeakSignalTable(signals) }
    }
}

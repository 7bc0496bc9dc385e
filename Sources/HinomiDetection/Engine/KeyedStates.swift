// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// The states of one detector by key, with expiry and an upper bound.
///
/// A class, because the closures of its lane share it; it never leaves the engine that owns the lane.
final class KeyedStates<D: Detector> {
    private let detector: D
    private let maxKeys: Int
    private let table: StateTable<D.Key, D.State>
    // Tables up to this size stay in the processor's cache.
    private static var nearby: Int { 256 }
    private var nextSweep = Int64.min
    // The time of the latest call to `expire` in this run, and that of the latest state it went on from.
    private var swept = Int64.min
    private var learned = Int64.min
    // How far ahead of those a state can be in what other runs go on from.
    private static var trust: Int64 { 7 * 86_400 }
    private(set) var evicted = 0

    // An input of many that is for this detector.
    private struct Wanted {
        var input: Int
        var hash: UInt32
        var key: D.Key
    }

    init(_ detector: D, maxKeys: Int) {
        self.detector = detector
        self.maxKeys = maxKeys
        table = StateTable()
    }

    /// The same states, which go their own way from here on, with these lists.
    init(copying other: KeyedStates, knowing intelligence: IntelligenceBundle) {
        detector = other.detector.knowing(intelligence)
        maxKeys = other.maxKeys
        table = StateTable(copying: other.table)
        (nextSweep, swept, learned, evicted) = (other.nextSweep, other.swept, other.learned, other.evicted)
    }

    var count: Int { table.count }

    /// What finding the states by their keys takes, in bytes.
    var placeBytes: Int { table.placeBytes }

    func fold(_ inputs: UnsafeBufferPointer<D.Input>, at seconds: Int64, raising signals: inout [Signal]) {
        // By pointer and not through the buffer, whose elements are copied when they are looked at.
        guard let first = inputs.baseAddress else { return }
        fold(first, count: inputs.count, place: { $0 }, at: seconds, raising: &signals)
    }

    func fold(
        _ inputs: UnsafePointer<D.Input>, chosen: UnsafeBufferPointer<UInt32>, at seconds: Int64,
        raising signals: inout [Signal]
    ) {
        fold(inputs, count: chosen.count, place: { Int(chosen[$0]) }, at: seconds, raising: &signals)
    }

    @inline(__always)
    private func fold(
        _ inputs: UnsafePointer<D.Input>, count: Int, place: (Int) -> Int, at seconds: Int64,
        raising signals: inout [Signal]
    ) {
        guard table.count > KeyedStates.nearby else {
            for i in 0..<count { fold(inputs + place(i), at: seconds, raising: &signals) }
            return
        }
        // Memory is slow and known in advance: ask for the slots of all, and for the states once the slots are there.
        withUnsafeTemporaryAllocation(of: Wanted.self, capacity: count) { wanted in
            guard let wanted = wanted.baseAddress else { return }
            var wantedCount = 0
            for i in 0..<count {
                let input = place(i)
                guard let key = detector.key(of: inputs[input]) else { continue }
                let hash = table.hash(of: key)
                table.prefetchSlot(hash)
                (wanted + wantedCount).initialize(to: Wanted(input: input, hash: hash, key: key))
                wantedCount &+= 1
            }
            let ahead = 16
            for i in 0..<min(ahead, wantedCount) { table.prefetchCell(wanted[i].hash) }
            for i in 0..<wantedCount {
                if i &+ ahead < wantedCount { table.prefetchCell(wanted[i &+ ahead].hash) }
                fold(
                    inputs + wanted[i].input, key: wanted[i].key, hash: wanted[i].hash, at: seconds, raising: &signals)
            }
            wanted.deinitialize(count: wantedCount)
        }
    }

    @inline(__always)
    private func fold(_ input: UnsafePointer<D.Input>, at now: Int64, raising signals: inout [Signal]) {
        guard let key = detector.key(of: input.pointee) else { return }
        fold(input, key: key, hash: table.hash(of: key), at: now, raising: &signals)
    }

    @inline(__always)
    private func fold(
        _ input: UnsafePointer<D.Input>, key: D.Key, hash: UInt32, at now: Int64, raising signals: inout [Signal]
    ) {
        let seconds = detector.time(of: input.pointee, foldedAt: now)
        let place = table.find(key, hash: hash)
        if place >= 0 {
            let cell = table[place]
            // Times that were read may be damaged: they wrap, and do not trap.
            if seconds &- cell.pointee.touched <= detector.lifetime {
                detector.fold(input.pointee, key: key, into: &cell.pointee.state, raising: &signals)
                if cell.pointee.state == nil {
                    table.remove(place)
                } else if seconds > cell.pointee.touched {
                    cell.pointee.touched = seconds
                }
                return
            }
            drop(place, raising: &signals)
        }
        guard detector.begins(input.pointee) else { return }
        var state: D.State?
        detector.fold(input.pointee, key: key, into: &state, raising: &signals)
        if let state = state.take() {
            table.insert(key, hash: hash, state: state, touched: seconds)
        }
    }

    func prepare(for inputs: UnsafeBufferPointer<D.Input>) {
        var start = 0
        while start < inputs.count {
            let key = detector.key(of: inputs[start])
            var end = start + 1
            while end < inputs.count, detector.key(of: inputs[end]) == key { end += 1 }
            if let key {
                let place = table.find(key, hash: table.hash(of: key))
                let those = UnsafeBufferPointer(rebasing: inputs[start..<end])
                if place >= 0 { detector.prepare(for: those, in: &table[place].pointee.state) }
            }
            start = end
        }
    }

    func testify(on questions: Questions, at seconds: Int64, into testimony: inout Testimony) {
        for place in table.places {
            guard let state = state(at: place, remembered: seconds) else { continue }
            detector.testify(state, key: table[place].pointee.key, on: questions, into: &testimony)
        }
    }

    func expire(at seconds: Int64, raising signals: inout [Signal]) {
        swept = seconds
        guard seconds >= nextSweep || table.count > maxKeys else { return }
        // A sweep walks all states; once in a while is enough, since a late look-up expires its key by itself.
        nextSweep = seconds &+ max(60, detector.lifetime / 8)
        // The time lies beside the key and tells nearly always; of free cells it is that of who was there.
        for place in table.places where seconds &- table[place].pointee.touched > detector.lifetime {
            if table[place].pointee.state != nil { drop(place, raising: &signals) }
        }
        if table.count == 0 { table.removeAll() }
        if table.count > maxKeys { evictOldest(raising: &signals) }
    }

    // The state at a place, if it is not over at a time. When states are swept depends on their neighbours; whether they are
    // over does not.
    private func state(at place: Int, remembered seconds: Int64) -> D.State? {
        let cell = table[place]
        return seconds <= cell.pointee.touched || seconds &- cell.pointee.touched <= detector.lifetime
            ? cell.pointee.state : nil
    }

    /// What was learned by a time that matters for others.
    func habits(at seconds: Int64) -> [Habits] {
        table.places.compactMap { place in
            guard let state = state(at: place, remembered: seconds) else { return nil }
            return detector.habits(of: state, key: table[place].pointee.key, at: seconds)
        }
    }

    /// Keys of which too little is known yet.
    var learning: Int {
        table.places.count { table[$0].pointee.state.map(detector.isLearning) ?? false }
    }

    // What stays when there is room for some only.
    private struct Rank: Comparable {
        var weight: Int
        var touched: Int64

        static func < (a: Rank, b: Rank) -> Bool {
            a.weight != b.weight ? a.weight < b.weight : a.touched < b.touched
        }
    }

    // Lets the state at a place say what it has to say, and takes it out.
    private func drop(_ place: Int, raising signals: inout [Signal]) {
        let cell = table[place]
        if let state = cell.pointee.state.take() {
            detector.expire(state, key: cell.pointee.key, raising: &signals)
        }
        table.remove(place)
    }

    private func evictOldest(raising signals: inout [Signal]) {
        // The lightest first, of those the least recently touched; ties by the key's canonical bytes, so that every run
        // drops the same. The bytes are dear: they are made for those only that may have to go.
        let excess = table.count - maxKeys * 9 / 10
        var held: [(rank: Rank, place: Int)] = []
        for place in table.places {
            guard let state = table[place].pointee.state else { continue }
            held.append((Rank(weight: detector.weight(of: state), touched: table[place].pointee.touched), place))
        }
        let ranks = held.map(\.rank).sorted()
        let last = ranks[min(excess, ranks.count) - 1]
        var order: [(rank: Rank, bytes: [UInt8], place: Int)] = []
        for (rank, place) in held where rank <= last {
            order.append((rank, StateWriter.bytes(of: table[place].pointee.key), place))
        }
        order.sort { $0.rank != $1.rank ? $0.rank < $1.rank : $0.bytes.lexicographicallyPrecedes($1.bytes) }
        for entry in order.prefix(excess) {
            drop(entry.place, raising: &signals)
            evicted += 1
        }
    }

    func write(to writer: inout StateWriter, forAnotherRun: Bool) throws {
        // A state that a broken clock took a year ahead would be of a time to come for everything that follows.
        let latest = forAnotherRun && swept != .min ? max(swept &+ KeyedStates.trust, learned) : .max
        let entries = table.places.filter { table[$0].pointee.state != nil && table[$0].pointee.touched <= latest }
            .map { (bytes: StateWriter.bytes(of: table[$0].pointee.key), place: $0) }
            .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
        try writer.encode(entries.count)
        try writer.encode(nextSweep)
        try writer.encode(evicted)
        for entry in entries {
            let cell = table[entry.place].pointee
            try writer.encode(entry.bytes)
            try writer.encode(cell.touched)
            var state = cell.state
            if forAnotherRun { state?.forgetRun() }
            try writer.encode(state)
        }
    }

    func read(from reader: inout StateReader) throws {
        let count = try reader.decode(Int.self)
        nextSweep = try reader.decode(Int64.self)
        evicted = try reader.decode(Int.self)
        table.removeAll()
        for _ in 0..<max(0, count) {
            var keyReader = StateReader(try reader.decode([UInt8].self))
            let key = try keyReader.decode(D.Key.self)
            let touched = try reader.decode(Int64.self)
            learned = max(learned, touched)
            // What is there twice is no table of ours.
            let hash = table.hash(of: key)
            guard let state = try reader.decode(D.State?.self), table.find(key, hash: hash) < 0 else {
                throw SnapshotError.damaged
            }
            table.insert(key, hash: hash, state: state, touched: touched)
        }
    }
}

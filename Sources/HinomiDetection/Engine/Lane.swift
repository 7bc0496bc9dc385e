// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// One detector with its states, behind closures made where its types are known.
///
/// A generic call through an existential runs unspecialised; a closure formed at the concrete type does not.
struct Lane<Input> {
    /// Folds inputs in their order; their time is `seconds`.
    ///
    /// Many at once, since a call through a closure costs more than most detectors' look at an input that is none of theirs.
    let foldAll: (UnsafeBufferPointer<Input>, Int64, inout [Signal]) -> Void
    /// Drops states not touched since `seconds` minus their lifetime.
    let expire: (Int64, inout [Signal]) -> Void
    /// The states in canonical bytes.
    let snapshot: (inout StateWriter) throws -> Void
    /// The states without what belongs to this run only.
    let profile: (inout StateWriter) throws -> Void
    /// Replaces the states by those of a snapshot.
    let restore: (inout StateReader) throws -> Void
    /// Keys with a state.
    let count: () -> Int
    /// States dropped because there were more than allowed.
    let evicted: () -> Int

    /// A lane for `detector` that keeps at most `maxKeys` states.
    init<D: Detector>(_ detector: D, maxKeys: Int) where D.Input == Input {
        let store = KeyedStates<D>(detector, maxKeys: maxKeys)
        foldAll = { inputs, seconds, signals in store.fold(inputs, at: seconds, raising: &signals) }
        expire = { seconds, signals in store.expire(at: seconds, raising: &signals) }
        snapshot = { writer in try store.write(to: &writer, forAnotherRun: false) }
        profile = { writer in try store.write(to: &writer, forAnotherRun: true) }
        restore = { reader in try store.read(from: &reader) }
        count = { store.count }
        evicted = { store.evicted }
    }

    /// Folds one input whose time is `seconds`.
    func fold(_ input: Input, _ seconds: Int64, _ signals: inout [Signal]) {
        withUnsafePointer(to: input) { foldAll(UnsafeBufferPointer(start: $0, count: 1), seconds, &signals) }
    }
}

/// The states of one detector by key, with expiry and an upper bound.
///
/// A class, because the closures of its lane share it; it never leaves the engine that owns the lane.
final class KeyedStates<D: Detector> {
    // By reference: states can be large, and a dictionary moves its values about when it grows.
    private final class Cell {
        // Never nil between folds; optional so that a fold can change it in place or let go of it.
        var state: D.State?
        init(_ state: D.State?) { self.state = state }
    }

    private struct Slot {
        let cell: Cell
        var touched: Int64
    }

    private let detector: D
    private let maxKeys: Int
    private var slots: [D.Key: Slot] = [:]
    private var nextSweep = Int64.min
    private(set) var evicted = 0

    init(_ detector: D, maxKeys: Int) {
        self.detector = detector
        self.maxKeys = maxKeys
    }

    var count: Int { slots.count }

    func fold(_ inputs: UnsafeBufferPointer<D.Input>, at seconds: Int64, raising signals: inout [Signal]) {
        // By pointer and not through the buffer, whose elements are copied when they are looked at.
        guard let first = inputs.baseAddress else { return }
        for i in 0..<inputs.count {
            if let key = detector.key(of: first[i]) { fold(first[i], key: key, at: seconds, raising: &signals) }
        }
    }

    private func fold(_ input: D.Input, key: D.Key, at seconds: Int64, raising signals: inout [Signal]) {
        if let index = slots.index(forKey: key) {
            let slot = slots.values[index]
            if seconds - slot.touched <= detector.lifetime {
                detector.fold(input, key: key, into: &slot.cell.state, raising: &signals)
                if slot.cell.state == nil {
                    slots.remove(at: index)
                } else if seconds > slot.touched {
                    slots.values[index].touched = seconds
                }
                return
            }
            slots.remove(at: index)
            if let old = slot.cell.state.take() { detector.expire(old, key: key, raising: &signals) }
        }
        var state: D.State?
        detector.fold(input, key: key, into: &state, raising: &signals)
        if state != nil { slots[key] = Slot(cell: Cell(state.take()), touched: seconds) }
    }

    func expire(at seconds: Int64, raising signals: inout [Signal]) {
        guard seconds >= nextSweep || slots.count > maxKeys else { return }
        // A sweep walks all states; once in a while is enough, since a late look-up expires its key by itself.
        nextSweep = seconds &+ max(60, detector.lifetime / 8)
        var gone: [D.Key] = []
        // By index: walking over the entries themselves would count references for each.
        for index in slots.indices where seconds - slots.values[index].touched > detector.lifetime {
            if let state = slots.values[index].cell.state.take() {
                detector.expire(state, key: slots.keys[index], raising: &signals)
            }
            gone.append(slots.keys[index])
        }
        if gone.count == slots.count { slots.removeAll(keepingCapacity: true) }
        for key in gone { slots[key] = nil }
        if slots.count > maxKeys { evictOldest(raising: &signals) }
    }

    private func evictOldest(raising signals: inout [Signal]) {
        // Least recently touched first; ties by the key's canonical bytes, so that every run drops the same. The bytes are
        // dear: they are made for those only that may have to go.
        let excess = slots.count - maxKeys * 9 / 10
        var times = slots.values.map(\.touched)
        times.sort()
        let latest = times[min(excess, times.count) - 1]
        var order: [(touched: Int64, bytes: [UInt8], key: D.Key)] = []
        for index in slots.indices where slots.values[index].touched <= latest {
            let key = slots.keys[index]
            order.append((slots.values[index].touched, StateWriter.bytes(of: key), key))
        }
        order.sort { $0.touched != $1.touched ? $0.touched < $1.touched : $0.bytes.lexicographicallyPrecedes($1.bytes) }
        for entry in order.prefix(excess) {
            guard let state = slots.removeValue(forKey: entry.key)?.cell.state.take() else { continue }
            detector.expire(state, key: entry.key, raising: &signals)
            evicted += 1
        }
    }

    func write(to writer: inout StateWriter, forAnotherRun: Bool) throws {
        let entries = slots.map { (bytes: StateWriter.bytes(of: $0.key), slot: $0.value) }
            .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
        try writer.encode(entries.count)
        try writer.encode(nextSweep)
        try writer.encode(evicted)
        for entry in entries {
            try writer.encode(entry.bytes)
            try writer.encode(entry.slot.touched)
            try writer.encode(entry.slot.cell.state)
        }
    }

    func read(from reader: inout StateReader) throws {
        let count = try reader.decode(Int.self)
        nextSweep = try reader.decode(Int64.self)
        evicted = try reader.decode(Int.self)
        slots = [:]
        for _ in 0..<max(0, count) {
            var keyReader = StateReader(try reader.decode([UInt8].self))
            let key = try keyReader.decode(D.Key.self)
            let touched = try reader.decode(Int64.self)
            slots[key] = Slot(cell: Cell(try reader.decode(D.State?.self)), touched: touched)
        }
    }
}

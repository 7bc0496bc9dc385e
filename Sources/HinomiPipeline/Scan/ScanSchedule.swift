// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiSources

/// Who reads what next: always the input that is furthest behind in event time.
///
/// Reading in order of time is what keeps the memory small: engines hold records back only until nothing earlier can
/// come. Safe to use from many threads; whoever gets an input is its only user until it is given back.
final class ScanSchedule: @unchecked Sendable {
    // @unchecked: everything below is touched under the condition's lock only.
    private let condition = NSCondition()
    // By kind, the latest first, so that the earliest is taken from the end.
    private var waiting: [[ScanInput]]
    private var open: [ScanInput] = []
    // What is known of inputs that are being read; they themselves belong to their readers meanwhile.
    private var leased: [UInt32: (kind: LogKind, position: Int64)] = [:]
    private var buffers: [ChunkBuffer] = []
    private var inboxes: [[Parcel]]
    // Up to where kinds of logs may be folded of which no input is left, and any of them at all.
    private let ceiling: Frontier
    let trusted: Int64
    private let shouldPause: (@Sendable () -> Bool)?
    private var isPausing = false
    // Whether something was handed out since the last pause: pauses, however frequent, hold nobody up for ever.
    private var hasMoved = false
    private var finished: [ScanInput] = []
    private(set) var bytesDone: UInt64 = 0
    private(set) var recordsDone = 0

    /// Inputs open at a time; each holds a decompressor and a buffer.
    static let maxOpen = 512
    static let chunkSize = 256 << 10
    /// Parcels that may wait for a thread.
    static let fullInbox = 128

    /// What a thread is to do.
    enum Task {
        /// Read on in this input.
        case read(ScanInput, Frontier)
        /// Fold what others sent, then ask again.
        case fold(Frontier)
        /// All inputs are read, or a pause was asked for, and everything that was read is folded or held back.
        case stop
    }

    /// Up to what time everything was delivered, a kind of log, in seconds.
    struct Frontier {
        var flow = Int64.max
        var query = Int64.max
        var call = Int64.max

        /// Nothing was delivered.
        static let beginning = Frontier(flow: .min, query: .min, call: .min)
    }

    /// A schedule for inputs. Of logs of a kind that has no input left, everything is folded up to `ceiling`, by default all of
    /// it; nothing is ever folded up to times later than `trusted`. `shouldPause` is asked before each piece that is read.
    init(
        _ inputs: [ScanInput], threads: Int, ceiling: Frontier = Frontier(), trusted: Int64 = .max,
        shouldPause: (@Sendable () -> Bool)? = nil
    ) {
        self.ceiling = ceiling
        self.trusted = trusted
        self.shouldPause = shouldPause
        waiting = LogKind.allCases.map { kind in
            inputs.filter { $0.kind == kind }.sorted { ($0.firstSeconds, $0.index) > ($1.firstSeconds, $1.index) }
        }
        inboxes = Array(repeating: [], count: threads)
    }

    /// The next thing to do for a thread; waits while there is nothing.
    func next(for thread: Int) -> Task {
        condition.lock()
        defer { condition.unlock() }
        while true {
            // Who reads faster than others fold waits for them.
            let isFull = inboxes.contains { $0.count > ScanSchedule.fullInbox }
            if isFull, !inboxes[thread].isEmpty { return .fold(frontier) }
            if !isFull, !pauses, let input = pick() {
                hasMoved = true
                leased[input.index] = (input.kind, input.position)
                if input.whole == nil, input.buffer == nil {
                    input.take(buffers.popLast() ?? ChunkBuffer(capacity: ScanSchedule.chunkSize))
                }
                return .read(input, frontier)
            }
            if !inboxes[thread].isEmpty { return .fold(frontier) }
            if !isFull, leased.isEmpty { return .stop }
            condition.wait()
        }
    }

    // Once one thread pauses, all do.
    private var pauses: Bool {
        if !isPausing, hasMoved, let shouldPause, shouldPause() { isPausing = true }
        return isPausing
    }

    /// Lets threads go on after a pause.
    func resume() {
        condition.lock()
        defer { condition.unlock() }
        isPausing = false
        hasMoved = false
    }

    /// The inputs that were read to their end since it was asked last.
    func takeFinished() -> [ScanInput] {
        condition.lock()
        defer { condition.unlock() }
        defer { finished = [] }
        return finished
    }

    /// The inputs that are not read to their end; none is being read.
    var unfinished: [ScanInput] {
        condition.lock()
        defer { condition.unlock() }
        return open + waiting.flatMap(\.self)
    }

    private func pick() -> ScanInput? {
        let behind = open.indices.min { (open[$0].position, open[$0].index) < (open[$1].position, open[$1].index) }
        let next = waiting.indices.filter { !waiting[$0].isEmpty }.min {
            let a = waiting[$0][waiting[$0].count - 1]
            let b = waiting[$1][waiting[$1].count - 1]
            return (a.firstSeconds, a.index) < (b.firstSeconds, b.index)
        }
        if let next, let earliest = waiting[next].last, open.count + leased.count < ScanSchedule.maxOpen,
            behind.map({ earliest.firstSeconds <= open[$0].position }) ?? true
        {
            return waiting[next].popLast()
        }
        return behind.map { open.remove(at: $0) }
    }

    /// Gives back an input, all of whose records were delivered; `isDone` when it has no more.
    func giveBack(_ input: ScanInput, isDone: Bool, records: Int, bytes: UInt64) {
        let buffer = isDone ? input.release() : nil
        condition.lock()
        leased[input.index] = nil
        recordsDone += records
        bytesDone += bytes
        if !isDone {
            open.append(input)
        } else {
            finished.append(input)
        }
        if let buffer, buffers.count < 8, buffer.capacity == ScanSchedule.chunkSize {
            buffer.reset()
            buffers.append(buffer)
        }
        condition.broadcast()
        condition.unlock()
    }

    private var frontier: Frontier {
        var frontier = Frontier()
        for list in waiting { if let first = list.last { frontier.lower(first.kind, to: first.firstSeconds) } }
        for input in open { frontier.lower(input.kind, to: input.position) }
        for input in leased.values { frontier.lower(input.kind, to: input.position) }
        return Frontier(
            flow: frontier.flow == .max ? ceiling.flow : min(frontier.flow, trusted),
            query: frontier.query == .max ? ceiling.query : min(frontier.query, trusted),
            call: frontier.call == .max ? ceiling.call : min(frontier.call, trusted))
    }

    /// Puts records into the inbox of the thread that folds them.
    func deliver(_ parcel: Parcel, to thread: Int) {
        condition.lock()
        inboxes[thread].append(parcel)
        condition.broadcast()
        condition.unlock()
    }

    /// Takes out what was delivered to a thread.
    func takeParcels(of thread: Int) -> [Parcel] {
        condition.lock()
        defer { condition.unlock() }
        defer {
            inboxes[thread] = []
            condition.broadcast()
        }
        return inboxes[thread]
    }

    /// Bytes on disk and records done, for the progress.
    var progress: (bytes: UInt64, records: Int) {
        condition.lock()
        defer { condition.unlock() }
        return (bytesDone, recordsDone)
    }
}

extension ScanSchedule.Frontier {
    mutating func lower(_ kind: LogKind, to seconds: Int64) {
        switch kind {
        case .flow: flow = min(flow, seconds)
        case .query: query = min(query, seconds)
        case .call: call = min(call, seconds)
        }
    }
}

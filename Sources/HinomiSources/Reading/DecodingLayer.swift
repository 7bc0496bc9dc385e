// SPDX-License-Identifier: Apache-2.0

/// One layer of decompression. Subclasses decode; this class sees to limits and to the promise that a fault is
/// thrown only after everything in front of it was handed out.
class DecodingLayer: ByteOrigin {
    private var expansion: Expansion
    /// The fault to throw at the next read.
    final var pending: Fault?

    init(expansion: Expansion) { self.expansion = expansion }

    /// Up to `capacity` bytes, 0 at the end. A fault behind produced bytes goes to `pending`.
    func decode(into buffer: UnsafeMutableRawPointer, capacity: Int) throws(Fault) -> Int { 0 }

    final func read(into buffer: UnsafeMutableRawPointer, capacity: Int) throws(Fault) -> Int {
        if let pending { throw pending }
        do {
            let count = try decode(into: buffer, capacity: capacity)
            if pending == nil { pending = expansion.admit(count) }
            return count
        } catch {
            pending = error
            throw error
        }
    }
}

/// The loop around a deflate decoder that gzip and zip share.
struct DeflateBody {
    let decoder: any DeflateDecoder
    /// Content bytes of the present stream.
    private(set) var produced: UInt64 = 0
    /// Compressed bytes of the present stream.
    private(set) var consumed: UInt64 = 0
    private var mayHoldOutput = false

    init(decoder: any DeflateDecoder) { self.decoder = decoder }

    mutating func restart() {
        decoder.reset()
        produced = 0
        consumed = 0
        mayHoldOutput = false
    }

    enum Progress {
        case bytes(Int)
        case finished(Int)
        case broken(Int, String)
        case outOfInput
    }

    /// Inflates until there is something to say. Reads no more than `limit` compressed bytes in all.
    mutating func advance(
        _ window: ByteWindow, limit: UInt64 = .max, into buffer: UnsafeMutableRawPointer, capacity: Int
    ) throws(Fault) -> Progress {
        while true {
            let allowed = limit - min(consumed, limit)
            // A decoder whose last output was full may still hold some back and needs no input to give it.
            if !mayHoldOutput {
                guard allowed > 0, try window.refill() else { return .outOfInput }
            }
            let offered = Int(clamping: min(UInt64(window.available), allowed))
            let step = decoder.step(from: window.bytes, count: offered, into: buffer, capacity: capacity)
            window.advance(step.consumed)
            consumed += UInt64(step.consumed)
            produced += UInt64(step.produced)
            switch step.outcome {
            case .finished(let unread, let count):
                window.unread(unread, count: count)
                consumed -= min(consumed, UInt64(count))
                return .finished(step.produced)
            case .broken(let words):
                return .broken(step.produced, words)
            case .goesOn:
                let wasHolding = mayHoldOutput
                mayHoldOutput = step.produced == capacity
                if step.produced > 0 { return .bytes(step.produced) }
                if step.consumed == 0, offered > 0, !wasHolding { return .broken(0, "no progress") }
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// A way in which a parser gets a content: whole or in pieces, with this or that in the spare bytes behind its end.
struct Delivery {
    let spare: UInt8
    let isInPieces: Bool

    /// What is made of a content must be the same for all of these.
    static let all = [
        Delivery(spare: 0x22, isInPieces: false), Delivery(spare: 0x7D, isInPieces: false),
        Delivery(spare: 0x0A, isInPieces: true),
    ]

    /// Says which of the ways make something else of a content than the first does; nil where all agree.
    static func disagreement<Outcome: Equatable>(
        on content: UnsafeBufferPointer<UInt8>, _ outcome: (Delivery) -> Outcome
    ) -> String? {
        let first = outcome(all[0])
        for delivery in all.dropFirst() {
            let other = outcome(delivery)
            if other != first { return "\(delivery) makes \(other) of it, \(all[0]) makes \(first)" }
        }
        return nil
    }

    /// Hands a content to `step` as a reader would, with what was not used up in front of the next piece.
    func deliver(_ content: UnsafeBufferPointer<UInt8>, to step: (UnsafeBufferPointer<UInt8>, UInt64, Bool) -> Int) {
        var sizes = StableHash.of(content) | 1
        var used = 0
        var taken = 0
        while true {
            // Sizes that follow from the content, so that a fault can be had again.
            sizes = sizes &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let most = max(2, content.count / 6)
            let piece = isInPieces ? 1 + Int(sizes >> 33) % most : content.count
            taken = min(content.count, taken + piece)
            let pending = UnsafeBufferPointer(rebasing: content[used..<taken])
            let count = withSpare(pending) { step($0, UInt64(used), taken == content.count) }
            precondition((0...pending.count).contains(count), "used \(count) of \(pending.count) bytes")
            used += count
            if taken == content.count { return }
        }
    }

    // A copy of its own, so that reading past the spare bytes is noticed where addresses are checked.
    private func withSpare<Result>(
        _ bytes: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count + 64)
        defer { room.deallocate() }
        _ = room.initialize(from: bytes)
        room[bytes.count...].initialize(repeating: spare)
        return body(UnsafeBufferPointer(rebasing: room[..<bytes.count]))
    }
}

/// What a parser made of a content, in little: equal ones are the same records at the same places, refused alike.
struct Made: Equatable, CustomStringConvertible {
    private(set) var records: [UInt64] = []
    private(set) var refusals: [ParseRefusal] = []

    mutating func add(_ record: StableHash) { records.append(record.value) }
    mutating func add(_ refusal: ParseRefusal) { refusals.append(refusal) }

    var description: String {
        "records \(records), refusals \(refusals.map { "\($0.offset): \($0.reason.rawValue)" })"
    }
}

extension StableHash {
    mutating func combine(_ slice: JSONSlice) {
        combine(UInt64(slice.kind.rawValue))
        combine(slice.stableHash)
    }

    mutating func combine(_ address: IPAddress) {
        combine(address.high)
        combine(address.low)
    }
}

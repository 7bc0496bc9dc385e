// SPDX-License-Identifier: Apache-2.0

/// What was told of interfaces already, by the hash of the texts, and the earliest minute that it was told for.
///
/// Asked for every record. Logs are not sorted: what is told with the first line is told again with an earlier minute, so
/// that the time from which it holds depends on the records alone.
struct DescriptionTable: Sendable {
    private struct Slot {
        var hash: UInt64
        var minute: Int64
    }

    // A flood of invented interfaces must not fill the memory: forgetting only means telling again.
    private static let most = 100_000
    // Open addressing, half full at most; 0 is no hash.
    private var slots: [Slot] = []
    // Hashes of texts come from outside, and could be made to lie side by side: where each belongs nobody can know.
    private let seed = UInt64.random(in: .min ... .max)
    /// The number of descriptions.
    private(set) var count = 0

    /// Whether a description has to be told, or told again with an earlier time; takes notice that it is.
    @inline(__always)
    mutating func isNews(_ description: UInt64, _ minute: Int64) -> Bool {
        let description = description == 0 ? 1 : description
        if !slots.isEmpty {
            let known = slots[place(of: description)]
            if known.hash == description, known.minute <= minute { return false }
        }
        tell(description, minute)
        return true
    }

    @inline(never)
    private mutating func tell(_ description: UInt64, _ minute: Int64) {
        if count >= DescriptionTable.most {
            count = 0
            slots = []
        }
        if (count + 1) * 2 > slots.count { grow() }
        let at = place(of: description)
        if slots[at].hash != description { count += 1 }
        slots[at] = Slot(hash: description, minute: minute)
    }

    // Where a description is, or belongs.
    @inline(__always)
    private func place(of description: UInt64) -> Int {
        let mask = slots.count - 1
        let product = (description ^ seed).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        var at = Int(truncatingIfNeeded: product.high ^ product.low) & mask
        while slots[at].hash != description, slots[at].hash != 0 { at = (at + 1) & mask }
        return at
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(hash: 0, minute: 0), count: max(16, old.count * 4))
        for slot in old where slot.hash != 0 { slots[place(of: slot.hash)] = slot }
    }
}

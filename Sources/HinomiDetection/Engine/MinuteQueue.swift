// SPDX-License-Identifier: Apache-2.0

/// Minutes, each once, of which the earliest is taken first: a binary heap, since logs in no order have half a million
/// minutes a year, and looking through all of them for each would never end.
struct MinuteQueue {
    private var heap: [Int64] = []
    private var queued: Set<Int64> = []

    /// The earliest minute; nil when there is none.
    var first: Int64? { heap.first }

    /// Puts in a minute, unless it is there.
    mutating func insert(_ minute: Int64) {
        guard queued.insert(minute).inserted else { return }
        heap.append(minute)
        var at = heap.count - 1
        while at > 0, heap[at] < heap[(at - 1) / 2] {
            heap.swapAt(at, (at - 1) / 2)
            at = (at - 1) / 2
        }
    }

    /// Takes out the earliest minute.
    mutating func removeFirst() {
        guard let first = heap.first, let last = heap.popLast() else { return }
        queued.remove(first)
        guard !heap.isEmpty else { return }
        heap[0] = last
        var at = 0
        while true {
            var least = at
            for child in [2 * at + 1, 2 * at + 2] where child < heap.count && heap[child] < heap[least] {
                least = child
            }
            guard least != at else { return }
            heap.swapAt(at, least)
            at = least
        }
    }
}

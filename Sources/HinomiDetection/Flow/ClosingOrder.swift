// SPDX-License-Identifier: Apache-2.0

/// The contacts that are over in a minute, in the order in which they are handed on: those of an interface one behind the
/// other as they began, ties settled by the records themselves.
///
/// Sorted byte by byte: comparing two of them is as good as random to the processor, and there are millions.
struct ClosingOrder {
    // Each has in its upper half what tells nearly all apart, 16 bits of the interface's key and how long ago the contact
    // began, latest last; and its place in the lower half.
    private var entries: [UInt64] = []
    private var others: [UInt64] = []
    // Fewer are sorted by comparing.
    private static let few = 48

    /// The number of contacts.
    var count: Int { entries.count }

    /// The place of the contact that is handed on as number `index`.
    @inline(__always)
    subscript(index: Int) -> Int { Int(truncatingIfNeeded: entries[index] & 0xFFFF_FFFF) }

    /// Puts in a contact of a place that is over in the minute that begins at `due`.
    @inline(__always)
    mutating func add(_ contact: UnsafePointer<FlowContact>, place: UInt32, due: Int64) {
        let age = UInt64(min(max(0, due &- contact.pointee.first), 0xFFFF))
        let key = (contact.pointee.interface &>> 48) &<< 16 | (0xFFFF &- age)
        entries.append(key &<< 32 | UInt64(place))
    }

    mutating func removeAll() { entries.removeAll(keepingCapacity: true) }

    /// Brings all that were put in into their order.
    mutating func sort(_ contacts: UnsafeMutablePointer<FlowContact>) {
        if entries.count < ClosingOrder.few {
            entries.sort()
        } else {
            if others.count < entries.count { others = Array(repeating: 0, count: entries.count * 2) }
            sortByBytes()
        }
        settleTies(contacts)
    }

    // By the four bytes of the upper halves, the lowest first.
    private mutating func sortByBytes() {
        let count = entries.count
        entries.withUnsafeMutableBufferPointer { entries in
            others.withUnsafeMutableBufferPointer { others in
                guard var from = entries.baseAddress, var to = others.baseAddress else { return }
                for shift in stride(from: UInt64(32), to: 64, by: 8) {
                    guard ClosingOrder.spread(from, to, count, shift) else { continue }
                    swap(&from, &to)
                }
                if from != entries.baseAddress { to.update(from: from, count: count) }
            }
        }
    }

    // Puts all in the order of one byte, keeping the order of those alike. Returns false where all are alike.
    private static func spread(
        _ from: UnsafeMutablePointer<UInt64>, _ to: UnsafeMutablePointer<UInt64>, _ count: Int, _ shift: UInt64
    ) -> Bool {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 256) { starts in
            guard let starts = starts.baseAddress else { return false }
            starts.initialize(repeating: 0, count: 256)
            for i in 0..<count { starts[Int(truncatingIfNeeded: from[i] &>> shift & 0xFF)] &+= 1 }
            if Int(starts[Int(truncatingIfNeeded: from[0] &>> shift & 0xFF)]) == count { return false }
            var sum: UInt32 = 0
            for i in 0..<256 {
                let here = starts[i]
                starts[i] = sum
                sum &+= here
            }
            for i in 0..<count {
                let byte = Int(truncatingIfNeeded: from[i] &>> shift & 0xFF)
                to[Int(starts[byte])] = from[i]
                starts[byte] &+= 1
            }
            return true
        }
    }

    // Sorts those whose upper halves are alike by the contacts.
    private mutating func settleTies(_ contacts: UnsafeMutablePointer<FlowContact>) {
        entries.withUnsafeMutableBufferPointer { entries in
            var start = 0
            while start < entries.count {
                var end = start &+ 1
                while end < entries.count, entries[end] &>> 32 == entries[start] &>> 32 { end &+= 1 }
                if end &- start > 1 {
                    entries[start..<end].sort {
                        FlowFold.precedes(
                            contacts + Int(truncatingIfNeeded: $0 & 0xFFFF_FFFF),
                            contacts + Int(truncatingIfNeeded: $1 & 0xFFFF_FFFF))
                    }
                }
                start = end
            }
        }
    }
}

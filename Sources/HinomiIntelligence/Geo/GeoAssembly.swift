// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// Makes a layer of the rows of a file.
struct GeoAssembly {
    private struct Entry<Key: FixedWidthInteger & UnsignedInteger> {
        var first: Key
        var last: Key
        var row: UInt32
    }

    private var entries4 = [Entry<UInt32>]()
    private var entries6 = [Entry<UInt128>]()
    /// Row 0 says nothing.
    private var rows = [GeoTable.Row(country: 0, asn: 0)]
    private var numbers = [GeoTable.Row: UInt32]()

    /// Takes in a row.
    mutating func add(_ row: GeoRow) -> Bool {
        let number: UInt32
        if let known = numbers[row.row] {
            number = known
        } else {
            number = UInt32(rows.count)
            rows.append(row.row)
            numbers[row.row] = number
        }
        if row.first.isV4 {
            entries4.append(Entry(first: row.first.v4, last: row.last.v4, row: number))
        } else {
            entries6.append(Entry(first: row.first.bits, last: row.last.bits, row: number))
        }
        return true
    }

    /// The layer of all rows.
    func layer() -> GeoTable.Layer {
        let (first4, row4) = ranges(entries4)
        let (first6, row6) = ranges(entries6)
        var index = [UInt32](repeating: 0, count: first4.isEmpty ? 0 : 65_537)
        if !first4.isEmpty {
            for first in first4 { index[Int(first >> 16) + 1] += 1 }
            for i in index.indices.dropFirst() { index[i] += index[i - 1] }
        }
        return GeoTable.Layer(first4: first4, row4: row4, first6: first6, row6: row6, index4: index, rows: rows)
    }

    private func ranges<Key>(_ entries: [Entry<Key>]) -> (first: [Key], row: [UInt32]) {
        // Wider ranges first; of two for the same range the one that comes first in the file counts.
        var order = Array(entries.indices)
        order.sort { a, b in
            let x = entries[a]
            let y = entries[b]
            if x.first != y.first { return x.first < y.first }
            return x.last != y.last ? x.last > y.last : a < b
        }
        var spans = [NestedSpans.Span<Key>]()
        var rows = [UInt32]()
        for place in order {
            let entry = entries[place]
            if let span = spans.last, span.first == entry.first, span.last == entry.last { continue }
            spans.append(.init(first: entry.first, last: entry.last))
            rows.append(entry.row)
        }
        var first = [Key]()
        var row = [UInt32]()
        var next: Key? = 0
        NestedSpans.flatten(spans, enter: { _, position in rows[position] }) { from, to, value in
            if let gap = next, gap < from {
                first.append(gap)
                row.append(0)
            }
            first.append(from)
            row.append(value)
            next = to == .max ? nil : to + 1
        }
        if let gap = next, !first.isEmpty {
            first.append(gap)
            row.append(0)
        }
        return (first, row)
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Turns spans that lie within each other into pieces that do not, each with the value of the innermost span there.
enum NestedSpans {
    struct Span<Key: FixedWidthInteger & UnsignedInteger> {
        var first: Key
        var last: Key
    }

    /// Walks spans sorted by `first`, wider ones first, no two alike; one that reaches beyond the one around it is cut.
    ///
    /// `enter` is asked once for each span for its value, given that of the span around it (0 where there is none) and
    /// its position. `emit` gets the pieces in order, neighbours of equal value joined; pieces of value 0 are left out.
    static func flatten<Key: FixedWidthInteger & UnsignedInteger>(
        _ spans: [Span<Key>], enter: (_ outer: UInt32, _ position: Int) -> UInt32,
        emit: (_ first: Key, _ last: Key, _ value: UInt32) -> Void
    ) {
        var open = [(last: Key, value: UInt32)]()
        // The next key not yet covered by a piece; nil when the last key of all is covered.
        var cursor: Key? = 0
        var pending: (first: Key, last: Key, value: UInt32)?

        func piece(_ first: Key, _ last: Key, _ value: UInt32) {
            if var joined = pending {
                if joined.value == value, joined.last < first, first - joined.last == 1 {
                    joined.last = last
                    pending = joined
                    return
                }
                if joined.value != 0 { emit(joined.first, joined.last, joined.value) }
            }
            pending = (first, last, value)
        }

        /// Closes the spans that end before `limit`; all of them where that is nil.
        func close(before limit: Key?) {
            while let top = open.last {
                if let limit, top.last >= limit { break }
                open.removeLast()
                guard let from = cursor, from <= top.last else { continue }
                piece(from, top.last, top.value)
                cursor = top.last == .max ? nil : top.last + 1
            }
        }

        for (position, span) in spans.enumerated() {
            close(before: span.first)
            var last = span.last
            if let top = open.last {
                last = min(last, top.last)
                if let from = cursor, from < span.first { piece(from, span.first - 1, top.value) }
            }
            if let from = cursor, from <= span.first { cursor = span.first }
            open.append((last, enter(open.last?.value ?? 0, position)))
        }
        close(before: nil)
        if let pending, pending.value != 0 { emit(pending.first, pending.last, pending.value) }
    }
}

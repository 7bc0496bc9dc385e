// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Marks in the files that are read, so that what lies far back in one can be fetched without reading all before it again.
///
/// They take a bounded amount of memory: where there would be too many, each second one is dropped, and from then on half as
/// many are made. Safe to share between threads.
public final class ReadingMarks: Sendable {
    fileprivate struct Kept {
        var marks: [UInt32: [ReadingMark]] = [:]
        var size = 0
        var spacing: UInt64
    }

    private let kept: Mutex<Kept>
    private let limit: Int

    /// Marks of at most `limit` bytes, one in `spacing` bytes of content at most.
    public init(limit: Int = 64 << 20, spacing: UInt64 = 2 << 20) {
        self.limit = limit
        kept = Mutex(Kept(spacing: max(1, spacing)))
    }

    /// Whether a mark is due in an input of which the bytes between two offsets were just read.
    public func isDue(from before: UInt64, to now: UInt64) -> Bool {
        let spacing = kept.withLock { $0.spacing }
        return before / spacing != now / spacing
    }

    /// Takes in a mark of an input, the first ones first.
    public func add(_ mark: ReadingMark, of input: UInt32) {
        kept.withLock { kept in
            kept.marks[input, default: []].append(mark)
            kept.size += mark.size
            while kept.size > limit, kept.size > 0 { kept.thin() }
        }
    }

    /// The marks of an input, in the order of their offsets.
    public subscript(input: UInt32) -> [ReadingMark] { kept.withLock { $0.marks[input] ?? [] } }
}

extension ReadingMarks.Kept {
    mutating func thin() {
        spacing &*= 2
        size = 0
        for (input, old) in marks {
            var stretch: UInt64 = 0
            // One of each stretch, the first.
            let left = old.filter { mark in
                defer { stretch = mark.offset / spacing }
                return mark.offset / spacing != stretch
            }
            marks[input] = left.isEmpty ? nil : left
            size += left.reduce(0) { $0 + $1.size }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

/// The lines of a list; a byte order mark and carriage returns are left out.
struct ListLines {
    let bytes: ListText
    private var at = 0
    /// The number of the line given last; the first is 1.
    private(set) var number = 0

    init(_ bytes: ListText) {
        self.bytes = bytes
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { at = 3 }
    }

    /// The next line without its end; nil after the last.
    mutating func next() -> ListText? {
        guard at < bytes.count else { return nil }
        let start = at
        var end = start
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        at = end + 1
        number += 1
        if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        return bytes.part(start..<end)
    }
}

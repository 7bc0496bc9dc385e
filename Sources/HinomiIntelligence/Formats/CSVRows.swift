// SPDX-License-Identifier: Apache-2.0

/// The rows of a comma-separated list, read leniently: cells are trimmed, quotes may surround them and span lines.
struct CSVRows {
    let bytes: ListText
    private var at = 0
    private var nextLine = 1
    /// The number of the line on which the row given last begins.
    private(set) var line = 0
    /// The cells of the row given last.
    private(set) var cells = [Range<Int>]()

    /// Cells beyond are skipped.
    static let cellLimit = 512
    /// A quote that is not closed within so many bytes is a plain character.
    static let quoteLimit = 1 << 16

    init(_ bytes: ListText) {
        self.bytes = bytes
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { at = 3 }
    }

    /// The text of a cell of this row; empty where the row has no such cell.
    subscript(cell: Int?) -> ListText {
        guard let cell, cells.indices.contains(cell) else { return ListText(rebasing: bytes[0..<0]) }
        return bytes.part(cells[cell]).trimmed
    }

    /// Goes to the next row that is not blank; false at the end.
    mutating func next() -> Bool {
        while at < bytes.count {
            readRow()
            if cells.count > 1 || !self[0].isEmpty { return true }
        }
        return false
    }

    private mutating func readRow() {
        cells.removeAll(keepingCapacity: true)
        line = nextLine
        while true {
            while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
            var cell = at..<at
            if at < bytes.count, bytes[at] == UInt8(ascii: "\""), let close = closingQuote(after: at) {
                cell = (at + 1)..<close
                for i in cell where bytes[i] == 0x0A { nextLine += 1 }
                at = close + 1
                skipToCellEnd()
            } else {
                let start = at
                skipToCellEnd()
                cell = start..<at
            }
            if cells.count < CSVRows.cellLimit { cells.append(cell) }
            guard at < bytes.count else { return }
            at += 1
            if bytes[at - 1] == 0x0A {
                nextLine += 1
                return
            }
            // A comma at the very end still opens an empty cell.
        }
    }

    private mutating func skipToCellEnd() {
        while at < bytes.count, bytes[at] != UInt8(ascii: ","), bytes[at] != 0x0A { at += 1 }
    }

    private func closingQuote(after open: Int) -> Int? {
        var i = open + 1
        let end = min(bytes.count, open + CSVRows.quoteLimit)
        while i < end {
            if bytes[i] == UInt8(ascii: "\"") {
                guard i + 1 < bytes.count, bytes[i + 1] == UInt8(ascii: "\"") else { return i }
                i += 1
            }
            i += 1
        }
        return nil
    }
}

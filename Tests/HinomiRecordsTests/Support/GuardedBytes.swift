// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Bytes with exactly 64 readable bytes behind their end and an unreadable page behind those: reading further crashes.
final class GuardedBytes {
    private let mapping: UnsafeMutableRawPointer
    private let length: Int
    let bytes: UnsafeBufferPointer<UInt8>

    /// `spare` fills the 64 bytes behind the end, so that a reader that takes them for input is found out.
    init(_ content: [UInt8], spare: UInt8 = 0x22) {
        let page = 4096
        let readable = (content.count + 64 + page - 1) / page * page
        length = readable + page
        mapping = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)!
        mprotect(mapping + readable, page, PROT_NONE)
        let start = (mapping + (readable - 64 - content.count)).assumingMemoryBound(to: UInt8.self)
        content.withUnsafeBufferPointer { if let from = $0.baseAddress { start.update(from: from, count: $0.count) } }
        for i in 0..<64 { start[content.count + i] = spare }
        bytes = UnsafeBufferPointer(start: start, count: content.count)
    }

    convenience init(_ text: String, spare: UInt8 = 0x22) { self.init(Array(text.utf8), spare: spare) }

    deinit { munmap(mapping, length) }

    var start: UnsafePointer<UInt8> { bytes.baseAddress! }
    var end: UnsafePointer<UInt8> { bytes.baseAddress! + bytes.count }
}

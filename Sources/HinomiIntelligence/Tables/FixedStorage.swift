// SPDX-License-Identifier: Apache-2.0

import CBytes

/// A block of memory that is written once while its owner is built and only read after that.
///
/// Readers index `base` without bounds checks; the tables that own one keep their indexes inside `count`.
@usableFromInline
final class FixedStorage<Element: BitwiseCopyable>: @unchecked Sendable {
    @usableFromInline let base: UnsafeMutablePointer<Element>
    @usableFromInline let count: Int

    /// `count` elements of zero bytes on a cache line of their own.
    init(zeroed count: Int) {
        let bytes = max(count, 1) * MemoryLayout<Element>.stride
        let isLarge = bytes >= 4 << 20
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: isLarge ? 2 << 20 : 64)
        // Looked at here and there: large pages spare the processor looking for each of the small ones first.
        if isLarge { hinomi_use_large_pages(memory, bytes) }
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
        base = memory.bindMemory(to: Element.self, capacity: max(count, 1))
        self.count = count
    }

    /// A copy of an array.
    convenience init(_ elements: [Element]) {
        self.init(zeroed: elements.count)
        for i in elements.indices { base[i] = elements[i] }
    }

    deinit { base.deallocate() }

    /// The memory it takes.
    var byteCount: Int { count * MemoryLayout<Element>.stride }
}

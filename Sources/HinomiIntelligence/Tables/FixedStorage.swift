// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// A block of memory that is written once while its owner is built and only read after that.
///
/// Readers index `base` without bounds checks; the tables that own one keep their indexes inside `count`.
@usableFromInline
final class FixedStorage<Element: BitwiseCopyable>: @unchecked Sendable {
    @usableFromInline let base: UnsafeMutablePointer<Element>
    @usableFromInline let count: Int

    /// `count` elements of zero bytes on a cache line of their own.
    init(zeroed count: Int) {
        base = Memory.allocate(Element.self, count: count)
        UnsafeMutableRawPointer(base).initializeMemory(
            as: UInt8.self, repeating: 0, count: max(count, 1) * MemoryLayout<Element>.stride)
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

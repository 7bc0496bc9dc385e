// SPDX-License-Identifier: Apache-2.0

import CBytes

/// What can be said to the processor and the system about memory.
public enum Memory {
    // The size of large pages.
    private static let large = 2 << 20

    /// Asks for so many bytes, 128 at most, that are needed soon.
    public static func prefetch(_ place: UnsafeRawPointer, count: Int) {
        hinomi_prefetch(place)
        if count > 64 { hinomi_prefetch(place + 64) }
    }

    /// Room for `count` values that are looked at here and there, on cache lines of their own.
    ///
    /// Large pages, where there are any, spare the processor looking for each of the small ones first.
    public static func allocate<Value>(_ type: Value.Type, count: Int) -> UnsafeMutablePointer<Value> {
        let bytes = max(count, 1) * MemoryLayout<Value>.stride
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: bytes, alignment: bytes >= large ? large : max(64, MemoryLayout<Value>.alignment))
        if bytes >= large { hinomi_use_large_pages(memory, bytes) }
        return memory.bindMemory(to: Value.self, capacity: count)
    }
}

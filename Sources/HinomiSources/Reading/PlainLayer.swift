// SPDX-License-Identifier: Apache-2.0

/// Hands bytes on as they are.
final class PlainLayer: ByteOrigin {
    private let window: ByteWindow

    init(_ window: ByteWindow) { self.window = window }

    func read(into buffer: UnsafeMutableRawPointer, capacity: Int) throws(Fault) -> Int {
        try window.take(into: buffer, count: capacity)
    }
}

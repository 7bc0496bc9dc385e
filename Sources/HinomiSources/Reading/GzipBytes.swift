// SPDX-License-Identifier: Apache-2.0

/// Gzip data that is in memory.
public enum GzipBytes {
    /// Whether bytes begin as gzip data does.
    public static func isGzip(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

    /// The content, at most `limit` bytes of it; throws an error in words when there is more, or the data is damaged.
    public static func inflate(_ bytes: [UInt8], limit: Int) throws(GzipError) -> [UInt8] {
        let step = 64 << 10
        var content: [UInt8] = []
        do throws(Fault) {
            let window = ByteWindow(capacity: step)
            window.attach(MemoryOrigin(bytes))
            var limits = ReadLimits()
            limits.maximumSize = UInt64(limit)
            let layer = GzipLayer(
                window, decoder: try InflateLibrary.fastest.makeDecoder(),
                expansion: Expansion(limits: limits, window: window, from: 0))
            while true {
                var count = 0
                var fault: Fault?
                let piece = [UInt8](unsafeUninitializedCapacity: step) { buffer, filled in
                    guard let base = buffer.baseAddress else { return }
                    do throws(Fault) { filled = try layer.read(into: base, capacity: step) } catch { fault = error }
                    count = filled
                }
                if let fault { throw fault }
                if count == 0 { return content }
                guard content.count + count <= limit else {
                    throw Fault(.expansion, "the content is larger than \(limit) bytes")
                }
                content += piece
            }
        } catch {
            throw GzipError(words: error.reason)
        }
    }
}

/// Why gzip data in memory cannot be used.
public struct GzipError: Error, Hashable, Sendable, CustomStringConvertible {
    let words: String
    public var description: String { words }
}

/// Bytes in memory, read like a file.
private final class MemoryOrigin: ByteOrigin {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func read(into buffer: UnsafeMutableRawPointer, capacity: Int) throws(Fault) -> Int {
        let count = min(capacity, bytes.count - at)
        bytes.withUnsafeBytes { source in
            guard let base = source.baseAddress, count > 0 else { return }
            buffer.copyMemory(from: base + at, byteCount: count)
        }
        at += count
        return count
    }
}

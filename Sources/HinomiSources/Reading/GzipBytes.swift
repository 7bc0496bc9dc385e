// SPDX-License-Identifier: Apache-2.0

import CZlib

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

    /// A gzip file of these bytes, without a time, so that the same bytes make the same file. Nil where memory is short.
    public static func pack(_ bytes: [UInt8]) -> [UInt8]? {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        // 16 above the window's bits asks for gzip's framing. A fast level: logs are large, and written once.
        let started = deflateInit2_(
            stream, 3, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard started == Z_OK else { return nil }
        defer { deflateEnd(stream) }
        guard let length = UInt32(exactly: bytes.count) else { return nil }
        var input = bytes
        var output = [UInt8](repeating: 0, count: Int(deflateBound(stream, UInt(length))))
        let status = input.withUnsafeMutableBufferPointer { from in
            output.withUnsafeMutableBufferPointer { to in
                stream.pointee.next_in = from.baseAddress
                stream.pointee.avail_in = length
                stream.pointee.next_out = to.baseAddress
                stream.pointee.avail_out = UInt32(to.count)
                return deflate(stream, Z_FINISH)
            }
        }
        guard status == Z_STREAM_END else { return nil }
        output.removeLast(Int(stream.pointee.avail_out))
        return output
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

// SPDX-License-Identifier: Apache-2.0
import CZlib

/// Inflates with zlib, where ISA-L is absent.
final class ZlibDecoder: DeflateDecoder {
    // zlib keeps a pointer back to its stream, which therefore must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private(set) var crc: UInt32 = 0

    init() throws(Fault) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // Negative window bits: raw deflate, with the framing read by our layers.
        let status = inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else {
            stream.deallocate()
            throw Fault(.system(12), "there is no memory to inflate in")
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    func reset() {
        inflateReset(stream)
        crc = 0
    }

    func step(
        from input: UnsafeRawPointer, count: Int, into output: UnsafeMutableRawPointer, capacity: Int
    ) -> DeflateStep {
        let inputPart = min(count, 1 << 30)
        let outputPart = min(capacity, 1 << 30)
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(inputPart)
        stream.pointee.next_out = output.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(outputPart)
        let status = inflate(stream, Z_NO_FLUSH)
        let produced = outputPart - Int(stream.pointee.avail_out)
        crc = zlibCRC32(crc, output, produced)
        let outcome: DeflateStep.Outcome =
            switch status {
            case Z_OK, Z_BUF_ERROR: .goesOn
            case Z_STREAM_END: .finished(unread: 0, count: 0)
            default: .broken(stream.pointee.msg.map { String(cString: $0) } ?? "invalid stream")
            }
        return DeflateStep(consumed: inputPart - Int(stream.pointee.avail_in), produced: produced, outcome: outcome)
    }
}

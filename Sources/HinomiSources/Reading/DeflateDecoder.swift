// SPDX-License-Identifier: Apache-2.0
import CZlib

#if HINOMI_ISAL
    import CISAL
#endif

/// The library that inflates.
public enum InflateLibrary: String, Sendable, CaseIterable {
    #if HINOMI_ISAL
        /// Intel's ISA-L, about twice as fast.
        case isal
    #endif
    /// zlib, which is everywhere.
    case zlib

    /// The fastest one this build has.
    public static var fastest: InflateLibrary {
        #if HINOMI_ISAL
            .isal
        #else
            .zlib
        #endif
    }

    func makeDecoder() throws(Fault) -> any DeflateDecoder {
        switch self {
        #if HINOMI_ISAL
            case .isal: try ISALDecoder()
        #endif
        case .zlib: try ZlibDecoder()
        }
    }
}

/// What one step of inflating did.
struct DeflateStep {
    enum Outcome {
        /// Wants more input or more room.
        case goesOn
        /// The stream is complete; these bytes behind it were taken too much.
        case finished(unread: UInt64, count: Int)
        /// The stream is broken.
        case broken(String)
    }

    var consumed: Int
    var produced: Int
    var outcome: Outcome
}

/// Inflates one raw deflate stream at a time and keeps the CRC-32 of what comes out.
protocol DeflateDecoder: AnyObject {
    /// Ready for the next stream.
    func reset()
    /// Inflates what fits.
    func step(
        from input: UnsafeRawPointer, count: Int, into output: UnsafeMutableRawPointer, capacity: Int
    ) -> DeflateStep
    /// The CRC-32 of everything since `reset`.
    var crc: UInt32 { get }
}

/// The CRC-32 of gzip and zip, continued from `seed`.
func crc32(_ seed: UInt32, _ bytes: UnsafeRawPointer, _ count: Int) -> UInt32 {
    #if HINOMI_ISAL
        return hinomi_isal_crc32(seed, bytes, count)
    #else
        return zlibCRC32(seed, bytes, count)
    #endif
}

func zlibCRC32(_ seed: UInt32, _ bytes: UnsafeRawPointer, _ count: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: crc32_z(uLong(seed), bytes.assumingMemoryBound(to: UInt8.self), count))
}

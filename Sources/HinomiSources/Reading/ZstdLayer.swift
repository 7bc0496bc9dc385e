// SPDX-License-Identifier: Apache-2.0
import CZstd

/// A zstd context, made once and reused for every file.
final class ZstdContext {
    let pointer: OpaquePointer

    init() throws(Fault) {
        guard let made = ZSTD_createDCtx() else {
            throw Fault(.system(12), "there is no memory to decompress in")
        }
        pointer = made
    }

    deinit { ZSTD_freeDCtx(pointer) }
}

/// Reads zstd: any number of frames, skippable ones among them.
final class ZstdLayer: DecodingLayer {
    private let window: ByteWindow
    private let context: ZstdContext
    private let windowLog: Int32
    /// How many bytes zstd would like next; 0 between frames.
    private var hint = 0
    private var frames = 0
    private var lastOutputWasFull = false

    init(_ window: ByteWindow, context: ZstdContext, expansion: Expansion) {
        self.window = window
        self.context = context
        windowLog = max(10, min(expansion.limits.zstdWindowLog, 31))
        ZSTD_DCtx_reset(context.pointer, ZSTD_reset_session_and_parameters)
        ZSTD_DCtx_setParameter(context.pointer, ZSTD_d_windowLogMax, windowLog)
        super.init(expansion: expansion)
    }

    override func decode(into buffer: UnsafeMutableRawPointer, capacity: Int) throws(Fault) -> Int {
        while true {
            if hint == 0 {
                guard try startsAnotherFrame() else { return 0 }
                hint = 5
            }
            if !lastOutputWasFull {
                guard try window.refill() else { throw ZstdLayer.torn }
            }
            // One block at a time: what a call has produced is lost when it fails, so no call spans two blocks.
            var input = ZSTD_inBuffer(src: window.bytes, size: min(window.available, hint), pos: 0)
            var output = ZSTD_outBuffer(dst: buffer, size: capacity, pos: 0)
            let status = ZSTD_decompressStream(context.pointer, &output, &input)
            guard ZSTD_isError(status) == 0 else { throw fault(ZSTD_getErrorCode(status)) }
            window.advance(input.pos)
            hint = status
            if status == 0 { frames += 1 }
            lastOutputWasFull = status != 0 && output.pos == capacity
            if output.pos > 0 { return output.pos }
        }
    }

    private static let torn = Fault(.torn, "zstd data ends early; the file is cut off")

    private func startsAnotherFrame() throws(Fault) -> Bool {
        guard try window.refill() else { return false }
        guard frames > 0 else { return true }
        if try window.gather(4) >= 4 {
            let magic = UInt32(littleEndian: window.bytes.loadUnaligned(as: UInt32.self))
            if magic == 0xFD2F_B528 || magic & 0xFFFF_FFF0 == 0x184D_2A50 { return true }
        }
        throw Fault(
            .trailingData, "something that is not zstd follows the zstd data, from byte \(grouped(window.offset)) on",
            at: window.offset)
    }

    private func fault(_ code: ZSTD_ErrorCode) -> Fault {
        switch code {
        case ZSTD_error_checksum_wrong:
            Fault(.checksum, "zstd data is damaged: the content does not match its checksum")
        case ZSTD_error_frameParameter_windowTooLarge:
            Fault(
                .expansion,
                "zstd data asks for a window above \(grouped(1 << UInt64(windowLog))) bytes; compress it without --long"
            )
        case ZSTD_error_dictionary_wrong:
            Fault(.unsupported, "zstd data needs a dictionary")
        case ZSTD_error_memory_allocation:
            Fault(.system(12), "there is no memory to decompress in")
        default:
            Fault(.corrupt, "zstd data is damaged: \(String(cString: ZSTD_getErrorString(code)))")
        }
    }
}

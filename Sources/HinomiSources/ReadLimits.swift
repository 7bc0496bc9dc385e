// SPDX-License-Identifier: Apache-2.0

/// How far compressed data may expand before reading stops.
///
/// Logs compress 10:1 to 40:1; deflate cannot exceed 1,032:1, zstd can exceed 30,000:1.
public struct ReadLimits: Hashable, Sendable {
    /// Content above this size is stopped when it also expands more than `ratio` times.
    public var suspiciousSize: UInt64 = 512 << 20
    /// Bytes of content for each byte on disk that are still believed.
    public var ratio: UInt64 = 400
    /// Content of one file is stopped here in any case.
    public var maximumSize: UInt64 = 256 << 30
    /// The largest zstd window, as a power of two: it is memory that the file makes us take.
    public var zstdWindowLog: Int32 = 27

    /// The defaults.
    public init() {}
}

/// Watches one layer of decompression against the limits.
struct Expansion {
    let limits: ReadLimits
    private let window: ByteWindow
    private let start: UInt64
    private var produced: UInt64 = 0

    /// Sets what comes out against what was taken out of the file's window from offset `start` on.
    init(limits: ReadLimits, window: ByteWindow, from start: UInt64) {
        self.limits = limits
        self.window = window
        self.start = start
    }

    /// Counts `count` more bytes of content; a fault when that was too much.
    mutating func admit(_ count: Int) -> Fault? {
        produced &+= UInt64(count)
        if produced > limits.maximumSize {
            return Fault(.expansion, "the content is larger than the limit of \(grouped(limits.maximumSize)) bytes")
        }
        guard produced > limits.suspiciousSize else { return nil }
        let consumed = max(window.offset - min(start, window.offset), 1)
        guard produced / consumed >= limits.ratio else { return nil }
        let ratio = grouped(produced / consumed)
        return Fault(
            .expansion,
            "the content is \(ratio) times the size of the compressed data, far beyond any log: reading stopped")
    }
}

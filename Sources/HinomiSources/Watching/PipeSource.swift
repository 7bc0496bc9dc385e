// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
public import HinomiRecords
import Synchronization

/// Logs that another program writes to a pipe, line by line: standard input as a rule.
///
/// What was read from the pipe is in the spool within a second. While too much waits to be read nothing is taken, so that the
/// writer waits.
public final class PipeSource: LogSource {
    /// What may be varied.
    public struct Options: Sendable {
        /// Bytes in the spool beyond which the writer has to wait.
        public var room: UInt64 = 256 << 20
        /// Bytes that are put into one file, or more where one line is longer.
        public var portion = 4 << 20
        /// The longest line, in bytes.
        public var longestLine = 64 << 20
        /// Seconds that a line waits for others at most.
        public var patience = 1.0

        public init() {}
    }

    private struct State {
        var isStopped = false
        var hasEnded = false
    }

    private let source: SpoolSource
    private let descriptor: Int32
    private let options: Options
    private let state = Mutex(State())

    public var name: String { source.name }

    /// Reads an open descriptor; what was read goes through a spool.
    public init(_ name: String, descriptor: Int32, spool: Spool, options: Options = Options()) {
        source = SpoolSource(name, spool: spool, takingUpAs: { SpoolSource.Label(name: "\(name) (\($0))") })
        self.descriptor = descriptor
        self.options = options
    }

    /// Goes on from positions that an earlier run kept.
    public func restore(_ positions: [UInt8]) throws { try source.restore(positions) }

    /// Begins to read.
    public func start(waking wake: @escaping @Sendable () -> Void) {
        source.start(waking: wake)
        let thread = Thread { [self] in
            var reader = PipeReader(source: source, options: options)
            reader.run(descriptor) { state.withLock(\.isStopped) }
            state.withLock { $0.hasEnded = true }
            wake()
        }
        thread.name = name
        thread.start()
    }

    /// What was read since it was asked last.
    public func next(at now: Timestamp) -> SourceBatch {
        // Asked in this order: what is added before the end is handed out before it.
        let hasEnded = state.withLock(\.hasEnded)
        var batch = source.next(at: now)
        batch.isOver = hasEnded && batch.inputs.isEmpty
        return batch
    }

    /// Takes note of how far inputs were read.
    public func note(_ progress: [InputProgress]) { source.note(progress) }

    /// How far everything was read.
    public func positions() -> [UInt8] { source.positions() }

    /// Lets go of inputs whose end is on disk.
    public func acknowledge(_ inputs: [String]) { source.acknowledge(inputs) }

    /// Takes nothing more from the pipe; what was taken is in the spool soon.
    public func stop() { state.withLock { $0.isStopped = true } }
}

/// Reads a pipe to its end, on a thread of its own.
private struct PipeReader {
    let source: SpoolSource
    let options: PipeSource.Options
    private let run = UInt64(Date().timeIntervalSince1970 * 1000)
    private var number = 0
    private var buffer: [UInt8] = []
    private var oldest: Double?
    // The header of a flow log holds for all that follows it.
    private var header: [UInt8] = []
    private var hasBegun = false

    init(source: SpoolSource, options: PipeSource.Options) {
        self.source = source
        self.options = options
    }

    mutating func run(_ descriptor: Int32, isStopped: () -> Bool) {
        var piece = [UInt8](repeating: 0, count: 256 << 10)
        while !isStopped() {
            if source.spool.waitingBytes > options.room {
                usleep(50_000)
                continue
            }
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = poll(&waiting, 1, buffer.isEmpty ? 500 : 50)
            if ready > 0 {
                let count = read(descriptor, &piece, piece.count)
                if count < 0, errno == EINTR || errno == EAGAIN { continue }
                guard count > 0 else { break }
                if oldest == nil { oldest = PipeReader.uptime() }
                buffer += piece[..<count]
                guard begin() else { return }
            }
            let isDue = oldest.map { PipeReader.uptime() - $0 >= options.patience } ?? false
            if buffer.count >= options.portion || isDue { keepLines(isStopped) }
        }
        // The last line need not end.
        keep(buffer[...], isStopped)
    }

    private static func uptime() -> Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }

    // Looks at the beginning of everything; false where it cannot be read.
    private mutating func begin() -> Bool {
        guard !hasBegun, buffer.count >= 2 else { return true }
        if GzipBytes.isGzip(buffer) || buffer.starts(with: [0x28, 0xB5]) {
            say("it is compressed: put zcat or zstdcat in front")
            return false
        }
        guard let end = buffer.firstIndex(of: UInt8(ascii: "\n")) else { return true }
        hasBegun = true
        let line = buffer[...end]
        let kind = line.withUnsafeBufferPointer { ContentKind.recognise($0) }
        if kind == .vpcFlow(hasHeader: true) {
            header = Array(line)
            buffer.removeSubrange(...end)
        }
        return true
    }

    // Puts all whole lines into the spool.
    private mutating func keepLines(_ isStopped: () -> Bool) {
        guard let end = buffer.lastIndex(of: UInt8(ascii: "\n")) else {
            guard buffer.count > options.longestLine else { return }
            say("a line is longer than \(options.longestLine) bytes; it is passed over up to here")
            (buffer, oldest) = ([], nil)
            return
        }
        keep(buffer[...end], isStopped)
        buffer.removeSubrange(...end)
        oldest = buffer.isEmpty ? nil : PipeReader.uptime()
    }

    // What was taken from the pipe is nowhere else: it is tried until it is on disk.
    private mutating func keep(_ bytes: ArraySlice<UInt8>, _ isStopped: () -> Bool) {
        guard !bytes.isEmpty else { return }
        number += 1
        let digits = String(number)
        let name = "\(run).\(String(repeating: "0", count: max(0, 9 - digits.count)))\(digits)"
        var hasFailed = false
        while true {
            do throws(OutputError) {
                let output = try source.spool.output(for: name)
                try output.write(header)
                try output.write(Array(bytes))
                try source.spool.keep(output, as: name)
                source.add(name, SpoolSource.Label(name: "\(source.name) (\(name))"))
                return
            } catch {
                if !hasFailed || isStopped() { say("it cannot be kept: \(error)") }
                if isStopped() { return }
                hasFailed = true
                usleep(1_000_000)
            }
        }
    }

    private func say(_ what: String) {
        source.say(SourceMessage(path: source.name, what: what, isDamage: true))
    }
}

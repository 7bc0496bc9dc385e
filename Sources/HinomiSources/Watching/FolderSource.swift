// SPDX-License-Identifier: Apache-2.0
import Glibc
public import HinomiRecords
import Synchronization

/// Watches folders: hands out files that appear, what is appended to logs, and what is there already at the start.
///
/// What is compressed, or one document, is handed out when it was closed or renamed into its place, or when it has not changed for
/// a while; of logs that grow line by line every line that has ended. The kernel tells of changes; a look at everything once in a
/// while finds what it does not tell of, as on network file systems.
public final class FolderSource: LogSource {
    /// What may be varied.
    public struct Options: Sendable {
        /// Seconds between looks at everything; a look never takes more than a twentieth of the time. With 0 everything is looked
        /// at whenever somebody asks.
        public var scanInterval = 60.0
        /// Seconds after which a file that does not change is taken for whole although nobody told of its end.
        public var quiet = 2.0
        /// Whether the kernel is asked to tell of changes.
        public var usesEvents = true

        public init() {}
    }

    public let name: String
    private let state: Mutex<FolderState>

    /// Watches these folders and everything below them; files may be named as well.
    public init(_ paths: [String], name: String = "folders", options: Options = Options()) {
        self.name = name
        state = Mutex(FolderState(paths.map { FolderSource.trimmed($0) }, options: options))
    }

    private static func trimmed(_ path: String) -> LocalPath {
        var bytes = Array(path.utf8)
        while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
        return LocalPath(bytes: bytes)
    }

    /// Goes on from positions that an earlier run kept.
    public func restore(_ positions: [UInt8]) throws {
        let known = try FilePositions.decode(positions)
        state.withLock { $0.restore(known) }
    }

    /// Calls `wake` when the kernel tells of something.
    public func start(waking wake: @escaping @Sendable () -> Void) {
        state.withLock { $0.events?.start(waking: wake) }
    }

    /// The files that can be read now, and the lines that were appended to logs.
    public func next(at now: Timestamp) -> SourceBatch { state.withLock { $0.next(at: now) } }

    /// Takes note of how far files were read.
    public func note(_ progress: [InputProgress]) {
        state.withLock { state in for one in progress { state.note(one) } }
    }

    /// How far every file was read.
    public func positions() -> [UInt8] { state.withLock { FilePositions.encode($0.positions) } }

    /// Files stay where they are.
    public func acknowledge(_ inputs: [String]) {}

    /// Stops listening to the kernel.
    public func stop() { state.withLock { $0.events?.stop() } }
}

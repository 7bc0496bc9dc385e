// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Buffers and decompression states that readers borrow and give back, so that opening a small file costs no large
/// allocation. Safe to share between threads.
public final class ReaderPool: Sendable {
    /// The library that inflates.
    public let library: InflateLibrary
    let windowSize: Int
    private let idle = Mutex<[Workspace]>([])
    /// More than this many idle sets are freed rather than kept.
    private static let keptSets = 64

    /// A pool whose readers take compressed data in steps of `windowSize` bytes.
    public init(library: InflateLibrary = .fastest, windowSize: Int = 256 << 10) {
        self.library = library
        self.windowSize = max(windowSize, 1024)
    }

    func borrow() -> Workspace {
        // The array holds no references from elsewhere: a set belongs to the pool or to one reader.
        let pooled = idle.withLock { sets in sets.popLast().map(Transferred.init) }
        return pooled?.workspace ?? Workspace(windowSize: windowSize, library: library)
    }

    func giveBack(_ workspace: Workspace) {
        workspace.clear()
        let transferred = Transferred(workspace: workspace)
        idle.withLock { sets in
            if sets.count < ReaderPool.keptSets { sets.append(transferred.workspace) }
        }
    }
}

/// Carries a set over the lock; whoever holds it is its only user.
private struct Transferred: @unchecked Sendable {
    let workspace: Workspace
}

/// What one reader works with: a stage for the file, and one for compressed data inside it.
final class Workspace {
    let outer: Stage
    private(set) lazy var inner = Stage(windowSize: windowSize, library: library)
    private var hasInner = false
    private let windowSize: Int
    private let library: InflateLibrary

    init(windowSize: Int, library: InflateLibrary) {
        self.windowSize = windowSize
        self.library = library
        outer = Stage(windowSize: windowSize, library: library)
    }

    func useInner() -> Stage {
        hasInner = true
        return inner
    }

    func clear() {
        outer.window.attach(nil)
        if hasInner { inner.window.attach(nil) }
    }
}

/// A window and, once needed, the decoders that work on it.
final class Stage {
    let window: ByteWindow
    private let library: InflateLibrary
    private var deflate: (any DeflateDecoder)?
    private var zstd: ZstdContext?

    init(windowSize: Int, library: InflateLibrary) {
        window = ByteWindow(capacity: windowSize)
        self.library = library
    }

    func deflateDecoder() throws(Fault) -> any DeflateDecoder {
        if let deflate { return deflate }
        let made = try library.makeDecoder()
        deflate = made
        return made
    }

    func zstdContext() throws(Fault) -> ZstdContext {
        if let zstd { return zstd }
        let made = try ZstdContext()
        zstd = made
        return made
    }
}

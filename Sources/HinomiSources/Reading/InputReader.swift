// SPDX-License-Identifier: Apache-2.0

/// Streams the content of one file, decompressed: gzip, zip entries, zstd or plain, told by the first bytes.
/// Compressed data inside compressed data is opened one level deep.
///
/// One reader belongs to one thread. What it needs in memory it borrows from a `ReaderPool` and gives back when it is
/// closed or released.
public final class InputReader {
    /// The file as people read it, with the entry behind `!/`.
    public let displayName: String
    private let pool: ReaderPool
    private let limits: ReadLimits
    private let file: OpenFile
    /// Where the source begins in the file: an entry lies somewhere inside its archive.
    private let startOffset: UInt64
    private var workspace: Workspace?
    private var layer: any ByteOrigin
    private var mayNest: Bool
    private var failure: SourceError?
    private var hasEnded = false

    /// How many bytes of content were handed out.
    public private(set) var decompressedOffset: UInt64 = 0

    /// How many bytes of the file were read so far, up to one buffer ahead of the content; for progress.
    public var bytesRead: UInt64 { file.offset }

    /// The size of the file on disk when it was opened.
    public var fileSize: UInt64 { file.size }

    /// Opens the file at `path`.
    public convenience init(path: String, pool: ReaderPool, limits: ReadLimits = ReadLimits()) throws(SourceError) {
        try self.init(path: LocalPath(path), entry: nil, pool: pool, limits: limits)
    }

    /// Opens a discovered file or archive entry.
    public convenience init(
        file: DiscoveredFile, pool: ReaderPool, limits: ReadLimits = ReadLimits()
    ) throws(SourceError) {
        try self.init(path: file.path, entry: file.entry, part: file.part, pool: pool, limits: limits)
    }

    /// Opens the file at `path`, or one entry of the zip archive there, or a part of the plain file.
    public init(
        path: LocalPath, entry: ZipEntry?, part: FilePart? = nil, pool: ReaderPool, limits: ReadLimits = ReadLimits()
    ) throws(SourceError) {
        var name = path.display
        if let entry { name += "!/" + entry.displayName }
        let workspace = pool.borrow()
        do {
            let file = try OpenFile(path)
            let (layer, mayNest) =
                if let part {
                    (InputReader.open(part, of: file, workspace), false)
                } else {
                    try InputReader.open(file, path, entry, workspace, limits)
                }
            self.file = file
            self.layer = layer
            self.mayNest = mayNest
        } catch {
            pool.giveBack(workspace)
            throw SourceError(error.kind, path: name, reason: error.reason, compressedOffset: error.compressedOffset)
        }
        self.workspace = workspace
        self.pool = pool
        self.limits = limits
        startOffset = entry?.headerOffset ?? 0
        displayName = name
    }

    deinit { close() }

    /// Hands out up to `capacity` bytes (at least one is asked for); 0 is the end.
    ///
    /// Damage is thrown once everything in front of it was handed out, and again by every later call.
    public func read(into buffer: UnsafeMutableRawPointer, capacity: Int) throws(SourceError) -> Int {
        if let failure { throw failure }
        guard capacity > 0, !hasEnded else { return 0 }
        do {
            let count =
                mayNest ? try readFirst(into: buffer, capacity) : try layer.read(into: buffer, capacity: capacity)
            decompressedOffset += UInt64(count)
            if count == 0 {
                hasEnded = true
                close()
            }
            return count
        } catch {
            // Torn data ends where the file does, whatever the decoder had left unread.
            let stopped = error.kind == .torn ? nil : workspace?.outer.window.offset
            let offset = error.compressedOffset ?? stopped ?? file.offset
            let error = SourceError(
                error.kind, path: displayName, reason: error.reason, compressedOffset: offset,
                decompressedOffset: decompressedOffset)
            failure = error
            close()
            throw error
        }
    }

    /// Gives the buffers back; nothing can be read after that.
    public func close() {
        hasEnded = true
        layer = Nothing.shared
        if let workspace {
            self.workspace = nil
            pool.giveBack(workspace)
        }
    }

    private static func open(
        _ file: OpenFile, _ path: LocalPath, _ entry: ZipEntry?, _ workspace: Workspace, _ limits: ReadLimits
    ) throws(Fault) -> (any ByteOrigin, Bool) {
        let stage = workspace.outer
        if let entry { return (try openEntry(entry, file, stage, limits), true) }
        if file.size > UInt64(stage.window.capacity) { file.expectSequentialReading() }
        stage.window.attach(file)
        let count = try stage.window.gather(InputFormat.sampleSize)
        let format = InputFormat(stage.window.bytes, count: count)
        if format == .zip {
            let archive = ZipArchive(path, file: file, stage: stage, limits: limits)
            let entries = archive.entries.filter { !$0.isFolder }
            if let entry = entries.first, entries.count == 1 {
                return (try openEntry(entry, file, stage, limits), true)
            }
            if entries.isEmpty, let damage = archive.damage { throw Fault(damage.kind, damage.reason) }
            if entries.isEmpty { return (Nothing.shared, false) }
            throw Fault(
                .severalEntries, "is a zip archive with \(grouped(UInt64(entries.count))) entries; open them one by one"
            )
        }
        let layer = try makeLayer(
            format, stage, Expansion(limits: limits, window: stage.window, from: 0))
        return (layer, format != .plain)
    }

    private static func open(_ part: FilePart, of file: OpenFile, _ workspace: Workspace) -> any ByteOrigin {
        file.seek(to: part.start)
        file.stop(at: part.end)
        workspace.outer.window.attach(file, at: part.start)
        return PlainLayer(workspace.outer.window)
    }

    private static func openEntry(
        _ entry: ZipEntry, _ file: OpenFile, _ stage: Stage, _ limits: ReadLimits
    ) throws(Fault) -> any ByteOrigin {
        file.seek(to: entry.headerOffset)
        stage.window.attach(file, at: entry.headerOffset)
        return try ZipEntryLayer(
            stage.window, entry: entry, decoder: { () throws(Fault) in try stage.deflateDecoder() },
            expansion: Expansion(limits: limits, window: stage.window, from: entry.headerOffset))
    }

    private static func makeLayer(
        _ format: InputFormat, _ stage: Stage, _ expansion: Expansion
    ) throws(Fault) -> any ByteOrigin {
        switch format {
        case .plain: return PlainLayer(stage.window)
        case .gzip: return GzipLayer(stage.window, decoder: try stage.deflateDecoder(), expansion: expansion)
        case .zstd: return ZstdLayer(stage.window, context: try stage.zstdContext(), expansion: expansion)
        case .zip: throw Fault(.unsupported, "is a zip archive inside compressed data; unpack it first")
        case .foreign(let words): throw Fault(.unsupported, "is \(words), which is not read; unpack it first")
        }
    }

    /// The first bytes of decompressed content may be compressed themselves: a `.gz` inside a `.zip`, or one packed
    /// twice by a well-meaning tool.
    private func readFirst(into buffer: UnsafeMutableRawPointer, _ capacity: Int) throws(Fault) -> Int {
        mayNest = false
        guard let workspace else { return 0 }
        let window = workspace.outer.window
        let count = try layer.read(into: buffer, capacity: min(capacity, window.capacity))
        let format = InputFormat(buffer, count: count)
        if format == .plain { return count }
        let stage = workspace.useInner()
        stage.window.preload(buffer, count: count, then: layer)
        layer = try InputReader.makeLayer(
            format, stage, Expansion(limits: limits, window: window, from: startOffset))
        return try layer.read(into: buffer, capacity: capacity)
    }
}

/// An origin without bytes.
final class Nothing: ByteOrigin, Sendable {
    static let shared = Nothing()
    func read(into buffer: UnsafeMutableRawPointer, capacity: Int) throws(Fault) -> Int { 0 }
}

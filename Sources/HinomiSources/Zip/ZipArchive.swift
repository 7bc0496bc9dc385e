// SPDX-License-Identifier: Apache-2.0

/// The list of entries of a zip archive.
///
/// Read from the archive's directory at its end; where that is missing, as in a file that was cut off, from the
/// entries themselves.
public struct ZipArchive: Sendable {
    /// The archive.
    public let path: LocalPath
    /// The entries in the order of their names' bytes, folders among them.
    public let entries: [ZipEntry]
    /// Why the list may be incomplete; nil for a sound archive.
    public let damage: SourceError?

    /// More entries than this are damage or an attack.
    static let maximumEntries = 1_000_000

    /// Lists the archive at `path`.
    public init(_ path: LocalPath, pool: ReaderPool, limits: ReadLimits = ReadLimits()) throws(SourceError) {
        let workspace = pool.borrow()
        defer { pool.giveBack(workspace) }
        do {
            let file = try OpenFile(path)
            self.init(path, file: file, stage: workspace.outer, limits: limits)
        } catch {
            throw SourceError(error.kind, path: path.display, reason: error.reason)
        }
    }

    init(_ path: LocalPath, file: OpenFile, stage: Stage, limits: ReadLimits) {
        self.path = path
        var found: [ZipEntry]
        var fault: Fault?
        do {
            found = try ZipDirectory.read(file, window: stage.window)
        } catch {
            // No usable directory: walk from entry to entry.
            var walk = ZipWalk(file: file, stage: stage, limits: limits)
            walk.run()
            found = walk.entries
            fault = walk.fault ?? error
        }
        if let overlap = ZipArchive.firstOverlap(found) {
            found = []
            fault = overlap
        }
        entries = found.sorted { a, b in
            a.name == b.name ? a.headerOffset < b.headerOffset : a.name.lexicographicallyPrecedes(b.name)
        }
        damage = fault.map {
            SourceError(
                $0.kind, path: path.display, reason: $0.reason, compressedOffset: $0.compressedOffset ?? file.offset,
                decompressedOffset: nil)
        }
    }

    /// Entries that share data are how a small archive pretends to hold petabytes.
    private static func firstOverlap(_ entries: [ZipEntry]) -> Fault? {
        let sorted = entries.sorted { $0.headerOffset < $1.headerOffset }
        var end: UInt64 = 0
        for entry in sorted {
            guard entry.headerOffset >= end else {
                return Fault(.expansion, "entries of the archive overlap, as in a decompression bomb: it is not read")
            }
            let (next, overflow) = (entry.compressedSize ?? 0).addingReportingOverflow(
                UInt64(ZipLayout.localSize + entry.name.count))
            let (sum, secondOverflow) = entry.headerOffset.addingReportingOverflow(next)
            end = overflow || secondOverflow ? .max : sum
        }
        return nil
    }
}

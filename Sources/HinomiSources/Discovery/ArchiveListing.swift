// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Replaces zip archives among the found files by their entries.
struct ArchiveListing {
    private let limits: ReadLimits
    private let readsHidden: Bool
    private let pool = ReaderPool()

    init(limits: ReadLimits, readsHidden: Bool) {
        self.limits = limits
        self.readsHidden = readsHidden
    }

    mutating func expand(
        _ file: DiscoveredFile, into files: inout [DiscoveredFile],
        skipped: inout [(path: LocalPath, reason: SkipReason)]
    ) {
        guard isArchive(file) else {
            files.append(file)
            return
        }
        let archive: ZipArchive
        do { archive = try ZipArchive(file.path, pool: pool, limits: limits) } catch {
            skipped.append((file.path, .archive(error.reason)))
            return
        }
        var count = 0
        for entry in archive.entries where !entry.isFolder {
            count += 1
            let name = LocalPath(bytes: file.path.bytes + Array("!/".utf8) + entry.name)
            if !readsHidden, entry.name.split(separator: UInt8(ascii: "/")).contains(where: DirectoryWalk.isHidden) {
                skipped.append((name, .hidden))
                continue
            }
            files.append(
                DiscoveredFile(
                    path: file.path, size: entry.compressedSize ?? file.size, device: file.device, inode: file.inode,
                    entry: entry))
        }
        if let damage = archive.damage {
            skipped.append((file.path, .archive("the archive is damaged: \(damage.reason)")))
        } else if count == 0 {
            skipped.append((file.path, .archive("is an archive without files")))
        }
    }

    /// Names that AWS and log shippers use are not opened for this; the others are asked for their first bytes.
    private func isArchive(_ file: DiscoveredFile) -> Bool {
        guard file.size >= UInt64(ZipLayout.endSize) else { return false }
        let name = file.path.lastComponent
        for suffix in [".gz", ".log", ".json", ".ndjson", ".jsonl", ".txt", ".csv", ".zst"]
        where name.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) {
            return false
        }
        guard let opened = try? OpenFile(file.path) else { return false }
        var magic: UInt32 = 0
        let count = withUnsafeMutableBytes(of: &magic) { bytes in
            bytes.baseAddress.flatMap { try? opened.readFully(into: $0, count: 4) } ?? 0
        }
        guard count == 4 else { return false }
        magic = UInt32(littleEndian: magic)
        return magic == ZipLayout.local || magic == ZipLayout.end
    }
}

// SPDX-License-Identifier: Apache-2.0
import Glibc
import Synchronization

/// A folder of logs that came over a network, as files: each is there whole, and on disk, or not at all.
///
/// A file that was read stays for a while, since findings cite raw records: when there is more than fits, the one that was read
/// first goes. One process at a time may use a folder.
public final class Spool: Sendable {
    private struct State {
        /// Sizes of all files.
        var sizes: [String: UInt64] = [:]
        /// Bytes of all files.
        var bytes: UInt64 = 0
        /// Names of files that were read, the earliest first; those before `next` are gone.
        var read: [String] = []
        var next = 0
        var isRead: Set<String> = []
        /// Bytes of files that were read.
        var readBytes: UInt64 = 0
    }

    /// The folder.
    public let folder: LocalPath
    private let limit: UInt64
    private let state = Mutex(State())

    /// A spool in this folder, which is made where it is not there; of files that were read, `limit` bytes are kept.
    ///
    /// Files that an earlier process left are in it; what that had not written to the end is removed.
    public init(folder: String, keeping limit: UInt64) throws(OutputError) {
        self.folder = LocalPath(folder)
        self.limit = limit
        try Spool.make(self.folder)
        guard let listing = self.folder.withCPath({ opendir($0) }), let listing else {
            throw OutputError(errno, path: self.folder.display)
        }
        defer { closedir(listing) }
        var found: [String: UInt64] = [:]
        while let entry = readdir(listing) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in Array(bytes.prefix { $0 != 0 }) }
            let path = self.folder.appending(name)
            var facts = stat()
            guard path.withCPath({ lstat($0, &facts) == 0 }) == true, facts.st_mode & S_IFMT == S_IFREG else {
                continue
            }
            if name.first == UInt8(ascii: ".") {
                _ = path.withCPath { unlink($0) }
            } else if let name = String(validating: name, as: UTF8.self) {
                found[name] = UInt64(facts.st_size)
            }
        }
        let sizes = found
        state.withLock {
            $0.sizes = sizes
            $0.bytes = sizes.values.reduce(0, +)
        }
    }

    private static func make(_ folder: LocalPath) throws(OutputError) {
        let code = folder.withCPath { mkdir($0, 0o700) == 0 ? 0 : errno } ?? ENOENT
        guard code == 0 || code == EEXIST else { throw OutputError(code, path: folder.display) }
    }

    /// The names of all files, those that were written first at the beginning.
    public var names: [String] {
        let names = state.withLock { Array($0.sizes.keys) }
        return names.map { (name: $0, time: changed($0)) }
            .sorted { ($0.time, $0.name) < ($1.time, $1.name) }.map(\.name)
    }

    private func changed(_ name: String) -> Int64 {
        var facts = stat()
        guard path(of: name).withCPath({ stat($0, &facts) == 0 }) == true else { return 0 }
        return Int64(facts.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(facts.st_mtim.tv_nsec)
    }

    /// Bytes of files that are not read yet.
    public var waitingBytes: UInt64 { state.withLock { $0.bytes - $0.readBytes } }

    /// A file's path. Names are of letters, digits, `-`, `_` and `.`, and begin with no dot.
    private func path(of name: String) -> LocalPath { folder.appending(Array(name.utf8)) }

    /// The file of this name, if it is there.
    public func file(_ name: String) -> DiscoveredFile? {
        var facts = stat()
        guard state.withLock({ $0.sizes[name] != nil }),
            path(of: name).withCPath({ stat($0, &facts) == 0 }) == true
        else { return nil }
        return DiscoveredFile(
            path: path(of: name), size: UInt64(facts.st_size), device: UInt64(facts.st_dev),
            inode: UInt64(facts.st_ino))
    }

    /// Begins to write a file: it is in the spool after `keep`.
    public func output(for name: String) throws(OutputError) -> SafeOutput {
        try SafeOutput(path: String(decoding: path(of: name).bytes, as: UTF8.self))
    }

    /// Puts a file into the spool that was written whole.
    public func keep(_ output: SafeOutput, as name: String) throws(OutputError) {
        try output.finish()
        let size = output.bytesWritten
        state.withLock { state in
            state.bytes = state.bytes - (state.sizes[name] ?? 0) + size
            state.sizes[name] = size
        }
    }

    /// Hears that a file is to be read, perhaps once more: it stays until it is let go of.
    public func hold(_ name: String) {
        state.withLock { state in
            guard state.isRead.remove(name) != nil else { return }
            state.readBytes -= state.sizes[name] ?? 0
        }
    }

    /// Hears that a file was read, and that what follows from it is kept: it may go when there is no room.
    public func release(_ name: String) {
        let gone = state.withLock { state -> [String] in
            guard let size = state.sizes[name], state.isRead.insert(name).inserted else { return [] }
            state.read.append(name)
            state.readBytes += size
            var gone: [String] = []
            while state.readBytes > limit, state.next < state.read.count {
                let first = state.read[state.next]
                state.next += 1
                // It may have been taken up again.
                guard state.isRead.remove(first) != nil else { continue }
                let size = state.sizes.removeValue(forKey: first) ?? 0
                state.readBytes -= size
                state.bytes -= size
                gone.append(first)
            }
            if state.next > 1_024, state.next * 2 > state.read.count {
                state.read.removeFirst(state.next)
                state.next = 0
            }
            return gone
        }
        for name in gone { _ = path(of: name).withCPath { unlink($0) } }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Finds the files to read under the paths a person names.
public enum FileDiscovery {
    /// What may be varied.
    public struct Options: Sendable {
        /// Whether files and folders whose names begin with a dot are read.
        public var readsHidden = false
        /// Whether CloudTrail digest and Insights files are left out by name.
        public var skipsDigests = true
        /// The most files one discovery returns.
        public var maximumFiles = 20_000_000
        /// How zip archives are listed.
        public var limits = ReadLimits()

        /// The defaults.
        public init() {}
    }

    /// What was found.
    public struct Discovery: Sendable {
        /// The files in the order of their paths' bytes, then of their entries' names; each file once.
        public var files: [DiscoveredFile] = []
        /// What was found and is not read, in the order of the paths.
        public var skipped: [SkippedPath] = []
    }

    /// Walks folders, follows symbolic links, and lists archives. The result is the same for the same tree, whatever
    /// order the file system hands names out in.
    public static func discover(paths: [String], options: Options = Options()) -> Discovery {
        discover(paths: paths.map { LocalPath($0) }, options: options)
    }

    /// The same for paths that may not be UTF-8.
    public static func discover(paths: [LocalPath], options: Options = Options()) -> Discovery {
        var walk = DirectoryWalk(options: options)
        for path in paths { walk.addRoot(path) }
        walk.followLinks()
        return walk.finish()
    }
}

/// A file's identity, whatever it is called.
struct FileIdentity: Hashable {
    var device: UInt64
    var inode: UInt64

    init(device: UInt64, inode: UInt64) {
        self.device = device
        self.inode = inode
    }

    init(_ facts: stat) {
        device = UInt64(truncatingIfNeeded: facts.st_dev)
        inode = UInt64(truncatingIfNeeded: facts.st_ino)
    }
}

extension LocalPath {
    /// Calls `body` with the bytes as a C string; nil if they contain a zero.
    func withCPath<R>(_ body: (UnsafePointer<CChar>) -> R) -> R? {
        guard !bytes.contains(0) else { return nil }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { name -> R? in
            for index in 0..<bytes.count { name[index] = CChar(bitPattern: bytes[index]) }
            name[bytes.count] = 0
            return name.baseAddress.map { body($0) }
        }
    }
}

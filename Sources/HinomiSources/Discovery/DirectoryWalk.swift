// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The work of a discovery. Real files come before symbolic links to them, so that the name a file goes by does not
/// depend on the order of the walk.
struct DirectoryWalk {
    private let options: FileDiscovery.Options
    private var files: [DiscoveredFile] = []
    private var links: [LocalPath] = []
    private var skipped: [(path: LocalPath, reason: SkipReason)] = []
    private var folders: [FileIdentity: LocalPath] = [:]
    private let isSuperuser = geteuid() == 0
    private var isFull = false

    init(options: FileDiscovery.Options) { self.options = options }

    /// Takes a path that a person named: hidden or not, link or not.
    mutating func addRoot(_ named: LocalPath) {
        var bytes = named.bytes
        while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
        let path = LocalPath(bytes: bytes)
        if bytes == [UInt8(ascii: "-")] {
            skipped.append((path, .standardInput))
            return
        }
        var facts = stat()
        let status = path.withCPath { name in fstatat(AT_FDCWD, name, &facts, 0) == 0 ? 0 : errno }
        guard status == 0 else {
            skipped.append((path, reason(for: status ?? ENOENT)))
            return
        }
        admit(path, facts)
    }

    /// Resolves the links met on the way, and those met behind them.
    mutating func followLinks() {
        while !links.isEmpty {
            let round = links.sorted()
            links = []
            for link in round {
                var facts = stat()
                let status = link.withCPath { name in fstatat(AT_FDCWD, name, &facts, 0) == 0 ? 0 : errno } ?? ENOENT
                switch status {
                case 0: admit(link, facts)
                case ENOENT, ELOOP, ENOTDIR: skipped.append((link, .brokenLink))
                default: skipped.append((link, reason(for: status)))
                }
            }
        }
    }

    /// Sorts, keeps each file once, and opens archives to list them.
    mutating func finish() -> FileDiscovery.Discovery {
        var first: [FileIdentity: LocalPath] = [:]
        first.reserveCapacity(files.count)
        let linked = Set(linkedPaths)
        // A real name goes before a link's even if it sorts behind it.
        let order = files.sorted { a, b in
            let (aIsLink, bIsLink) = (linked.contains(a.path), linked.contains(b.path))
            return aIsLink == bIsLink ? DirectoryWalk.precedes(a.path, b.path) : bIsLink
        }
        var kept: [DiscoveredFile] = []
        kept.reserveCapacity(order.count)
        for file in order {
            let identity = FileIdentity(file)
            if let known = first[identity] {
                if known != file.path { skipped.append((file.path, .sameAs(known.display))) }
                continue
            }
            first[identity] = file.path
            kept.append(file)
        }
        if !linked.isEmpty { kept.sort { DirectoryWalk.precedes($0.path, $1.path) } }
        var result = FileDiscovery.Discovery()
        var archives = ArchiveListing(limits: options.limits, readsHidden: options.readsHidden)
        for file in kept { archives.expand(file, into: &result.files, skipped: &skipped) }
        if result.files.count > options.maximumFiles {
            let excess = result.files[options.maximumFiles]
            skipped.append((excess.path, .tooMany(options.maximumFiles)))
            result.files.removeSubrange(options.maximumFiles...)
        }
        result.skipped = skipped.sorted { DirectoryWalk.precedes($0.path, $1.path) }
            .map { SkippedPath(path: $0.path.display, reason: $0.reason) }
        return result
    }

    private var linkedPaths: [LocalPath] = []

    private mutating func admit(_ path: LocalPath, _ facts: stat) {
        // A link's own name is remembered so that real names win over it.
        if path.withCPath({ name in DirectoryWalk.isLink(name) }) == true { linkedPaths.append(path) }
        switch FileKind(mode: facts.st_mode) {
        case .folder: walk(path, FileIdentity(facts))
        case .file: addFile(path, facts, readable: { path.withCPath { access($0, R_OK) == 0 } ?? false })
        case let kind: skipped.append((path, .notAFile(kind.words)))
        }
    }

    private static func isLink(_ name: UnsafePointer<CChar>) -> Bool {
        var facts = stat()
        return lstat(name, &facts) == 0 && facts.st_mode & S_IFMT == S_IFLNK
    }

    private mutating func addFile(_ path: LocalPath, _ facts: stat, readable: () -> Bool) {
        if !isSuperuser, facts.st_mode & 0o444 != 0o444, !readable() {
            skipped.append((path, .permissionDenied))
            return
        }
        if options.skipsDigests, let reason = DirectoryWalk.digestReason(path.bytes) {
            skipped.append((path, reason))
            return
        }
        // One more than allowed, so that the excess is noticed and named.
        guard files.count <= options.maximumFiles else {
            isFull = true
            return
        }
        let identity = FileIdentity(facts)
        files.append(
            DiscoveredFile(
                path: path, size: UInt64(clamping: facts.st_size), device: identity.device, inode: identity.inode))
    }

    private mutating func walk(_ root: LocalPath, _ identity: FileIdentity) {
        var pending: [(LocalPath, FileIdentity)] = [(root, identity)]
        while let (folder, identity) = pending.popLast(), !isFull {
            if let known = folders[identity] {
                if known != folder { skipped.append((folder, .sameAs(known.display))) }
                continue
            }
            folders[identity] = folder
            guard let stream = folder.withCPath({ opendir($0) }) ?? nil else {
                skipped.append((folder, reason(for: errno)))
                continue
            }
            defer { closedir(stream) }
            errno = 0
            while let entry = readdir(stream) {
                visit(entry, in: folder, descriptor: dirfd(stream), pending: &pending)
                errno = 0
            }
            if errno != 0 { skipped.append((folder, reason(for: errno))) }
        }
    }

    private mutating func visit(
        _ entry: UnsafeMutablePointer<dirent>, in folder: LocalPath, descriptor: Int32,
        pending: inout [(LocalPath, FileIdentity)]
    ) {
        guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return }
        let name = (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: CChar.self)
        let length = strlen(name)
        let bytes = UnsafeRawBufferPointer(start: name, count: length)
        if length == 0 || (bytes[0] == 0x2E && (length == 1 || (length == 2 && bytes[1] == 0x2E))) { return }
        let path = folder.appending(bytes)
        if !options.readsHidden, DirectoryWalk.isHidden(bytes) {
            skipped.append((path, .hidden))
            return
        }
        var facts = stat()
        guard fstatat(descriptor, name, &facts, AT_SYMLINK_NOFOLLOW) == 0 else {
            // A file that went away meanwhile was never ours to read.
            if errno != ENOENT { skipped.append((path, reason(for: errno))) }
            return
        }
        switch FileKind(mode: facts.st_mode) {
        case .file: addFile(path, facts, readable: { faccessat(descriptor, name, R_OK, AT_EACCESS) == 0 })
        case .folder: pending.append((path, FileIdentity(facts)))
        case .link: links.append(path)
        case let kind: skipped.append((path, .notAFile(kind.words)))
        }
    }

    static func isHidden(_ name: some Collection<UInt8>) -> Bool {
        guard let first = name.first else { return false }
        if first == UInt8(ascii: ".") { return true }
        return name.elementsEqual("Thumbs.db".utf8) || name.elementsEqual("desktop.ini".utf8)
            || name.elementsEqual("__MACOSX".utf8)
    }

    private static func digestReason(_ path: [UInt8]) -> SkipReason? {
        // Nearly no path passes this test, so the parse behind it costs nothing.
        let isCandidate = path.withUnsafeBufferPointer { bytes in
            guard bytes.count > 1 else { return false }
            for index in 1..<bytes.count where bytes[index - 1] == UInt8(ascii: "-") {
                if bytes[index] == UInt8(ascii: "D") || bytes[index] == UInt8(ascii: "I") { return true }
            }
            return false
        }
        guard isCandidate else { return nil }
        switch S3Key.parse(path)?.service {
        case .cloudTrailDigest: return .digest
        case .cloudTrailInsight: return .insight
        default: return nil
        }
    }

    private static func precedes(_ a: LocalPath, _ b: LocalPath) -> Bool {
        let order = a.bytes.withUnsafeBytes { x in
            b.bytes.withUnsafeBytes { y -> Int32 in
                guard let left = x.baseAddress, let right = y.baseAddress else { return 0 }
                return memcmp(left, right, min(x.count, y.count))
            }
        }
        return order != 0 ? order < 0 : a.bytes.count < b.bytes.count
    }

    private func reason(for code: Int32) -> SkipReason {
        switch code {
        case ENOENT, ENOTDIR: .notFound
        case EACCES, EPERM: .permissionDenied
        case ELOOP: .brokenLink
        default: .system(systemMessage(code))
        }
    }
}

extension FileIdentity {
    init(_ file: DiscoveredFile) {
        device = file.device
        inode = file.inode
    }
}

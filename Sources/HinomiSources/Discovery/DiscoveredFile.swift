// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A file, or an entry of an archive, that is to be read.
public struct DiscoveredFile: Hashable, Sendable {
    /// The file on disk.
    public let path: LocalPath
    /// Its size in bytes on disk; the compressed size for an archive's entry.
    public let size: UInt64
    /// The device it lies on.
    public let device: UInt64
    /// Its number there; with the device it is the file's identity.
    public let inode: UInt64
    /// The entry, if the file is a zip archive.
    public let entry: ZipEntry?
    /// The part that is to be read, where it is not all of a file.
    public let part: FilePart?

    /// A file at this path, with the facts its folder gives.
    public init(
        path: LocalPath, size: UInt64, device: UInt64 = 0, inode: UInt64 = 0, entry: ZipEntry? = nil,
        part: FilePart? = nil
    ) {
        self.path = path
        self.size = size
        self.device = device
        self.inode = inode
        self.entry = entry
        self.part = part
    }

    /// The name for people: the path, and the entry behind `!/`.
    public var displayName: String {
        guard let entry else { return path.display }
        return path.display + "!/" + entry.displayName
    }
}

/// Something that was found and is not read.
public struct SkippedPath: Hashable, Sendable {
    /// The path as people read it.
    public let path: String
    /// Why it is not read.
    public let reason: SkipReason
}

/// Why something is not read.
public enum SkipReason: Hashable, Sendable, CustomStringConvertible {
    /// There is nothing at that path.
    case notFound
    /// It may not be read.
    case permissionDenied
    /// A name that begins with a dot, or one that desktops leave behind.
    case hidden
    /// Not a file; the word says what it is.
    case notAFile(String)
    /// The same file as this one, which is read.
    case sameAs(String)
    /// A symbolic link whose target is missing, or that leads to itself.
    case brokenLink
    /// A CloudTrail digest file: checksums of logs, no log.
    case digest
    /// A CloudTrail Insights file: Amazon's statistics about calls, no calls.
    case insight
    /// Standard input was asked for.
    case standardInput
    /// An archive that is damaged or empty; the words say how.
    case archive(String)
    /// There are more files than one scan takes.
    case tooMany(Int)
    /// The operating system's words.
    case system(String)

    /// Whether something that was asked for is missing from the results because of this.
    public var isProblem: Bool {
        switch self {
        case .hidden, .sameAs, .digest, .insight: false
        case .notFound, .permissionDenied, .notAFile, .brokenLink, .standardInput, .archive, .tooMany, .system: true
        }
    }

    /// The reason in words.
    public var description: String {
        switch self {
        case .notFound: "there is no such file or folder"
        case .permissionDenied: "permission to read it is denied"
        case .hidden: "hidden files are not read unless they are named"
        case .notAFile(let words): "is \(words)"
        case .sameAs(let path): "is the same as \(path)"
        case .brokenLink: "is a symbolic link that leads nowhere"
        case .digest: "is a CloudTrail digest file, which holds checksums and no events"
        case .insight: "is a CloudTrail Insights file, which holds statistics and no calls"
        case .standardInput: "standard input is not read; name a file or a folder"
        case .archive(let words): words
        case .tooMany(let limit): "more than \(grouped(UInt64(clamping: limit))) files; the rest is not read"
        case .system(let words): words
        }
    }
}

extension DiscoveredFile {
    /// Whether the file at the path is still the one that was found there.
    public var isStillThere: Bool {
        var facts = stat()
        guard path.withCPath({ stat($0, &facts) == 0 }) == true else { return false }
        return FileIdentity(facts) == FileIdentity(device: device, inode: inode)
    }
}

// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Something that hands out bytes in order; 0 is the end.
protocol ByteOrigin: AnyObject {
    func read(into buffer: UnsafeMutableRawPointer, capacity: Int) throws(Fault) -> Int
}

/// A regular file opened for reading, with a position of its own.
final class OpenFile: ByteOrigin {
    private let descriptor: Int32
    /// The size when it was opened: what is appended later belongs to the next scan.
    let size: UInt64
    /// Its identity, and when it was changed (nanoseconds since the epoch).
    let device: UInt64
    let inode: UInt64
    let modified: Int64
    /// Where reading stops, though the file may go on.
    private var limit = UInt64.max
    /// Files of the kernel (in /proc) say zero and have content all the same.
    private let isSizeKnown: Bool
    /// Where the next sequential read begins.
    private(set) var offset: UInt64 = 0

    init(_ path: LocalPath) throws(Fault) {
        guard !path.bytes.contains(0) else { throw Fault(.notFound, "the path contains a zero byte") }
        // Without O_NONBLOCK opening a pipe would wait for a writer.
        let opened = path.bytes.withUnsafeBufferPointer { bytes in
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { name in
                for index in 0..<bytes.count { name[index] = CChar(bitPattern: bytes[index]) }
                name[bytes.count] = 0
                guard let base = name.baseAddress else { return Int32(-1) }
                while true {
                    let result = open(base, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
                    if result >= 0 || errno != EINTR { return result }
                }
            }
        }
        guard opened >= 0 else { throw Fault.system(errno, while: "opening") }
        var facts = stat()
        guard fstat(opened, &facts) == 0 else {
            let code = errno
            _ = close(opened)
            throw Fault.system(code, while: "looking at")
        }
        guard facts.st_mode & S_IFMT == S_IFREG else {
            _ = close(opened)
            throw Fault(.notAFile, "is not a file but \(FileKind(mode: facts.st_mode).words)")
        }
        descriptor = opened
        size = UInt64(clamping: facts.st_size)
        (device, inode) = (UInt64(truncatingIfNeeded: facts.st_dev), UInt64(truncatingIfNeeded: facts.st_ino))
        modified = Int64(facts.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(facts.st_mtim.tv_nsec)
        isSizeKnown = facts.st_size > 0
    }

    deinit { _ = close(descriptor) }

    /// Tells the kernel to read ahead; worth a system call only for files of some size.
    func expectSequentialReading() { _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL) }

    /// Goes on reading at this offset.
    func seek(to offset: UInt64) { self.offset = offset }

    /// Stops reading at this offset.
    func stop(at limit: UInt64) { self.limit = limit }

    /// The next bytes; fewer than asked for is no sign of the end, none is.
    func read(into buffer: UnsafeMutableRawPointer, capacity: Int) throws(Fault) -> Int {
        var wanted = capacity
        if isSizeKnown {
            let end = min(size, limit)
            guard offset < end else { return 0 }
            wanted = Int(clamping: min(UInt64(clamping: wanted), end - offset))
        }
        guard wanted > 0, let position = off_t(exactly: offset) else { return 0 }
        while true {
            let count = pread(descriptor, buffer, wanted, position)
            if count >= 0 {
                offset += UInt64(count)
                return count
            }
            guard errno == EINTR else { throw Fault.system(errno, while: "reading") }
        }
    }

    /// Fills `buffer` from the present offset on; fewer bytes only at the end of the file.
    func readFully(into buffer: UnsafeMutableRawPointer, count: Int) throws(Fault) -> Int {
        var filled = 0
        while filled < count {
            let part = try read(into: buffer + filled, capacity: count - filled)
            if part == 0 { break }
            filled += part
        }
        return filled
    }
}

/// What a path names, in words.
enum FileKind {
    case file, folder, link, pipe, socket, device, other

    init(mode: mode_t) {
        switch mode & S_IFMT {
        case S_IFREG: self = .file
        case S_IFDIR: self = .folder
        case S_IFLNK: self = .link
        case S_IFIFO: self = .pipe
        case S_IFSOCK: self = .socket
        case S_IFCHR, S_IFBLK: self = .device
        default: self = .other
        }
    }

    var words: String {
        switch self {
        case .file: "a file"
        case .folder: "a folder"
        case .link: "a symbolic link"
        case .pipe: "a named pipe"
        case .socket: "a socket"
        case .device: "a device"
        case .other: "something else"
        }
    }
}

extension Fault {
    /// The fault for an error number of the operating system.
    static func system(_ code: Int32, while doing: String) -> Fault {
        switch code {
        case ENOENT, ENOTDIR: Fault(.notFound, "there is no such file")
        case EACCES, EPERM: Fault(.permissionDenied, "permission to read it is denied")
        default: Fault(.system(code), "\(doing) it failed: \(systemMessage(code))")
        }
    }
}

/// The operating system's words for an error number.
func systemMessage(_ code: Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
        guard let base = buffer.baseAddress, strerror_r(code, base, buffer.count) == 0 else {
            return "error \(code)"
        }
        return String(cString: base)
    }
}

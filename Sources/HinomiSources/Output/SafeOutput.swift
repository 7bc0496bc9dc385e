// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Where results go: a file that appears whole or not at all, or a stream.
///
/// A file is written beside its place under a temporary name and renamed when `finish` has seen every byte on disk.
/// Devices, pipes and standard output are written straight through. One output belongs to one thread.
public final class SafeOutput {
    private enum Target {
        /// The descriptor is ours, and the temporary file takes `final`'s place.
        case replacing(temporary: LocalPath, final: LocalPath)
        /// The descriptor is ours and written straight through.
        case direct
        /// The descriptor stays open behind us.
        case borrowed
    }

    private let displayName: String
    private var descriptor: Int32
    private let target: Target
    private var buffer: [UInt8] = []
    private var failure: OutputError?
    private var isOver = false
    private static let bufferSize = 64 << 10

    /// How many bytes were taken so far.
    public private(set) var bytesWritten: UInt64 = 0

    /// Writes to standard output.
    ///
    /// From then on the process is no longer killed when the reader goes away: writing throws `closedPipe` instead.
    public static func standardOutput() -> SafeOutput {
        SafeOutput(borrowing: STDOUT_FILENO, named: "standard output")
    }

    /// Writes to an open descriptor and leaves it open. Broken pipes are ignored as signals, see `standardOutput()`.
    public init(borrowing descriptor: Int32, named name: String) {
        SafeOutput.takeSignalsAsErrors()
        self.descriptor = descriptor
        displayName = name
        target = .borrowed
        buffer.reserveCapacity(SafeOutput.bufferSize)
    }

    /// Writes to a file. What stood there stays until `finish`.
    public init(path: String) throws(OutputError) {
        let named = LocalPath(path)
        displayName = named.display
        SafeOutput.takeSignalsAsErrors()
        guard !named.lastComponent.isEmpty else { throw OutputError(path.isEmpty ? ENOENT : EISDIR, path: displayName) }
        // A link keeps its place and its target is replaced.
        let final = SafeOutput.resolved(named)
        var facts = stat()
        let isThere = final.withCPath { fstatat(AT_FDCWD, $0, &facts, 0) == 0 } ?? false
        if isThere, facts.st_mode & S_IFMT == S_IFDIR { throw OutputError(EISDIR, path: displayName) }
        if isThere, facts.st_mode & S_IFMT != S_IFREG {
            descriptor = try SafeOutput.open(final, O_WRONLY, named: displayName)
            target = .direct
        } else {
            if isThere, final.withCPath({ access($0, W_OK) == 0 }) != true {
                throw OutputError(EACCES, path: displayName)
            }
            let temporary = SafeOutput.temporaryPath(for: final)
            descriptor = try SafeOutput.open(temporary, O_WRONLY | O_CREAT | O_EXCL, named: displayName)
            target = .replacing(temporary: temporary, final: final)
            // A file that is replaced keeps its permissions.
            if isThere { _ = fchmod(descriptor, facts.st_mode & 0o7777) }
        }
        buffer.reserveCapacity(SafeOutput.bufferSize)
    }

    deinit { abandon() }

    // A reader that goes away, and a limit on the size of files, are errors of `write` to be told, not ends of the process.
    private static func takeSignalsAsErrors() {
        _ = signal(SIGPIPE, SIG_IGN)
        _ = signal(SIGXFSZ, SIG_IGN)
    }

    /// Takes bytes; they are on disk only after `finish`.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(OutputError) {
        if let error = take(bytes) { throw error }
    }

    /// Takes bytes; they are on disk only after `finish`.
    public func write(_ bytes: [UInt8]) throws(OutputError) {
        let error = bytes.withUnsafeBytes { raw in take(raw) }
        if let error { throw error }
    }

    /// Takes text as UTF-8.
    public func write(_ text: String) throws(OutputError) { try write(Array(text.utf8)) }

    /// Hands everything taken so far to the reader of a stream.
    public func flush() throws(OutputError) {
        if let failure { throw failure }
        guard !buffer.isEmpty else { return }
        let error = buffer.withUnsafeBytes { raw in send(raw) }
        buffer.removeAll(keepingCapacity: true)
        if let error {
            abandon()
            failure = error
            throw error
        }
    }

    /// Writes what is left and puts the file in its place. Nothing can be written after that.
    public func finish() throws(OutputError) {
        if let failure { throw failure }
        guard !isOver else { return }
        try flush()
        isOver = true
        guard case .replacing(let temporary, let final) = target else {
            if case .direct = target { try closeDescriptor() }
            return
        }
        do throws(OutputError) {
            while fsync(descriptor) != 0 {
                guard errno == EINTR else { throw OutputError(errno, path: displayName) }
            }
            try closeDescriptor()
            let code = temporary.withCPath { from in
                final.withCPath { to in rename(from, to) == 0 ? 0 : errno } ?? ENOENT
            }
            guard code == 0 else { throw OutputError(code ?? ENOENT, path: displayName) }
        } catch {
            failure = error
            remove(temporary)
            throw error
        }
        SafeOutput.syncFolder(of: final)
    }

    /// Gives up: the temporary file goes, and what stood in its place stays. Harmless after `finish`.
    public func abandon() {
        guard !isOver else { return }
        isOver = true
        buffer = []
        if case .borrowed = target { return }
        try? closeDescriptor()
        if case .replacing(let temporary, _) = target { remove(temporary) }
    }

    // Errors are returned here, not thrown: the closures of the standard library do not keep the type of an error.
    private func take(_ bytes: UnsafeRawBufferPointer) -> OutputError? {
        if let failure { return failure }
        guard !isOver else { return OutputError(EBADF, path: displayName) }
        bytesWritten += UInt64(bytes.count)
        if buffer.count + bytes.count > SafeOutput.bufferSize {
            do { try flush() } catch { return error }
        }
        guard bytes.count >= SafeOutput.bufferSize else {
            buffer.append(contentsOf: bytes)
            return nil
        }
        guard let error = send(bytes) else { return nil }
        abandon()
        failure = error
        return error
    }

    private func send(_ bytes: UnsafeRawBufferPointer) -> OutputError? {
        var rest = bytes
        while let base = rest.baseAddress, !rest.isEmpty {
            let count = Glibc.write(descriptor, base, rest.count)
            if count > 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
                continue
            }
            let code = count == 0 ? EIO : errno
            if code == EINTR { continue }
            if code == EAGAIN {
                // Somebody made our output non-blocking: wait until it takes bytes again.
                var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&waiting, 1, -1)
                continue
            }
            return OutputError(code, path: displayName)
        }
        return nil
    }

    private func closeDescriptor() throws(OutputError) {
        guard descriptor >= 0 else { return }
        let status = close(descriptor)
        let code = errno
        descriptor = -1
        if status != 0, code != EINTR { throw OutputError(code, path: displayName) }
    }

    private func remove(_ temporary: LocalPath) {
        try? closeDescriptor()
        _ = temporary.withCPath { unlink($0) }
    }

    private static func open(_ path: LocalPath, _ flags: Int32, named name: String) throws(OutputError) -> Int32 {
        let (descriptor, code) = path.withCPath { (Glibc.open($0, flags | O_CLOEXEC, 0o666), errno) } ?? (-1, ENOENT)
        guard descriptor >= 0 else { throw OutputError(code, path: name) }
        return descriptor
    }

    private static func resolved(_ path: LocalPath) -> LocalPath {
        let found: [UInt8]? =
            path.withCPath { name -> [UInt8]? in
                guard let real = realpath(name, nil) else { return nil }
                defer { free(real) }
                return Array(UnsafeRawBufferPointer(start: real, count: strlen(real)))
            } ?? nil
        return found.map { LocalPath(bytes: $0) } ?? path
    }

    /// Hidden, beside its place (rename works only within a file system), and no other run's.
    private static func temporaryPath(for path: LocalPath) -> LocalPath {
        let name = path.lastComponent
        let folder = path.bytes.prefix(path.bytes.count - name.count)
        let mark = ".\(getpid())-\(UInt32.random(in: .min ... .max)).partial"
        return LocalPath(bytes: folder + [UInt8(ascii: ".")] + name.prefix(200) + Array(mark.utf8))
    }

    /// The rename itself is on disk only when the folder is. Failing here takes nothing back, so it is not reported.
    private static func syncFolder(of path: LocalPath) {
        let folder = path.bytes.prefix(path.bytes.count - path.lastComponent.count)
        let named = LocalPath(bytes: folder.isEmpty ? [UInt8(ascii: ".")] : Array(folder))
        guard let descriptor = named.withCPath({ Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }), descriptor >= 0
        else { return }
        _ = fsync(descriptor)
        _ = close(descriptor)
    }
}

// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Why results could not be written.
public struct OutputError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, for callers that decide by it.
    public enum Kind: Hashable, Sendable {
        /// Nobody reads the pipe any more, as behind `| head`.
        case closedPipe
        /// The disk or the quota is full.
        case full
        /// The place may not be written to.
        case permissionDenied
        /// The folder does not exist, or the path is a folder.
        case badPath
        /// The operating system reported this error number.
        case system(Int32)
    }

    /// What went wrong.
    public var kind: Kind
    /// Where the results were to go, as people read it.
    public var path: String
    /// What went wrong, in words.
    public var reason: String

    /// The whole story in one line.
    public var description: String { "\(path): \(reason)" }

    init(_ code: Int32, path: String) {
        self.path = path
        switch code {
        case EPIPE:
            kind = .closedPipe
            reason = "the reader of the output has closed it"
        case ENOSPC, EDQUOT, EFBIG:
            kind = .full
            reason = "could not be written: \(systemMessage(code))"
        case EACCES, EPERM, EROFS:
            kind = .permissionDenied
            reason = "could not be written: \(systemMessage(code))"
        case ENOENT, ENOTDIR, EISDIR, ENAMETOOLONG, ELOOP:
            kind = .badPath
            reason = "could not be written: \(systemMessage(code))"
        default:
            kind = .system(code)
            reason = "could not be written: \(systemMessage(code))"
        }
    }
}

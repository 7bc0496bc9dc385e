// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Reads files of this machine that users named, where that is allowed at all.
package enum LocalFile {
    /// The content of a regular file; throws where it is none, or larger than `limit` bytes.
    package static func content(at path: String, limit: Int) throws(OutboundError) -> [UInt8] {
        // Without O_NONBLOCK, opening a pipe would wait for somebody to write.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable("it is not there, or not for the server to read") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .unreadable("it is no regular file")
        }
        guard status.st_size <= limit else { throw .tooLarge(limit) }
        var content: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 256 << 10)
        while true {
            let count = read(descriptor, &piece, piece.count)
            guard count >= 0 else { throw .unreadable("an error of the disk") }
            if count == 0 { return content }
            guard content.count + count <= limit else { throw .tooLarge(limit) }
            content.append(contentsOf: piece[..<count])
        }
    }
}

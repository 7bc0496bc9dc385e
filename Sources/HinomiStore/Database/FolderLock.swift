// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// Makes sure that one server at a time uses a folder. The kernel gives the lock back when the process ends, however it does.
package final class FolderLock: Sendable {
    private let descriptor: Int32

    /// The name of the lock's file in its folder.
    package static let fileName = "hinomi.lock"

    /// Locks a folder, which is made where it is not there; throws where somebody else has the lock.
    package init(folder: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let path = URL(fileURLWithPath: folder, isDirectory: true).appendingPathComponent(FolderLock.fileName).path
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError("\(path): cannot be written: \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw StoreError("\(folder): is in use by another server")
        }
    }

    deinit { close(descriptor) }
}

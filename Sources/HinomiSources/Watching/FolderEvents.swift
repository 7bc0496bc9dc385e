// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Synchronization

/// What the kernel tells of changes in folders.
///
/// One thread uses it; a second one, of its own, only waits for something to be there.
final class FolderEvents: @unchecked Sendable {
    // @unchecked: the waiting thread touches the descriptor and what is locked only.

    /// A change of a file or folder.
    struct Change {
        var path: LocalPath
        var isFolder: Bool
        /// Whether the file was closed by somebody who wrote it, or renamed into its place: it should be whole.
        var isWhole: Bool
    }

    private static let mask = UInt32(
        IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ONLYDIR)
    private let descriptor: Int32
    private var folders: [Int32: LocalPath] = [:]
    private var watched: [LocalPath: Int32] = [:]
    private let stopped = Mutex(false)
    private let drained = DispatchSemaphore(value: 0)
    private var thread: Thread?

    /// Nil where the system allows no more.
    init?() {
        descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        if descriptor < 0 { return nil }
    }

    deinit { close(descriptor) }

    /// Looks at a folder from now on. Returns the operating system's words if it cannot.
    func add(_ folder: LocalPath) -> String? {
        if watched[folder] != nil { return nil }
        let result = folder.withCPath { inotify_add_watch(descriptor, $0, FolderEvents.mask) } ?? -1
        guard result >= 0 else { return systemMessage(errno) }
        // The same folder by another name keeps its first one.
        if let known = folders[result], watched[known] == result { return nil }
        folders[result] = folder
        watched[folder] = result
        return nil
    }

    /// Everything that happened since it was asked last; `isComplete` is false when the kernel lost count.
    func take() -> (changes: [Change], isComplete: Bool) {
        var changes: [Change] = []
        var isComplete = true
        let size = 64 << 10
        withUnsafeTemporaryAllocation(byteCount: size, alignment: 8) { buffer in
            guard let base = buffer.baseAddress else { return }
            while true {
                let count = read(descriptor, base, size)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { break }
                var at = 0
                let head = MemoryLayout<inotify_event>.size
                while at + head <= count {
                    let event = base.loadUnaligned(fromByteOffset: at, as: inotify_event.self)
                    let name = UnsafeRawBufferPointer(start: base + at + head, count: Int(event.len)).prefix { $0 != 0 }
                    at += head + Int(event.len)
                    if event.mask & UInt32(IN_Q_OVERFLOW) != 0 { isComplete = false }
                    if let change = change(event, name: name) { changes.append(change) }
                }
            }
        }
        drained.signal()
        return (changes, isComplete)
    }

    private func change(_ event: inotify_event, name: Slice<UnsafeRawBufferPointer>) -> Change? {
        guard let folder = folders[event.wd] else { return nil }
        if event.mask & UInt32(IN_IGNORED) != 0 {
            folders[event.wd] = nil
            watched[folder] = nil
            return nil
        }
        guard !name.isEmpty else { return nil }
        return Change(
            path: folder.appending(Array(name)), isFolder: event.mask & UInt32(IN_ISDIR) != 0,
            isWhole: event.mask & UInt32(IN_CLOSE_WRITE | IN_MOVED_TO) != 0)
    }

    /// Calls `wake` from a thread of its own whenever there is something to take.
    func start(waking wake: @escaping @Sendable () -> Void) {
        guard thread == nil else { return }
        let thread = Thread { [self] in
            while !stopped.withLock({ $0 }) {
                var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                // Not for ever, so that it hears when it is to stop.
                guard poll(&waiting, 1, 500) > 0 else { continue }
                wake()
                // Until it was taken there is nothing new to tell.
                _ = drained.wait(timeout: .now() + 0.5)
            }
        }
        thread.start()
        self.thread = thread
    }

    /// Stops waiting.
    func stop() { stopped.withLock { $0 = true } }
}

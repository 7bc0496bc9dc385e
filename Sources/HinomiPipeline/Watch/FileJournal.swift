// SPDX-License-Identifier: Apache-2.0

import Glibc
import HinomiDetection
import HinomiRecords
import HinomiSources
import Synchronization

/// A journal in a folder: one file that commits are appended to, and rewritten when little of it counts any more.
///
/// A commit that was cut off by a crash is passed over, since it never happened. It remembers which findings were told, not
/// what they say.
public final class FileJournal: WatchJournal {
    private struct Place {
        var offset: UInt64
        var count: Int
    }

    private struct State {
        var descriptor: Int32
        var size: UInt64 = 0
        var blocks: [String: Place] = [:]
        var told: [String: ToldMark] = [:]
        var isEmpty = true
        /// Bytes of the blocks that count.
        var live: UInt64 { blocks.values.reduce(0) { $0 + UInt64($1.count) } }
    }

    private static let magic = Array("hinomi watch 1\n".utf8)
    // Garbage below this is not worth rewriting a file.
    private static let leastGarbage: UInt64 = 32 << 20
    private let path: String
    private let state: Mutex<State>

    /// Opens the journal in a folder, or begins one; throws when the folder cannot be used, or another process uses it.
    public init(folder: String) throws {
        if mkdir(folder, 0o700) != 0, errno != EEXIST {
            throw WatchError.journal("\(folder): cannot be made: \(FileJournal.words(errno))")
        }
        path = folder + "/watch.journal"
        let descriptor = try FileJournal.open(path)
        var state = State(descriptor: descriptor)
        do {
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                throw WatchError.journal("\(path): another process watches with this state")
            }
            try FileJournal.replay(&state, path)
        } catch {
            close(descriptor)
            throw error
        }
        self.state = Mutex(state)
    }

    deinit { state.withLock { _ = close($0.descriptor) } }

    /// What the file amounts to.
    public func load() throws -> WatchState? {
        try state.withLock { state in
            if state.isEmpty { return nil }
            var loaded = WatchState(told: state.told)
            for (name, place) in state.blocks {
                loaded.blocks[name] = try FileJournal.read(state.descriptor, place.offset, place.count, path)
            }
            return loaded
        }
    }

    /// Appends a commit to the file, and waits until it is on disk.
    public func commit(_ commit: WatchCommit) throws {
        try state.withLock { state in
            let record = try JournalRecord(commit)
            do {
                try FileJournal.append(record.bytes, to: &state, path)
            } catch {
                // What was written of it must not be taken for the beginning of the next one.
                _ = ftruncate(state.descriptor, off_t(state.size))
                throw error
            }
            FileJournal.apply(record, at: state.size, to: &state)
            state.size += UInt64(record.bytes.count)
            let live = state.live
            if state.size > live * 3 + FileJournal.leastGarbage { try? rewrite(&state) }
        }
    }

    private static func apply(_ record: JournalRecord, at offset: UInt64, to state: inout State) {
        for name in record.head.removed { state.blocks[name] = nil }
        for block in record.blocks {
            state.blocks[block.name] = Place(offset: offset + UInt64(block.start), count: block.count)
        }
        for id in record.head.forgotten { state.told[id] = nil }
        state.told.merge(record.head.told) { _, new in new }
        state.isEmpty = false
    }

    // Everything that counts goes to a new file, which takes the place of the old one.
    private func rewrite(_ state: inout State) throws {
        var all = WatchCommit()
        for (name, place) in state.blocks {
            all.blocks[name] = try FileJournal.read(state.descriptor, place.offset, place.count, path)
        }
        let record = try JournalRecord(all, told: state.told)
        let temporary = path + ".new"
        unlink(temporary)
        let descriptor = try FileJournal.open(temporary)
        var fresh = State(descriptor: descriptor)
        do {
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw WatchError.journal("\(temporary): is in use") }
            try FileJournal.append(FileJournal.magic, to: &fresh, temporary)
            fresh.size = UInt64(FileJournal.magic.count)
            try FileJournal.append(record.bytes, to: &fresh, temporary)
            guard rename(temporary, path) == 0 else {
                throw WatchError.journal("\(path): cannot be replaced: \(FileJournal.words(errno))")
            }
        } catch {
            close(descriptor)
            unlink(temporary)
            throw error
        }
        FileJournal.apply(record, at: fresh.size, to: &fresh)
        fresh.size += UInt64(record.bytes.count)
        close(state.descriptor)
        state = fresh
    }

    private static func replay(_ state: inout State, _ path: String) throws {
        var facts = stat()
        guard fstat(state.descriptor, &facts) == 0 else { throw WatchError.journal("\(path): \(words(errno))") }
        let size = UInt64(clamping: facts.st_size)
        guard size >= magic.count else {
            // Nothing, or a beginning that was cut off.
            guard ftruncate(state.descriptor, 0) == 0 else { throw WatchError.journal("\(path): \(words(errno))") }
            try append(magic, to: &state, path)
            state.size = UInt64(magic.count)
            return
        }
        guard try read(state.descriptor, 0, magic.count, path) == magic else {
            throw WatchError.state("\(path) is no state of this version")
        }
        state.size = UInt64(magic.count)
        while state.size < size {
            let head = try read(state.descriptor, state.size, JournalRecord.headSize, path)
            let length = JournalRecord.length(head)
            guard length <= size - state.size,
                let record = try JournalRecord(reading: try read(state.descriptor, state.size, Int(length), path))
            else { break }
            apply(record, at: state.size, to: &state)
            state.size += length
        }
        // Of the last record not everything may have reached the disk. What has records behind it was whole once.
        if try hasRecord(behind: state.size, of: size, state.descriptor, path) {
            throw WatchError.state("\(path) is damaged at byte \(state.size)")
        }
        guard ftruncate(state.descriptor, off_t(state.size)) == 0 else {
            throw WatchError.journal("\(path): \(words(errno))")
        }
    }

    private static func hasRecord(
        behind start: UInt64, of size: UInt64, _ descriptor: Int32, _ path: String
    ) throws -> Bool {
        let mark = JournalRecord.markBytes
        var at = start + 1
        while at + UInt64(JournalRecord.headSize) <= size {
            let piece = try read(descriptor, at, 1 << 20, path)
            for i in piece.indices.dropLast(mark.count - 1) where piece[i] == mark[0] && piece[i...].starts(with: mark)
            {
                let place = at + UInt64(i)
                let length = JournalRecord.length(try read(descriptor, place, JournalRecord.headSize, path))
                if length <= size - place,
                    (try? JournalRecord(reading: read(descriptor, place, Int(length), path))).flatMap(\.self) != nil
                {
                    return true
                }
            }
            // A mark may lie across two pieces.
            at += UInt64(max(1, piece.count - mark.count + 1))
        }
        return false
    }

    private static func open(_ path: String) throws -> Int32 {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw WatchError.journal("\(path): cannot be opened: \(words(errno))") }
        return descriptor
    }

    private static func append(_ bytes: [UInt8], to state: inout State, _ path: String) throws {
        var at = 0
        while at < bytes.count {
            let count = bytes.withUnsafeBytes {
                pwrite(
                    state.descriptor, $0.baseAddress.map { $0 + at }, bytes.count - at, off_t(state.size) + off_t(at))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw WatchError.journal("\(path): cannot be written: \(words(errno))") }
            at += count
        }
        guard fdatasync(state.descriptor) == 0 else {
            throw WatchError.journal("\(path): cannot be written: \(words(errno))")
        }
    }

    private static func read(_ descriptor: Int32, _ offset: UInt64, _ count: Int, _ path: String) throws -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count, let base = buffer.baseAddress {
                let part = pread(descriptor, base + filled, count - filled, off_t(offset) + off_t(filled))
                if part < 0, errno == EINTR { continue }
                if part < 0 { failure = errno }
                guard part > 0 else { break }
                filled += part
            }
        }
        if failure != 0 { throw WatchError.journal("\(path): cannot be read: \(words(failure))") }
        return bytes
    }

    private static func words(_ code: Int32) -> String { String(cString: strerror(code)) }
}

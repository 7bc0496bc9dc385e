// SPDX-License-Identifier: Apache-2.0
import Glibc
import HinomiRecords

/// What a folder source knows: how far files were read, and which of them have to be looked at.
struct FolderState {
    private(set) var positions: [[UInt8]: FilePosition] = [:]
    // The name of each file that has a position, by its number.
    private var byNumber: [FileIdentity: [UInt8]] = [:]
    let events: FolderEvents?
    private let roots: [LocalPath]
    private let options: FolderSource.Options
    private let pool = ReaderPool()
    // Files that changed, by name, and what is known of the change.
    private var touched: [[UInt8]: Touch] = [:]
    // What was handed out and not heard of again.
    private var handed: [[UInt8]: Handed] = [:]
    private var keys: [String: [UInt8]] = [:]
    private var nextScan = Timestamp.distantPast
    // What a look at everything found, of which nobody told that it is whole, and until when what comes later waits for it.
    private var older: Set<[UInt8]> = []
    private var olderUntil = Timestamp.distantPast
    // What was said already.
    private var said: Set<SourceMessage> = []
    private static let mostSaid = 10_000

    private struct Touch {
        var file: DiscoveredFile
        var isWhole: Bool
        // Size and time of change when it was looked at, and since when it has had them.
        var facts: Facts?
        var since = Timestamp.distantPast
    }

    private struct Facts: Equatable {
        var size: UInt64
        var modified: Int64
    }

    private struct Handed {
        var position: FilePosition
        var file: DiscoveredFile
    }

    init(_ roots: [LocalPath], options: FolderSource.Options) {
        self.roots = roots
        self.options = options
        events = options.usesEvents ? FolderEvents() : nil
    }

    /// The name of a file, or of an entry of an archive, among positions.
    private static func key(_ file: DiscoveredFile) -> [UInt8] {
        guard let entry = file.entry else { return file.path.bytes }
        return file.path.bytes + [0] + entry.name
    }

    // MARK: Positions

    /// Goes on from positions of an earlier run.
    mutating func restore(_ known: [[UInt8]: FilePosition]) {
        for (key, position) in known { set(position, of: key) }
    }

    private mutating func set(_ position: FilePosition, of key: [UInt8]) {
        positions[key] = position
        if !key.contains(0) { byNumber[FileIdentity(device: position.device, inode: position.inode)] = key }
    }

    @discardableResult
    private mutating func forget(_ key: [UInt8]) -> FilePosition? {
        guard let position = positions.removeValue(forKey: key) else { return nil }
        let number = FileIdentity(device: position.device, inode: position.inode)
        if byNumber[number] == key { byNumber[number] = nil }
        return position
    }

    // MARK: Finding

    mutating func next(at now: Timestamp) -> SourceBatch {
        var batch = SourceBatch()
        let told = events?.take()
        if told?.isComplete == false || now >= nextScan {
            scan(at: now, &batch)
        }
        if let changes = told?.changes, !changes.isEmpty { take(changes, &batch) }
        hand(out: &batch, at: now)
        batch.askAgain = min(batch.askAgain ?? nextScan, nextScan)
        batch.pending = touched.count
        return batch
    }

    // Looks at everything.
    private mutating func scan(at now: Timestamp, _ batch: inout SourceBatch) {
        let begin = seconds()
        if let events {
            // Watches come first: what appears while we look is told of, and looked at again.
            var unwatched: [(folder: LocalPath, words: String)] = []
            FolderTree.visit(roots) { folder in
                if let words = events.add(folder) { unwatched.append((folder, words)) }
            }
            for (folder, words) in unwatched {
                say(folder.display, "cannot be watched, it is only looked at once in a while: \(words)", false, &batch)
            }
        }
        let found = FileDiscovery.discover(paths: roots)
        let before = Set(touched.keys)
        var present: Set<[UInt8]> = []
        present.reserveCapacity(found.files.count)
        for file in found.files {
            let key = FolderState.key(file)
            present.insert(key)
            if let known = positions[key], known.device == file.device, known.inode == file.inode,
                known.size == file.entry.map({ _ in known.size }) ?? file.size, known.state != .reading
            {
                continue
            }
            touch(file, isWhole: false)
        }
        let said = batch.messages.count
        say(found.skipped.filter { $0.reason == .hidden }, &batch)
        let seesNewHidden = batch.messages.count > said
        say(found.skipped.filter { $0.reason != .hidden }, &batch)
        // Files that are gone are forgotten, but for those that moved, which their number finds below.
        adoptMoved()
        if !positions.keys.allSatisfy(present.contains) {
            for key in positions.keys where !present.contains(key) && handed[key] == nil { forget(key) }
        }
        touched = touched.filter { present.contains($0.key) }
        older.formUnion(Set(touched.keys).subtracting(before))
        olderUntil = now.advanced(milliseconds: Int64(options.quiet * 1000))
        let took = seconds() - begin
        // A hidden file may be on its way to its place, which a look at the same moment can miss: one looks again soon.
        let wanted = seesNewHidden ? min(options.quiet, options.scanInterval) : options.scanInterval
        let interval = wanted > 0 ? max(wanted, took * 20) : 0
        nextScan = now.advanced(milliseconds: Int64(interval * 1000))
    }

    private func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private mutating func take(_ changes: [FolderEvents.Change], _ batch: inout SourceBatch) {
        var files: [LocalPath: Bool] = [:]
        var folders: Set<LocalPath> = []
        for change in changes where !DirectoryWalk.isHidden(change.path.lastComponent) {
            if change.isFolder {
                folders.insert(change.path)
            } else {
                files[change.path] = files[change.path] == true || change.isWhole
            }
        }
        if let events { FolderTree.visit(folders.sorted()) { _ = events.add($0) } }
        // Folders first: a file that was told of by itself is better known.
        for (paths, isNamed) in [(folders.sorted(), false), (files.keys.sorted(), true)] where !paths.isEmpty {
            let found = FileDiscovery.discover(paths: paths)
            for file in found.files { touch(file, isWhole: isNamed && files[file.path] == true) }
            // What went away meanwhile was never ours to read.
            say(found.skipped.filter { $0.reason != .notFound }, &batch)
        }
        adoptMoved()
    }

    private mutating func touch(_ file: DiscoveredFile, isWhole: Bool) {
        let key = FolderState.key(file)
        let known = touched[key]
        touched[key] = Touch(
            file: file, isWhole: isWhole || known?.isWhole == true, facts: known?.facts,
            since: known?.since ?? .distantPast)
    }

    // A file that is new under its name, and known under another one that is gone, was renamed.
    private mutating func adoptMoved() {
        let strangers = touched.filter { positions[$0.key] == nil && $0.value.file.entry == nil }
        for (key, touch) in strangers {
            guard let old = byNumber[FileIdentity(touch.file)], handed[old] == nil else { continue }
            var facts = stat()
            let isThere = LocalPath(bytes: old).withCPath { stat($0, &facts) == 0 } ?? false
            // Still there by its old name as well: a link, which is read under that name.
            if isThere, FileIdentity(facts) == FileIdentity(touch.file) {
                touched[key] = nil
            } else {
                if let position = forget(old) { set(position, of: key) }
            }
        }
    }

    // MARK: Handing out

    private mutating func hand(out batch: inout SourceBatch, at now: Timestamp) {
        // What comes after a look at everything does not go before what was found by it: logs would get out of order.
        older = now < olderUntil ? older.filter { touched[$0] != nil } : []
        let waits = !older.isEmpty
        for key in touched.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) where handed[key] == nil {
            if waits, !older.contains(key) {
                batch.askAgain = min(batch.askAgain ?? olderUntil, olderUntil)
                continue
            }
            guard var touch = touched.removeValue(forKey: key) else { continue }
            do throws(Fault) {
                switch try look(at: &touch, key, now) {
                case .nothing: break
                case .later(let time):
                    touched[key] = touch
                    batch.askAgain = min(batch.askAgain ?? time, time)
                case .input(let input): batch.inputs.append(input)
                }
            } catch {
                // What went away meanwhile was never ours to read.
                if error.kind != .notFound { say(touch.file.displayName, error.reason, true, &batch) }
            }
        }
    }

    private enum Look {
        case nothing
        case later(Timestamp)
        case input(LogInput)
    }

    private mutating func look(at touch: inout Touch, _ key: [UInt8], _ now: Timestamp) throws(Fault) -> Look {
        let file = try OpenFile(touch.file.path)
        let facts = Facts(size: file.size, modified: file.modified)
        if touch.facts != facts {
            touch.facts = facts
            touch.since = now
        }
        let known = positions[key]
        let isSame = known.map { $0.device == file.device && $0.inode == file.inode } ?? false
        if let known, isSame, known.size == facts.size, known.modified == facts.modified, known.state != .reading {
            return .nothing
        }
        // When it has been quiet for long enough, by its own time or by how long we have looked at it.
        let patience = Int64(options.quiet * 1000)
        let changed = Timestamp(milliseconds: file.modified / 1_000_000)
        let quietAt = min(changed < now ? changed : .distantFuture, touch.since).advanced(milliseconds: patience)
        let isQuiet = quietAt <= now
        if touch.file.entry == nil, let form = try FileForm.of(file), form == .lines {
            return try lines(of: file, known, isSame, touch, facts, key, isQuiet, quietAt)
        }
        guard touch.isWhole || isQuiet else { return .later(quietAt) }
        // What was read of it before, in an earlier run or until it was torn, is passed over.
        var position = FilePosition(device: file.device, inode: file.inode)
        if let known, known.delivered > 0, known.state != .refused {
            if isSame, known.state != .torn, known.consumed <= facts.size,
                try isHeadKept(known, file)
            {
                position.delivered = known.delivered
            } else if known.state == .torn, known.prefix != 0,
                ContentPrefix.hash(of: touch.file, count: known.delivered, pool: pool) == known.prefix
            {
                position.delivered = known.delivered
            }
        }
        (position.size, position.modified, position.consumed) = (facts.size, facts.modified, facts.size)
        position.head = try FileForm.head(of: file, upTo: facts.size)
        handOut(key, position, touch.file)
        let whole = DiscoveredFile(
            path: touch.file.path, size: touch.file.entry == nil ? facts.size : touch.file.size, device: file.device,
            inode: file.inode, entry: touch.file.entry)
        return .input(LogInput(id: LocalPath.display(key), file: whole, skipBefore: position.delivered))
    }

    // Whether a file still begins as it did when it was read.
    private func isHeadKept(_ known: FilePosition, _ file: OpenFile) throws(Fault) -> Bool {
        if known.consumed == 0 { return true }
        return try known.head == FileForm.head(of: file, upTo: known.consumed)
    }

    private mutating func lines(
        of file: OpenFile, _ known: FilePosition?, _ isSame: Bool, _ touch: Touch, _ facts: Facts, _ key: [UInt8],
        _ isQuiet: Bool, _ quietAt: Timestamp
    ) throws(Fault) -> Look {
        var position = FilePosition(device: file.device, inode: file.inode)
        // One that was cut short and written anew is another file.
        if let known, isSame, known.consumed <= facts.size, try isHeadKept(known, file) { position = known }
        let start = position.consumed
        let whole = try FileForm.lines(of: file, from: start)
        var (end, lines) = (start + whole.count, whole.lines)
        // A line without an end is read once nobody writes on.
        if end < facts.size, isQuiet { (end, lines) = (facts.size, lines + 1) }
        (position.size, position.modified) = (end == facts.size ? facts.size : end, facts.modified)
        guard end > start else {
            // Nothing but the beginning of a line.
            return end < facts.size ? .later(quietAt) : .nothing
        }
        position.consumed = end
        position.lines += lines
        position.head = try FileForm.head(of: file, upTo: end)
        handOut(key, position, touch.file)
        if end < facts.size { touched[key] = touch }
        let part = FilePart(start: start, end: end, linesBefore: position.lines - lines)
        return .input(
            LogInput(
                id: LocalPath.display(key),
                file: DiscoveredFile(
                    path: touch.file.path, size: end - start, device: file.device, inode: file.inode, part: part),
                skipBefore: position.delivered))
    }

    private mutating func handOut(_ key: [UInt8], _ position: FilePosition, _ file: DiscoveredFile) {
        handed[key] = Handed(position: position, file: file)
        keys[LocalPath.display(key)] = key
    }

    // MARK: Hearing back

    /// Takes note of how far a file was read.
    mutating func note(_ progress: InputProgress) {
        guard let key = keys[progress.id], let given = handed[key] else { return }
        var position = given.position
        position.delivered = max(progress.delivered, given.position.delivered)
        position.prefix = 0
        switch progress.state {
        case .reading:
            // Where it is read on from stays where it was.
            let known = positions[key]
            let isSame = known.map { $0.device == position.device && $0.inode == position.inode } ?? false
            position.consumed = isSame ? known?.consumed ?? 0 : 0
            position.lines = isSame ? known?.lines ?? 0 : 0
            position.head = isSame ? known?.head ?? 0 : 0
            position.state = .reading
            return set(position, of: key)
        case .read: position.state = .read
        case .torn:
            position.state = .torn
            position.prefix =
                ContentPrefix.hash(of: given.file, count: position.delivered, pool: pool) ?? 0
        case .refused:
            position.state = .refused
            // More of it may show what it is.
            (position.consumed, position.lines, position.head, position.delivered) = (0, 0, 0, 0)
        }
        handed[key] = nil
        keys[progress.id] = nil
        set(position, of: key)
    }

    // MARK: Saying

    private mutating func say(_ skipped: [SkippedPath], _ batch: inout SourceBatch) {
        for one in skipped { say(one.path, one.reason.description, one.reason.isProblem, &batch) }
    }

    private mutating func say(_ path: String, _ what: String, _ isDamage: Bool, _ batch: inout SourceBatch) {
        let message = SourceMessage(path: path, what: what, isDamage: isDamage)
        if said.count >= FolderState.mostSaid { said = [] }
        if said.insert(message).inserted { batch.messages.append(message) }
    }
}

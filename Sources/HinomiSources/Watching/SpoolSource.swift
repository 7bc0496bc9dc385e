// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords
import Synchronization

/// Logs that are brought rather than looked for: pushed by somebody, fetched from a bucket, read from a pipe.
///
/// Whoever brings something writes it to the spool and adds it under the name that it has there; a name is read once, however
/// often it is added. What was added is read again after a crash, unless its end is among the positions.
public final class SpoolSource: LogSource {
    /// What has become of a name.
    public enum Status: Sendable {
        /// It was never added, or was forgotten since.
        case unknown
        /// It was added, and what follows from it is not kept yet.
        case taken
        /// It was read, and everything that follows from it is kept.
        case done
    }

    /// What an input is called for people, and what its place tells of it.
    public struct Label: Sendable {
        /// The name for people.
        public var name: String
        /// The key that tells region and account where records do not.
        public var key: String

        /// A label of this name and key.
        public init(name: String, key: String = "") {
            self.name = name
            self.key = key
        }
    }

    private struct Item {
        var label: Label
        var delivered: UInt64
    }

    private struct State {
        /// What was added and is not read to its end.
        var items: [String: Item] = [:]
        /// Names that are to be handed out.
        var queue: [String] = []
        /// What was read and not acknowledged.
        var unkept: Set<String> = []
        var read = RecentNames()
        /// How far an earlier run had come.
        var begun: [String: UInt64] = [:]
        var messages: [SourceMessage] = []
        var wake: (@Sendable () -> Void)?
    }

    public let name: String
    /// Where the inputs lie.
    public let spool: Spool
    private let labelOf: (@Sendable (String) -> Label)?
    private let onKept: @Sendable ([String]) -> Void
    private let state = Mutex(State())

    /// A source of what is added.
    ///
    /// With `labelOf`, files that were written and not read when an earlier run ended are read now, under these labels; without,
    /// nobody is promised anything by a file that is there, and whoever brought it will add it again. `onKept` is told names that
    /// are wanted no more.
    public init(
        _ name: String, spool: Spool, takingUpAs labelOf: (@Sendable (String) -> Label)? = nil,
        onKept: @escaping @Sendable ([String]) -> Void = { _ in }
    ) {
        self.name = name
        self.spool = spool
        self.labelOf = labelOf
        self.onKept = onKept
    }

    /// What has become of a name.
    public func status(of name: String) -> Status {
        state.withLock { state in
            if state.items[name] != nil || state.unkept.contains(name) { return .taken }
            return state.read.contains(name) ? .done : .unknown
        }
    }

    /// Hands out a file of the spool under its name there, if it is unknown so far.
    public func add(_ name: String, _ label: Label) { add([(name, label)]) }

    /// Hands out files of the spool together: what is handed out together is read in order of time.
    public func add(_ inputs: [(name: String, label: Label)]) {
        let wake = state.withLock { state -> (@Sendable () -> Void)? in
            for (name, label) in inputs where state.items[name] == nil && !state.read.contains(name) {
                state.items[name] = Item(label: label, delivered: state.begun.removeValue(forKey: name) ?? 0)
                state.queue.append(name)
                spool.hold(name)
            }
            return state.wake
        }
        wake?()
    }

    /// Says something that people should know.
    public func say(_ message: SourceMessage) {
        state.withLock { state -> (@Sendable () -> Void)? in
            if state.messages.count < 1_000 { state.messages.append(message) }
            return state.wake
        }?()
    }

    /// How many inputs were added and are not read to their end.
    public var waitingCount: Int { state.withLock { $0.items.count } }

    /// Goes on from positions that an earlier run kept.
    public func restore(_ positions: [UInt8]) throws {
        let (begun, read) = try SpoolPositions.decode(positions)
        state.withLock {
            $0.begun = begun
            $0.read = read
        }
    }

    /// Takes up what an earlier run left, and calls `wake` when something was added.
    public func start(waking wake: @escaping @Sendable () -> Void) {
        let names = spool.names
        let there = Set(names)
        state.withLock {
            $0.wake = wake
            // Of what is gone there is nothing to go on with.
            $0.begun = $0.begun.filter { there.contains($0.key) }
        }
        for name in names {
            if let labelOf, status(of: name) == .unknown { add(name, labelOf(name)) }
            if status(of: name) != .taken { spool.release(name) }
        }
    }

    /// What was added since it was asked last.
    public func next(at now: Timestamp) -> SourceBatch {
        let (names, messages) = state.withLock { state in
            defer { (state.queue, state.messages) = ([], []) }
            return (state.queue, state.messages)
        }
        var batch = SourceBatch()
        batch.messages = messages
        for name in names {
            guard let file = spool.file(name) else {
                state.withLock { $0.items[name] = nil }
                let what = "it is gone from \(spool.folder) before it was read"
                batch.messages.append(SourceMessage(path: name, what: what, isDamage: true))
                continue
            }
            guard let item = state.withLock({ $0.items[name] }) else { continue }
            batch.inputs.append(
                LogInput(
                    id: name, file: file, givenName: item.label.name, key: Array(item.label.key.utf8),
                    skipBefore: item.delivered))
        }
        return batch
    }

    /// Takes note of how far inputs were read. A file of the spool is all that there will be of it, also when it is torn.
    public func note(_ progress: [InputProgress]) {
        state.withLock { state in
            for one in progress {
                if one.state == .reading {
                    state.items[one.id]?.delivered = one.delivered
                } else if state.items.removeValue(forKey: one.id) != nil {
                    state.unkept.insert(one.id)
                    state.read.insert(one.id)
                }
            }
        }
    }

    /// How far everything was read.
    public func positions() -> [UInt8] {
        state.withLock { state in
            var begun = state.begun
            for (name, item) in state.items where item.delivered > 0 { begun[name] = item.delivered }
            return SpoolPositions.encode(begun: begun, read: state.read)
        }
    }

    /// Lets go of inputs whose end is on disk.
    public func acknowledge(_ inputs: [String]) {
        state.withLock { $0.unkept.subtract(inputs) }
        for name in inputs { spool.release(name) }
        onKept(inputs)
    }

    /// Nothing looks out: others bring.
    public func stop() {}
}

/// The names that were read last, as far as one remembers them.
struct RecentNames: Equatable {
    /// How many are remembered: those are the hours in which queues and senders repeat themselves.
    static let limit = 65_536

    private(set) var hashes: [UInt64] = []
    private var known: Set<UInt64> = []
    // The place of the earliest, once there are as many as are remembered.
    private var next = 0

    init() {}

    /// Those of these hashes, the earliest first.
    init(hashes: [UInt64]) { for hash in hashes { insert(hash) } }

    func contains(_ name: String) -> Bool { known.contains(StableHash.of(name)) }

    mutating func insert(_ name: String) { insert(StableHash.of(name)) }

    private mutating func insert(_ hash: UInt64) {
        guard known.insert(hash).inserted else { return }
        if hashes.count < RecentNames.limit {
            hashes.append(hash)
        } else {
            known.remove(hashes[next])
            hashes[next] = hash
            next = (next + 1) % RecentNames.limit
        }
    }

    /// The hashes, the earliest first.
    var inOrder: [UInt64] { Array(hashes[next...] + hashes[..<next]) }
}

/// Positions of a spool's source, as bytes.
enum SpoolPositions {
    private static let version: UInt8 = 1

    /// The bytes of how far inputs were read that are not read to their end, and of the names of those that are.
    static func encode(begun: [String: UInt64], read: RecentNames) -> [UInt8] {
        var writer = PositionWriter(version: version)
        writer.put(UInt64(begun.count))
        for (name, delivered) in begun.sorted(by: { $0.key < $1.key }) {
            writer.put(name)
            writer.put(delivered)
        }
        let hashes = read.inOrder
        writer.put(UInt64(hashes.count))
        for hash in hashes { writer.put(hash) }
        return writer.bytes
    }

    /// What bytes say; throws for what `encode` never wrote.
    static func decode(_ bytes: [UInt8]) throws(PositionError) -> (begun: [String: UInt64], read: RecentNames) {
        var reader = try PositionReader(bytes, version: version)
        var begun: [String: UInt64] = [:]
        let count: UInt64 = try reader.take()
        for _ in 0..<count {
            let name: String = try reader.take()
            begun[name] = try reader.take()
        }
        var hashes: [UInt64] = []
        let readCount: UInt64 = try reader.take()
        guard readCount <= UInt64(RecentNames.limit) else { throw .damaged }
        for _ in 0..<readCount { hashes.append(try reader.take()) }
        try reader.end()
        return (begun, RecentNames(hashes: hashes))
    }
}

// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// Where logs come from as they are written: a folder, a bucket with a queue, somebody who pushes them.
///
/// One thread asks; only `wake` may be called from others. What was handed out is not handed out again before its progress was
/// noted, and never again once it was read to its end, though somebody announces it twice: the source's positions tell. A source remembers how far its inputs were read; whoever asks keeps those positions together with everything that the
/// records led to, and says when that is safe.
public protocol LogSource: AnyObject, Sendable {
    /// What the source is called in figures and messages; positions are kept under it.
    var name: String { get }

    /// Goes on from positions that an earlier run kept; throws when they are damaged or of an unknown version.
    func restore(_ positions: [UInt8]) throws

    /// Begins to look out, and calls `wake` when there may be something to ask for.
    func start(waking wake: @escaping @Sendable () -> Void)

    /// What there is to read now, by the clock on the wall. Returns at once.
    func next(at now: Timestamp) -> SourceBatch

    /// Takes note of how far inputs were read.
    func note(_ progress: [InputProgress])

    /// How far everything was read, as noted, for `restore`.
    func positions() -> [UInt8]

    /// Hears that positions which say of these inputs that they are read to their end are on disk: they are wanted no more.
    func acknowledge(_ inputs: [String])

    /// Stops looking out.
    func stop()
}

/// What a source has to say when it is asked.
public struct SourceBatch: Sendable {
    /// What is to be read.
    public var inputs: [LogInput] = []
    /// What people should know, each said once.
    public var messages: [SourceMessage] = []
    /// How many inputs are known that cannot be read yet.
    public var pending = 0
    /// When to ask again, if not woken before.
    public var askAgain: Timestamp?
    /// Whether nothing will ever come any more, as from a pipe whose writer is gone.
    public var isOver = false

    public init() {}
}

/// Something about a source that people should know.
public struct SourceMessage: Hashable, Sendable {
    /// The file, object or folder that it is about.
    public var path: String
    /// What is the matter with it.
    public var what: String
    /// Whether records may be missing because of it.
    public var isDamage: Bool

    public init(path: String, what: String, isDamage: Bool) {
        self.path = path
        self.what = what
        self.isDamage = isDamage
    }
}

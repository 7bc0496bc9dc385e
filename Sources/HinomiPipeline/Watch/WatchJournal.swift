// SPDX-License-Identifier: Apache-2.0

public import HinomiFindings

/// Where a watcher keeps what must survive: one commit is kept whole or not at all.
public protocol WatchJournal: Sendable {
    /// What all commits so far amount to; nil when there was none.
    func load() throws -> WatchState?

    /// Keeps a commit. When it returns, the commit is on disk; when it throws, nothing of it is kept.
    func commit(_ commit: WatchCommit) throws

    /// Whether a commit that could not be kept for this reason may be kept later.
    func mayRetry(after error: any Error) -> Bool
}

extension WatchJournal {
    /// Disks are emptied, locks are given back.
    public func mayRetry(after error: any Error) -> Bool { true }
}

/// What a watcher goes on from.
public struct WatchState: Sendable {
    /// The blocks that were put and not removed since, by name.
    public var blocks: [String: [UInt8]]
    /// The findings that were told and neither withdrawn nor released since, by id.
    public var told: [String: ToldMark]

    public init(blocks: [String: [UInt8]] = [:], told: [String: ToldMark] = [:]) {
        self.blocks = blocks
        self.told = told
    }
}

/// By what it is known whether a finding has changed since it was told.
public struct ToldMark: Hashable, Codable, Sendable {
    /// A stable hash of its form on the wire.
    public var fingerprint: UInt64
    /// How often it was seen.
    public var count: Int

    public init(fingerprint: UInt64, count: Int) {
        self.fingerprint = fingerprint
        self.count = count
    }
}

/// What is kept in one go.
public struct WatchCommit: Sendable {
    /// A finding that is new or has changed.
    public struct Told: Sendable {
        public var finding: Finding
        public var mark: ToldMark
        /// Whether no finding of this id is known yet.
        public var isNew: Bool

        public init(finding: Finding, mark: ToldMark, isNew: Bool) {
            self.finding = finding
            self.mark = mark
            self.isNew = isNew
        }
    }

    /// Findings to be put in the place of those with the same ids.
    public var told: [Told] = []
    /// Ids of findings that do not hold any more, in the light of what was read since.
    public var withdrawn: [String] = []
    /// Ids of findings that the watcher lets go of, because nothing was added to them for long. They still hold.
    public var released: [String] = []
    /// Blocks to be put in the place of those with the same names, and names of blocks that are to go.
    public var blocks: [String: [UInt8]] = [:]
    public var removedBlocks: [String] = []
    /// What was read, by account, up to the positions that are among the blocks, and since the commit before that had some.
    public var usage: [MeteredUsage: Int] = [:]

    public init() {}

    /// Whether there is nothing to keep.
    public var isEmpty: Bool {
        told.isEmpty && withdrawn.isEmpty && released.isEmpty && blocks.isEmpty && removedBlocks.isEmpty
    }
}

// SPDX-License-Identifier: Apache-2.0

package import HinomiRecords
package import HinomiSources
import Synchronization

/// Logs in a bucket that nobody tells of: it is listed again and again, where logs arrive and, less often, where they arrived.
///
/// What was read is known by cursors (`PlaceMemory`) that are kept with the positions of the spool.
package final class BucketSource: LogSource {
    private let shelf: BucketShelf
    private let spool: SpoolSource
    private let lister: BucketLister
    private let task = Mutex<Task<Void, Never>?>(nil)

    package let name: String

    /// A source of what is under a prefix, whose objects lie in the spool until they are read.
    package init(
        _ address: BucketAddress, access: AWSAccess, spool: Spool, limits: FetchLimits = FetchLimits()
    ) {
        name = address.text
        shelf = BucketShelf()
        self.spool = SpoolSource(address.text, spool: spool)
        let client = access.s3()
        lister = BucketLister(
            address, client: client, shelf: shelf,
            fetcher: ObjectFetcher(self.spool, client: client, limits: limits, network: access.network),
            limits: limits, network: access.network)
    }

    /// Goes on from cursors and positions that an earlier run kept.
    package func restore(_ positions: [UInt8]) throws {
        let cursors = try BucketCursors(positions)
        try spool.restore(cursors.spool)
        shelf.restore(cursors)
    }

    /// Begins to list.
    package func start(waking wake: @escaping @Sendable () -> Void) {
        spool.start(waking: wake)
        let lister = lister
        // `stop` ends it.
        task.withLock { $0 = Task { await lister.run() } }
    }

    /// The objects that were fetched since it was asked last.
    package func next(at now: Timestamp) -> SourceBatch {
        var batch = spool.next(at: now)
        batch.pending = max(0, shelf.pendingCount - batch.inputs.count)
        return batch
    }

    /// Takes note of how far objects were read.
    package func note(_ progress: [InputProgress]) {
        spool.note(progress)
        shelf.settle(progress.filter { $0.state != .reading }.map(\.id))
    }

    /// The cursors, and how far everything was read.
    package func positions() -> [UInt8] { shelf.bytes(with: spool.positions()) }

    /// Lets go of objects whose end is on disk.
    package func acknowledge(_ inputs: [String]) { spool.acknowledge(inputs) }

    /// Lists no more.
    package func stop() { task.withLock { $0?.cancel() } }
}

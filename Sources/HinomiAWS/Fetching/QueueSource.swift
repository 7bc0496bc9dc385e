// SPDX-License-Identifier: Apache-2.0

import Dispatch
package import HinomiRecords
package import HinomiSources
import Synchronization

/// Logs that a queue of SQS tells of: objects are fetched from S3, and a message is deleted when everything that follows from its
/// objects is kept.
///
/// After a crash the queue tells again; objects are known by bucket, key and entity tag, so that what was read is not read twice.
package final class QueueSource: LogSource {
    private let book: QueueBook
    private let spool: SpoolSource
    private let reception: QueueReception
    private let task = Mutex<Task<Void, Never>?>(nil)

    package let name: String

    /// A source of what the queue tells, whose objects lie in the spool until they are read.
    package init(
        _ queue: QueueAddress, access: AWSAccess, spool: Spool, limits: FetchLimits = FetchLimits()
    ) {
        let book = QueueBook()
        name = queue.text
        self.book = book
        self.spool = SpoolSource(queue.text, spool: spool, onKept: { book.settle($0) })
        reception = QueueReception(
            queue: access.sqs(queue), book: book,
            fetcher: ObjectFetcher(self.spool, client: access.s3(), limits: limits, network: access.network),
            limits: limits, network: access.network)
    }

    /// Goes on from positions that an earlier run kept.
    package func restore(_ positions: [UInt8]) throws { try spool.restore(positions) }

    /// Begins to ask the queue.
    package func start(waking wake: @escaping @Sendable () -> Void) {
        spool.start(waking: wake)
        let reception = reception
        // `stop` ends it.
        task.withLock { $0 = Task { await reception.run() } }
    }

    /// The objects that were fetched since it was asked last.
    package func next(at now: Timestamp) -> SourceBatch {
        var batch = spool.next(at: now)
        batch.pending = max(0, book.count - batch.inputs.count)
        return batch
    }

    /// Takes note of how far objects were read.
    package func note(_ progress: [InputProgress]) { spool.note(progress) }

    /// How far everything was read.
    package func positions() -> [UInt8] { spool.positions() }

    /// Lets messages be deleted whose objects are all kept.
    package func acknowledge(_ inputs: [String]) { spool.acknowledge(inputs) }

    /// Asks no more. What is kept by now is deleted, unless that takes too long: what is not comes again, and is known then.
    package func stop() {
        let asking = task.withLock { $0 }
        asking?.cancel()
        let (reception, done) = (reception, DispatchSemaphore(value: 0))
        // It ends by itself, as requests are bounded in time.
        Task {
            await asking?.value
            await reception.delete()
            done.signal()
        }
        _ = done.wait(timeout: .now() + QueueSource.farewell)
    }

    /// Seconds that messages may take to be deleted in the end.
    private static let farewell = 3.0
}

/// The ledger, as the threads that read and fetch share it.
final class QueueBook: Sendable {
    private let ledger = Mutex(QueueLedger())

    var count: Int { ledger.withLock { $0.count } }

    func settle(_ names: [String]) { ledger.withLock { for name in names { $0.settle(name) } } }

    func withLedger<Value: Sendable>(_ body: (inout QueueLedger) -> Value) -> Value { ledger.withLock { body(&$0) } }
}

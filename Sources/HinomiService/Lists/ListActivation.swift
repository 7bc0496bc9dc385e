// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence
package import HinomiRecords
package import HinomiStore
package import Logging

/// Reads the contents of lists and puts them in force, outside the transactions in which that was asked for.
///
/// That a list is on its way is in the store before anything is fetched, and what came of it is committed in a second
/// transaction: a server that stops in between takes the list up again at its next start.
package actor ListActivation {
    /// Fetches the content of a list that belongs to a detector in a region.
    package typealias Read = @Sendable (ListRecord, String) async throws(ListFault) -> [UInt8]

    /// How many lists are fetched at the same time.
    static let breadth = 8

    private let store: Store
    private let read: Read
    private let clock: @Sendable () -> Timestamp
    private let logger: Logger
    private let queue: AsyncStream<String>
    private let enqueue: AsyncStream<String>.Continuation
    // Those that are queued or being read, with who waits for them; and those that were asked for again meanwhile.
    private var waiting: [String: [AsyncStream<Never>.Continuation]] = [:]
    private var again: Set<String> = []

    /// An activation of the lists in a store.
    package init(
        store: Store, logger: Logger, clock: @escaping @Sendable () -> Timestamp, read: @escaping Read
    ) {
        self.store = store
        self.logger = logger
        self.clock = clock
        self.read = read
        (queue, enqueue) = AsyncStream.makeStream(of: String.self)
    }

    /// Works until it is cancelled, beginning with what was left over. Runs once.
    package func run() async {
        do {
            take(try await store.read { try $0.activatingLists() })
        } catch {
            logger.error("The lists that wait could not be found.", metadata: ["error": "\(error)"])
        }
        await withTaskGroup(of: Void.self) { group in
            var running = 0
            for await id in queue {
                if running == ListActivation.breadth {
                    await group.next()
                    running -= 1
                }
                group.addTask { await self.activate(id) }
                running += 1
            }
        }
    }

    /// Takes on lists whose contents are to be read.
    package func take(_ ids: [String]) {
        for id in ids {
            guard waiting[id] == nil else {
                again.insert(id)
                continue
            }
            waiting[id] = []
            enqueue.yield(id)
        }
    }

    /// Takes on lists and waits for what becomes of them, but no longer than `patience`.
    ///
    /// Programs look at a list right after they asked for it and want to see it active.
    package func settle(_ ids: [String], patience: Duration) async {
        take(ids)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for id in ids { await self.outcome(of: id) } }
            group.addTask { try? await Task.sleep(for: patience) }
            await group.next()
            group.cancelAll()
        }
    }

    private func outcome(of id: String) async {
        guard waiting[id] != nil else { return }
        let (news, continuation) = AsyncStream.makeStream(of: Never.self)
        waiting[id]?.append(continuation)
        for await _ in news {}
    }

    /// Reads the content of one list and commits what came of it.
    package func activate(_ id: String) async {
        do {
            try await readAndCommit(id)
        } catch is CancellationError {
            // The next start takes it up.
        } catch {
            logger.error("A list could not be activated.", metadata: ["list": "\(id)", "error": "\(error)"])
        }
        if again.remove(id) != nil {
            enqueue.yield(id)
        } else {
            for continuation in waiting.removeValue(forKey: id) ?? [] { continuation.finish() }
        }
    }

    private func readAndCommit(_ id: String) async throws {
        let found = try await store.read { transaction -> (ListRecord, DetectorRecord)? in
            guard let list = try transaction.list(id), list.status == .activating,
                let detector = try transaction.detector(list.detectorID)
            else { return nil }
            return (list, detector)
        }
        guard let (list, detector) = found else { return }
        let outcome = await content(of: list, region: detector.region)
        // A server that stops says nothing about the list: the next start reads it.
        guard !Task.isCancelled else { return }
        let now = clock()
        try await store.write { transaction in
            // What was changed meanwhile is read anew, or not wanted any more.
            guard var current = try transaction.list(id), current.status == .activating,
                current.reading == list.reading
            else { return }
            current.updatedAt = now
            switch outcome {
            case .success(let content):
                current.status = .active
                try transaction.save(content: content, of: current)
            case .failure(let fault):
                current.status = .error
                current.problem = fault.description
            }
            try transaction.save(current)
        }
    }

    private nonisolated func content(of list: ListRecord, region: String) async -> Result<[UInt8], ListFault> {
        var facts: Logger.Metadata = ["list": "\(list.id)", "kind": "\(list.kind.rawValue)"]
        do throws(ListFault) {
            let content = try await read(list, region)
            let statistics = try ListCheck.read(content, for: list)
            facts["entries"] = "\(statistics.entries)"
            facts["refused"] = "\(statistics.refused)"
            logger.info("A list is in force.", metadata: facts)
            return .success(content)
        } catch {
            facts["reason"] = "\(error)"
            logger.warning("A list cannot be put in force.", metadata: facts)
            return .failure(error)
        }
    }
}

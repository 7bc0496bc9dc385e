// SPDX-License-Identifier: Apache-2.0

/// The workers of a scan, one a thread.
final class WorkerSet: @unchecked Sendable {
    // @unchecked: while threads run, each touches its own worker only; the set is read when none runs.
    private let storage: UnsafeMutableBufferPointer<ScanWorker>

    init(_ count: Int, make: (Int) -> ScanWorker) {
        storage = .allocate(capacity: count)
        for index in 0..<count { storage.initializeElement(at: index, to: make(index)) }
    }

    deinit {
        storage.deinitialize()
        storage.deallocate()
    }

    /// Runs a body for every worker, each on a thread of its own, and waits for all.
    func forEach(_ body: @escaping @Sendable (inout ScanWorker) -> Void) {
        WorkerThreads.run(storage.count) { [self] index in body(&storage[index]) }
    }

    /// Puts together what the workers have, in their order.
    func reduce<Result>(into result: Result, _ body: (inout Result, ScanWorker) -> Void) -> Result {
        var result = result
        for worker in storage { body(&result, worker) }
        return result
    }
}

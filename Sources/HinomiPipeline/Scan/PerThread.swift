// SPDX-License-Identifier: Apache-2.0

/// One value for each thread of a scan, worked on by that thread alone.
final class PerThread<Element>: @unchecked Sendable {
    // @unchecked: while threads run, each touches its own value only; the set is read when none runs.
    private let storage: UnsafeMutableBufferPointer<Element>

    init(_ count: Int, make: (Int) -> Element) {
        storage = .allocate(capacity: count)
        for index in 0..<count { storage.initializeElement(at: index, to: make(index)) }
    }

    deinit {
        storage.deinitialize()
        storage.deallocate()
    }

    /// How many values there are.
    var count: Int { storage.count }

    /// Runs a body for every value, each on a thread of its own, and waits for all.
    func forEach(_ body: @escaping @Sendable (inout Element) -> Void) {
        WorkerThreads.run(storage.count) { [self] index in body(&storage[index]) }
    }

    /// Puts together what the values have, in their order.
    func reduce<Result>(into result: Result, _ body: (inout Result, Element) throws -> Void) rethrows -> Result {
        var result = result
        for element in storage { try body(&result, element) }
        return result
    }

    /// Changes one value.
    func update<Result>(_ index: Int, _ body: (inout Element) throws -> Result) rethrows -> Result {
        try body(&storage[index])
    }
}

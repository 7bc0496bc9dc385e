// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation

/// Runs a body on several threads and waits for all of them.
///
/// Real threads and not tasks: the workers of a scan compute for minutes and wait for each other, which the cooperative
/// pool must not be made to do.
enum WorkerThreads {
    static func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
        if count <= 1 { return body(0) }
        let group = DispatchGroup()
        for index in 0..<count {
            group.enter()
            let thread = Thread {
                body(index)
                group.leave()
            }
            thread.stackSize = 4 << 20
            thread.start()
        }
        group.wait()
    }
}

// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
import Logging

/// Sees to it that a server that was asked to stop does: at a second signal, and when it takes too long, it leaves at once.
///
/// Nothing is lost by that: what was committed is kept, and what was not is read again.
final class StopSignals {
    private let sources: [any DispatchSourceSignal]
    private let deaf = DispatchGroup()

    /// Watches SIGTERM and SIGINT. `onFirst` is called at the first of them; `exit` is given the status to leave with.
    init(
        within limit: Duration, logger: Logger, onFirst: @escaping @Sendable () -> Void,
        exit: @escaping @Sendable (Int32) -> Void = { _exit($0) }
    ) {
        let times = Times()
        let queue = DispatchQueue(label: "stop")
        let deaf = deaf
        sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                // `timeout`, and terminals, signal a process and its group: that is one request, told twice.
                if let first = times.first, .now() < first + StopSignals.echo { return }
                guard times.first == nil else {
                    logger.error("Asked to stop once more: leaving at once.")
                    return exit(128 + number)
                }
                times.first = .now()
                logger.info("Asked to stop: finishing what is being done.")
                onFirst()
                queue.asyncAfter(deadline: .now() + (limit / .seconds(1))) {
                    logger.error("Stopping takes too long: leaving at once.")
                    exit(StopSignals.lateStatus)
                }
            }
            deaf.enter()
            source.setRegistrationHandler { deaf.leave() }
            source.resume()
            return source
        }
    }

    /// Returns once signals are heard: a source listens a moment after it was told to, and what comes before is lost.
    func listen() async {
        await withCheckedContinuation { continuation in
            deaf.notify(queue: .global()) { continuation.resume() }
        }
    }

    // Seconds in which the same request may be told again.
    private static let echo = 0.5

    /// The status of a server that did not come to its end in time.
    static let lateStatus: Int32 = 4

    deinit { for source in sources { source.cancel() } }

    // Touched on the queue only.
    private final class Times: @unchecked Sendable {
        var first: DispatchTime?
    }
}

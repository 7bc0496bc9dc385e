// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc

/// The signal by which operators ask a server to read its settings again.
final class HangupSignal {
    /// An element for each time that somebody asked.
    let requests: AsyncStream<Void>
    private let source: any DispatchSourceSignal

    /// Listens for SIGHUP, which does not end the process any more.
    init() {
        signal(SIGHUP, SIG_IGN)
        // Who asks twice while settings are being read is served once.
        let (requests, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.requests = requests
        source = DispatchSource.makeSignalSource(signal: SIGHUP, queue: .global())
        source.setEventHandler { continuation.yield() }
        source.resume()
    }

    deinit { source.cancel() }
}

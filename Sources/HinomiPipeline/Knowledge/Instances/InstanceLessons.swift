// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Synchronization

/// Learns of instances from several threads.
final class InstanceLessons: Sendable {
    private let learned = Mutex(LearnedInstances())

    /// Takes in what a call says of instances.
    @inline(__always)
    func learn(from view: borrowing APICallView) {
        let news = InstanceNews.read(view)
        if !news.isEmpty { learn(news, at: CallStamp(view)) }
    }

    @inline(never)
    private func learn(_ news: [InstanceNews], at stamp: CallStamp) {
        learned.withLock { learned in
            for item in news { learned.learn(item, at: stamp) }
        }
    }

    /// What was learned, ready for questions.
    var outcome: LearnedInstances {
        var outcome = learned.withLock { $0 }
        outcome.finish()
        return outcome
    }
}

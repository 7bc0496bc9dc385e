// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Synchronization

/// Learns of instances from several threads.
final class InstanceLessons: Sendable {
    private struct Lessons {
        var learned: LearnedInstances
        // How often something was learned, and the outcome of an earlier time.
        var count = 0
        var outcome: (learned: LearnedInstances, count: Int)?
    }

    private let lessons: Mutex<Lessons>

    /// Goes on from what was learned earlier.
    init(_ learned: LearnedInstances = LearnedInstances()) { lessons = Mutex(Lessons(learned: learned)) }

    /// Takes in what a call says of instances.
    @inline(__always)
    func learn(from view: borrowing APICallView) {
        let news = InstanceNews.read(view)
        if !news.isEmpty { learn(news, at: CallStamp(view)) }
    }

    @inline(never)
    private func learn(_ news: [InstanceNews], at stamp: CallStamp) {
        lessons.withLock { lessons in
            for item in news { lessons.learned.learn(item, at: stamp) }
            lessons.count += 1
        }
    }

    /// What was learned, ready for questions.
    var outcome: LearnedInstances {
        lessons.withLock { lessons in
            if let known = lessons.outcome, known.count == lessons.count { return known.learned }
            var outcome = lessons.learned
            outcome.finish()
            lessons.outcome = (outcome, lessons.count)
            return outcome
        }
    }

    /// Everything that was learned, and a number that changes when it does.
    var all: (learned: LearnedInstances, count: Int) { lessons.withLock { ($0.learned, $0.count) } }
}

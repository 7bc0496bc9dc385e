// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What was said of troubles: each is told once, and when all is well again.
struct Troubles {
    typealias Say = (_ path: String, _ what: String, _ isDamage: Bool) -> Void

    private var told: Set<String> = []
    private var current: String?
    private var place = ""

    private static let limit = 1_000

    /// Tells that a place cannot be listed, unless that was the last that was told.
    mutating func tell(_ path: String, _ error: AWSError, say: Say) {
        guard current != "\(error)" else { return }
        current = "\(error)"
        place = path
        say(path, "it cannot be listed: \(error)", true)
    }

    /// Tells that it works again, if it did not.
    mutating func over(say: Say) {
        guard current != nil else { return }
        current = nil
        say(place, "the bucket can be listed again", false)
    }

    /// Tells something that was not told with these words, or for this reason.
    mutating func tellOnce(_ path: String, _ what: String, by reason: String? = nil, say: Say) {
        guard told.count < Troubles.limit, told.insert(reason ?? path + what).inserted else { return }
        say(path, what, true)
    }
}

/// Objects that could not be had, as the tasks that fetch them tell.
final class UnavailableObjects: Sendable {
    private let objects = Mutex<[(LogObject, String)]>([])

    var all: [(LogObject, String)] { objects.withLock { $0 } }

    func add(_ object: LogObject, _ why: String) { objects.withLock { $0.append((object, why)) } }
}

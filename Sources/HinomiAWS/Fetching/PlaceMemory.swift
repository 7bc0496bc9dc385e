// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// What is known of a listed place: up to when everything in it was read, and what was read since.
///
/// S3's lists are complete: an object that was there is in them. So an object is known if it was last modified before a list of
/// which everything was read, less an hour, since uploads take their time and the time of an object is that of its beginning;
/// what is younger is known by its name. That is why a place with a million objects need not be remembered object by object.
struct PlaceMemory: Equatable {
    /// When the last list of which everything was read began, by S3's clock in seconds.
    private(set) var completeAt: Int64?
    /// Hashes of names that were read, with the seconds at which the objects were modified.
    private(set) var read: [UInt64: Int64] = [:]
    /// What was found and is not read yet.
    private var waiting: Set<String> = []
    // A list that is at its end, and what of it is not read yet.
    private var fence: (at: Int64, left: Set<String>)?

    /// Seconds before a list within which objects are known by their names.
    static let margin: Int64 = 3_600

    init() {}

    /// What an earlier run knew.
    init(completeAt: Int64?, read: [UInt64: Int64]) {
        self.completeAt = completeAt
        self.read = read
    }

    static func == (a: PlaceMemory, b: PlaceMemory) -> Bool { a.completeAt == b.completeAt && a.read == b.read }

    /// Whether an object in a list is known: read, or on its way.
    func knows(_ name: String, modified: Int64) -> Bool {
        if let completeAt, modified < completeAt - PlaceMemory.margin { return true }
        return read[StableHash.of(name)] != nil || waiting.contains(name)
    }

    /// Takes note that an object was found.
    mutating func await(_ name: String) { waiting.insert(name) }

    /// Takes note that an object is read, or needs not be.
    mutating func settle(_ name: String, modified: Int64) {
        waiting.remove(name)
        read[StableHash.of(name)] = modified
        fence?.left.remove(name)
        passFence()
    }

    /// Takes note that an object cannot be had, and that somebody else remembers it.
    mutating func handOver(_ name: String) {
        waiting.remove(name)
        fence?.left.remove(name)
        passFence()
    }

    /// Takes note that the place was listed to its end; the list had begun at `time`.
    mutating func wasListed(at time: Int64) {
        // One that is being read already comes first: it would never be done if each list took its place.
        if fence == nil { fence = (time, waiting) }
        passFence()
    }

    private mutating func passFence() {
        guard let fence, fence.left.isEmpty else { return }
        self.fence = nil
        guard fence.at > completeAt ?? .min else { return }
        completeAt = fence.at
        read = read.filter { $0.value >= fence.at - PlaceMemory.margin }
    }
}

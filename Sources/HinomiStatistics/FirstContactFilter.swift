// SPDX-License-Identifier: Apache-2.0

/// Remembers roughly what was met before, the last five hundred things at least: up to 64 by 31 bits each, then by
/// fingerprints in 2 KiB (a cuckoo filter that never moves what it holds; Fan and others, CoNEXT 2014).
///
/// Says "known" of something new for at most about one in four thousand, and "new" of something met lately for one in a
/// hundred, since what is there when both its places are full makes room. What is met joins a generation, which another
/// follows after 512 things or half a day; only the latest two are remembered.
public struct FirstContactFilter: Hashable, Codable, Sendable {
    private static let buckets = 256
    private static let bucketSize = 4
    private static let places = buckets * bucketSize
    private static let exactCapacity = 64
    private static let generationSize = 512
    private static let halfLife: Int64 = 43_200

    // While there are few: half of each hash, the lowest bit replaced by that of the generation.
    private var exact: [UInt32] = []
    // Later: fifteen bits of each hash that are not all 0, above the bit of the generation. 0 is a free place.
    private var fingerprints: [UInt16] = []
    private var generation: UInt16 = 0
    private var entries: UInt16 = 0
    private var since = Int64.min

    public init() {}

    /// Notes a well-mixed hash at a time in seconds. Returns whether it is met for the first time.
    public mutating func insert(_ hash: UInt64, at seconds: Int64) -> Bool {
        if entries >= FirstContactFilter.generationSize || seconds > since &+ FirstContactFilter.halfLife {
            beginGeneration(at: seconds)
        }
        let short = UInt32(truncatingIfNeeded: hash >> 32)
        // What was read may be damaged: only as many as there should be are looked at by place.
        if fingerprints.count == FirstContactFilter.places { return note(short) }
        if let known = exact.firstIndex(where: { $0 >> 1 == short >> 1 }) {
            if UInt16(exact[known] & 1) != generation { entries += 1 }
            exact[known] = short & ~1 | UInt32(generation)
            return false
        }
        if exact.count < FirstContactFilter.exactCapacity {
            exact.append(short & ~1 | UInt32(generation))
            entries += 1
            return true
        }
        fingerprints = Array(repeating: 0, count: FirstContactFilter.places)
        let current = generation
        for known in exact {
            generation = UInt16(known & 1)
            place(FirstContactFilter.fingerprint(of: known), from: FirstContactFilter.bucket(of: known))
        }
        generation = current
        exact = []
        return note(short)
    }

    private mutating func beginGeneration(at seconds: Int64) {
        generation ^= 1
        entries = 0
        since = seconds
        exact.removeAll { UInt16($0 & 1) == generation }
        for at in fingerprints.indices where fingerprints[at] & 1 == generation { fingerprints[at] = 0 }
    }

    private mutating func note(_ short: UInt32) -> Bool {
        let fingerprint = FirstContactFilter.fingerprint(of: short)
        let bucket = FirstContactFilter.bucket(of: short)
        if let at = first(in: bucket, where: { $0 & ~1 == fingerprint })
            ?? first(in: FirstContactFilter.other(bucket, fingerprint), where: { $0 & ~1 == fingerprint })
        {
            if fingerprints[at] & 1 != generation { entries += 1 }
            fingerprints[at] = fingerprint | generation
            return false
        }
        entries += 1
        place(fingerprint, from: bucket)
        return true
    }

    // Puts in a fingerprint: into the emptier of its buckets, and for one of the generation before where both are full.
    private mutating func place(_ fingerprint: UInt16, from bucket: Int) {
        let other = FirstContactFilter.other(bucket, fingerprint)
        let isOtherEmptier = free(in: other) > free(in: bucket)
        let at =
            first(in: isOtherEmptier ? other : bucket) { $0 == 0 } ?? first(in: bucket) { $0 & 1 != generation }
            ?? first(in: other) { $0 & 1 != generation } ?? bucket
        fingerprints[at] = fingerprint | generation
    }

    private func free(in bucket: Int) -> Int {
        fingerprints[bucket..<bucket + FirstContactFilter.bucketSize].count { $0 == 0 }
    }

    private func first(in bucket: Int, where isWanted: (UInt16) -> Bool) -> Int? {
        fingerprints[bucket..<bucket + FirstContactFilter.bucketSize].firstIndex(where: isWanted)
    }

    // The two use different bits of a hash; neither uses the lowest.
    private static func fingerprint(of short: UInt32) -> UInt16 { max(UInt16(truncatingIfNeeded: short >> 9) << 1, 2) }

    private static func bucket(of short: UInt32) -> Int { Int(short >> 1 & 0xFF) * bucketSize }

    private static func other(_ bucket: Int, _ fingerprint: UInt16) -> Int {
        bucket ^ Int((fingerprint &* 0x9E37) >> 8) * bucketSize
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiDetection
import HinomiIntelligence
import HinomiRecords

/// A hash of names for the tables of one run.
struct NameHash {
    // Names come from outside, and a hash that everybody knows could be made to collide.
    private let seed = UInt64.random(in: .min ... .max)

    /// The hash of a name; never 0.
    func of(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hasher = StableHash(seed: seed)
        hasher.combine(name)
        return hasher.value | 1
    }
}

/// What is known of names asked lately, so that the same name is not looked up again and again.
///
/// A small table; what it forgets is looked up again.
struct NameCache {
    private struct Entry {
        var hash: UInt64 = 0
        var mark: UInt32 = 0
        var domainStart: UInt16 = .max
        var facts = NameFacts()

        init() {}

        init(_ hash: UInt64, _ record: QueryRecord) {
            self.hash = hash
            (mark, domainStart, facts) = (record.mark, record.domainStart, record.facts)
        }
    }

    // Pairs of entries, the later one first: names that are asked once do not drive out those that are asked all day.
    private static let pairs = 32_768
    private let entries = Entries()
    /// The hash by which names are kept.
    let hash = NameHash()
    // Places in the batch of names that were not found.
    private var missing: [Int] = []
    private var scores = DomainScores()

    private static func place(of hash: UInt64) -> Int {
        (Int(truncatingIfNeeded: hash >> 20) & (NameCache.pairs - 1)) * 2
    }

    /// Asks for the memory in which the name with a hash is looked for.
    func prefetch(_ hash: UInt64) {
        Memory.prefetch(entries.base + NameCache.place(of: hash), count: 2 * MemoryLayout<Entry>.stride)
    }

    /// Says of all queries of a batch what is known of their names.
    mutating func complete(_ batch: inout QueryBatch, _ intelligence: IntelligenceBundle) {
        let (table, suffixes) = (intelligence.names, intelligence.suffixes)
        missing.removeAll(keepingCapacity: true)
        batch.forEach { i, entry, name in
            guard entry.nameHash != 0 else { return }
            if let known = find(entry.nameHash) {
                entry.record.mark = known.mark
                entry.record.describe(
                    name, domainStart: known.domainStart, facts: known.facts, scores: &scores)
            } else {
                missing.append(i)
                table.prefetch(name)
            }
        }
        // What needs no list comes first: meanwhile the memory of the lists arrives.
        for i in missing {
            batch.update(i) { entry, name in
                let domainStart = suffixes.registeredDomainStart(of: name).map(UInt16.init) ?? .max
                entry.record.describe(
                    name, domainStart: domainStart, facts: NameFacts(name, domainStart: domainStart), scores: &scores)
            }
        }
        for i in missing {
            batch.update(i) { entry, name in
                entry.record.mark = table.lookup(name)
                let pair = entries.base + NameCache.place(of: entry.nameHash)
                pair[1] = pair[0]
                pair[0] = Entry(entry.nameHash, entry.record)
            }
        }
    }

    private func find(_ hash: UInt64) -> Entry? {
        let pair = entries.base + NameCache.place(of: hash)
        if pair[0].hash == hash { return pair[0] }
        guard pair[1].hash == hash else { return nil }
        (pair[0], pair[1]) = (pair[1], pair[0])
        return pair[0]
    }

    // The memory of the entries. Places are made from hashes by `place`, which keeps them inside.
    private final class Entries {
        let base = Memory.allocate(Entry.self, count: NameCache.pairs * 2)

        init() { base.initialize(repeating: Entry(), count: NameCache.pairs * 2) }

        deinit { base.deallocate() }
    }
}

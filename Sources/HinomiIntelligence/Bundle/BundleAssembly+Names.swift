// SPDX-License-Identifier: Apache-2.0

extension BundleAssembly {
    /// The table of names.
    mutating func names() -> NameTable {
        var keys = [NameKey]()
        var own = [UInt32]()
        collect(&keys, &own)
        let filter = BlockedBloom(keys: keys.count)
        for key in keys { filter.insert(key.first) }
        let values = withOuterLists(keys, own, filter)
        var inherited = [UInt32]()
        while inherited.count < interner.sets.count {
            inherited.append(interner.inheritedPart(UInt32(inherited.count)))
        }
        return NameTable(
            names: keys, values: values, filter: filter, inherited: inherited, labelLimit: store.labelLimit,
            suffixes: store.suffixes)
    }

    /// The names in the order of their keys, each with the set of what is said about it alone.
    private mutating func collect(_ keys: inout [NameKey], _ own: inout [UInt32]) {
        var covered = Set<NameKey>()
        if !store.trustedNames.isEmpty {
            for link in store.links where store.trustedNames.contains(link.above) { covered.insert(link.below) }
        }
        let entries = BundleAssembly.sorted(store.names)
        var ids = [UInt32]()
        var start = 0
        while start < entries.count {
            let key = entries[start].key
            ids.removeAll(keepingCapacity: true)
            var isTrusted = false
            var end = start
            while end < entries.count, entries[end].key == key {
                switch entries[end].indicator {
                case EntryStore.trusted: isTrusted = true
                case EntryStore.neverAlert: break
                case let number where end == start || entries[end - 1].indicator != number:
                    ids.append(rank[Int(number)])
                default: break
                }
                end += 1
            }
            start = end
            if isTrusted { addToContent(2, key.first, key.second, 0) }
            if isTrusted || covered.contains(key) {
                for id in ids { tallies[list(of: id)].droppedByTrusted += 1 }
                // The trusted name above ends the search already.
                guard isTrusted else { continue }
                ids.removeAll(keepingCapacity: true)
            }
            for id in ids { noteInForce(id, key.first, key.second, 0) }
            ids.sort()
            keys.append(key)
            own.append(ids.isEmpty ? NameTable.stop : interner.number(of: ids))
        }
    }

    /// The names in the order of their keys.
    ///
    /// Keys are hashes, evenly spread: dealt into buckets by their first bits, each bucket is sorted within the cache.
    private static func sorted(_ names: [EntryStore.Name]) -> [EntryStore.Name] {
        let bits = max(1, Int.bitWidth - (names.count / 64 | 1).leadingZeroBitCount)
        let shift = UInt64(64 - min(bits, 20))
        var starts = [Int](repeating: 0, count: (1 << min(bits, 20)) + 1)
        for name in names { starts[Int(truncatingIfNeeded: name.key.first >> shift) + 1] += 1 }
        for i in starts.indices.dropFirst() { starts[i] += starts[i - 1] }
        return [EntryStore.Name](unsafeUninitializedCapacity: names.count) { buffer, count in
            var next = starts
            for name in names {
                let bucket = Int(truncatingIfNeeded: name.key.first >> shift)
                buffer.initializeElement(at: next[bucket], to: name)
                next[bucket] += 1
            }
            count = names.count
            for bucket in 0..<(starts.count - 1) where starts[bucket + 1] - starts[bucket] > 1 {
                buffer[starts[bucket]..<starts[bucket + 1]].sort {
                    $0.key != $1.key ? $0.key < $1.key : $0.indicator < $1.indicator
                }
            }
        }
    }

    /// The sets with what lists that do not have a name itself say about the names above it.
    private mutating func withOuterLists(_ keys: [NameKey], _ own: [UInt32], _ filter: BlockedBloom) -> [UInt32] {
        var values = own
        // Most names above a listed one are not listed, which the filter tells quickly.
        let links = store.links.filter { filter.mayContain($0.above.first) }
            .sorted { $0.below != $1.below ? $0.below < $1.below : $0.distance < $1.distance }
        var start = 0
        while start < links.count {
            let below = links[start].below
            var end = start
            while end < links.count, links[end].below == below { end += 1 }
            defer { start = end }
            guard let place = place(of: below, in: keys), !store.trustedNames.contains(below) else { continue }
            var isRestricted = store.neverNames.contains(below)
            var set = own[place] == NameTable.stop ? 0 : own[place]
            var distance: UInt8 = 0
            for link in links[start..<end] where link.distance > distance {
                distance = link.distance
                if store.trustedNames.contains(link.above) { break }
                if let above = self.place(of: link.above, in: keys), own[above] != NameTable.stop {
                    var part = interner.inheritedPart(own[above])
                    if isRestricted { part = interner.customPart(part) }
                    set = interner.merge(set, within: part)
                }
                if store.neverNames.contains(link.above) { isRestricted = true }
            }
            if set != 0 { values[place] = set }
        }
        return values
    }

    private func place(of key: NameKey, in keys: [NameKey]) -> Int? {
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low < keys.count && keys[low] == key ? low : nil
    }
}

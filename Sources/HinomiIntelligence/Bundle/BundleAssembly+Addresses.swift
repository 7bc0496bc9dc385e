// SPDX-License-Identifier: Apache-2.0

extension BundleAssembly {
    /// Set for spans inside of which only customers' own lists are believed.
    private static let restricted: UInt32 = 1 << 31
    /// The value of trusted spans.
    private static let trusted = UInt32.max

    /// The ranges of a table of addresses.
    mutating func ranges<Key: FixedWidthInteger & UnsignedInteger>(
        _ networks: [EntryStore.Network<Key>]
    ) -> AddressTable.Ranges<Key> {
        let networks = networks.sorted {
            if $0.first != $1.first { return $0.first < $1.first }
            return $0.length != $1.length ? $0.length < $1.length : $0.indicator < $1.indicator
        }
        var spans = [NestedSpans.Span<Key>]()
        var groups = [Range<Int>]()
        var start = 0
        while start < networks.count {
            var end = start + 1
            while end < networks.count, networks[end].first == networks[start].first,
                networks[end].length == networks[start].length
            {
                end += 1
            }
            let hostBits = Key.bitWidth - Int(networks[start].length)
            let hosts: Key = hostBits >= Key.bitWidth ? .max : (1 << Key(hostBits)) - 1
            spans.append(.init(first: networks[start].first, last: networks[start].first | hosts))
            groups.append(start..<end)
            start = end
        }
        var ranges = AddressTable.Ranges<Key>()
        NestedSpans.flatten(
            spans,
            enter: { outer, position in enter(networks[groups[position]], outer) },
            emit: { first, last, value in
                let set = value == BundleAssembly.trusted ? 0 : value & ~BundleAssembly.restricted
                guard set != 0 else { return }
                ranges.first.append(first)
                ranges.last.append(last)
                ranges.value.append(set)
            })
        return ranges
    }

    /// The value of a network within an outer one.
    private mutating func enter<Key>(_ group: ArraySlice<EntryStore.Network<Key>>, _ outer: UInt32) -> UInt32 {
        var ids = [UInt32]()
        var isTrusted = outer == BundleAssembly.trusted
        var isRestricted = !isTrusted && outer & BundleAssembly.restricted != 0
        var last: UInt32?
        for entry in group where entry.indicator != last {
            last = entry.indicator
            switch entry.indicator {
            case EntryStore.trusted:
                isTrusted = true
                addToContent(1, UInt64(truncatingIfNeeded: entry.first >> (Key.bitWidth / 2)),
                    UInt64(truncatingIfNeeded: entry.first), UInt64(entry.length))
            case EntryStore.neverAlert: isRestricted = true
            default: ids.append(rank[Int(entry.indicator)])
            }
        }
        if isTrusted {
            for id in ids { tallies[list(of: id)].droppedByTrusted += 1 }
            return BundleAssembly.trusted
        }
        if isRestricted {
            for id in ids where !interner.traits[Int(id)].isCustom { tallies[list(of: id)].droppedByNeverAlert += 1 }
            ids.removeAll { !interner.traits[Int($0)].isCustom }
        }
        if let entry = group.first {
            for id in ids {
                noteInForce(
                    id, UInt64(truncatingIfNeeded: entry.first >> (Key.bitWidth / 2)),
                    UInt64(truncatingIfNeeded: entry.first), UInt64(entry.length) | UInt64(Key.bitWidth) << 8)
            }
        }
        ids.sort()
        var outerSet = outer & ~BundleAssembly.restricted
        if isRestricted { outerSet = interner.customPart(outerSet) }
        let set = interner.merge(interner.number(of: ids), within: outerSet)
        return isRestricted ? set | BundleAssembly.restricted : set
    }
}

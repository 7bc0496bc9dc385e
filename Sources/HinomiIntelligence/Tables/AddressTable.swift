// SPDX-License-Identifier: Apache-2.0

import CBytes
public import HinomiRecords

/// Which set of indicators an address belongs to: networks flattened into ranges that do not overlap.
///
/// A bitmap in front answers for most IPv4 addresses that are on no list. 12 bytes a range and at most 2.3 MB of
/// indexes for IPv4, 8 kB where there are few ranges; 36 bytes a range for IPv6.
public final class AddressTable: Sendable {
    // One bit for each block of 2^bitmapShift IPv4 addresses that a range touches.
    @usableFromInline let bitmap: FixedStorage<UInt64>
    @usableFromInline let bitmapShift: UInt32
    // For each value of the first 16 bits, how many ranges begin before it; empty where there are few ranges.
    @usableFromInline let index4: FixedStorage<UInt32>
    @usableFromInline let ranges4: FixedStorage<Range4>
    @usableFromInline let index6: FixedStorage<UInt32>
    @usableFromInline let first6: FixedStorage<UInt128>
    @usableFromInline let last6: FixedStorage<UInt128>
    @usableFromInline let value6: FixedStorage<UInt32>

    // Side by side, since one look-up reads all three.
    @usableFromInline
    struct Range4: BitwiseCopyable {
        var first: UInt32
        var last: UInt32
        var value: UInt32
    }

    // So many ranges are searched in ten steps without an index: there may be a table for every account.
    private static let few = 1_000

    /// A table of ranges in ascending order.
    init(_ ranges4: Ranges<UInt32>, _ ranges6: Ranges<UInt128>) {
        // Few ranges leave most bits of a coarse bitmap clear as well, and a small one stays in the cache.
        let shift: UInt32 =
            ranges4.first.count < AddressTable.few ? 16 : ranges4.first.count < 50_000 ? 12 : 8
        let bitmap = FixedStorage<UInt64>(zeroed: 1 << (32 - Int(shift) - 6))
        for i in ranges4.first.indices {
            for block in (ranges4.first[i] >> shift)...(ranges4.last[i] >> shift) {
                bitmap.base[Int(block >> 6)] |= 1 << UInt64(block & 63)
            }
        }
        self.bitmap = bitmap
        bitmapShift = shift
        index4 = FixedStorage(ranges4.first.count < AddressTable.few ? [] : ranges4.index(shift: 16))
        let table4 = FixedStorage<Range4>(zeroed: ranges4.first.count)
        for i in ranges4.first.indices {
            table4.base[i] = Range4(first: ranges4.first[i], last: ranges4.last[i], value: ranges4.value[i])
        }
        self.ranges4 = table4
        index6 = FixedStorage(ranges6.first.count < AddressTable.few ? [] : ranges6.index(shift: 112))
        first6 = FixedStorage(ranges6.first)
        last6 = FixedStorage(ranges6.last)
        value6 = FixedStorage(ranges6.value)
    }

    /// The number of ranges.
    public var count: Int { ranges4.count + first6.count }

    /// The memory of the table.
    public var byteCount: Int {
        bitmap.byteCount + index4.byteCount + ranges4.byteCount + index6.byteCount + first6.byteCount + last6.byteCount
            + value6.byteCount
    }

    /// Brings what a look-up of the address reads first into the cache.
    public func prefetch(_ address: IPAddress) {
        guard address.isV4 else { return }
        hinomi_prefetch(bitmap.base + Int(address.v4 >> (bitmapShift + 6)))
        if index4.count > 0 { hinomi_prefetch(index4.base + Int(address.v4 >> 16)) }
    }

    /// Brings the ranges that a look-up of the address may search into the cache; what `prefetch` asked for should be there.
    public func prefetchRanges(_ address: IPAddress) {
        guard address.isV4, index4.count > 0, mayHave(v4: address.v4) else { return }
        let top = Int(address.v4 >> 16)
        hinomi_prefetch(ranges4.base + Int((index4.base[top] + index4.base[top + 1]) / 2))
    }

    /// The index of the set of indicators for an address; 0 when no list has it.
    @inlinable
    public func lookup(_ address: IPAddress) -> UInt32 {
        address.isV4 ? lookup(v4: address.v4) : lookup(v6: UInt128(address.high) << 64 | UInt128(address.low))
    }

    @inlinable
    func lookup(v4 address: UInt32) -> UInt32 {
        mayHave(v4: address) ? find(v4: address) : 0
    }

    // Whether a range touches the block of an address.
    @inlinable
    @inline(__always)
    func mayHave(v4 address: UInt32) -> Bool {
        let block = address &>> bitmapShift
        return bitmap.base[Int(truncatingIfNeeded: block &>> 6)] & (1 &<< UInt64(block & 63)) != 0
    }

    @usableFromInline
    func find(v4 address: UInt32) -> UInt32 {
        var (low, high) = (0, ranges4.count)
        if index4.count > 0 {
            let top = Int(address >> 16)
            (low, high) = (Int(index4.base[top]), Int(index4.base[top + 1]))
        }
        // A range begins with its first address.
        low += hinomi_count_below(
            ranges4.base + low, MemoryLayout<Range4>.stride, high &- low, UInt64(address) &+ 1)
        guard low > 0, ranges4.base[low &- 1].last >= address else { return 0 }
        return ranges4.base[low &- 1].value
    }

    @usableFromInline
    func lookup(v6 address: UInt128) -> UInt32 {
        guard first6.count > 0 else { return 0 }
        var (low, high) = (0, first6.count)
        if index6.count > 0 {
            let top = Int(truncatingIfNeeded: address >> 112)
            (low, high) = (Int(index6.base[top]), Int(index6.base[top + 1]))
        }
        while low < high {
            let middle = (low + high) >> 1
            if first6.base[middle] <= address { low = middle + 1 } else { high = middle }
        }
        guard low > 0, last6.base[low - 1] >= address else { return 0 }
        return value6.base[low - 1]
    }
}

extension AddressTable {
    /// Ranges in ascending order and the values of each.
    struct Ranges<Key: FixedWidthInteger & UnsignedInteger> {
        var first = [Key]()
        var last = [Key]()
        var value = [UInt32]()

        /// For each value of the bits above `shift`, how many ranges begin before it; one entry more at the end.
        func index(shift: Int) -> [UInt32] {
            var index = [UInt32](repeating: 0, count: (1 << (Key.bitWidth - shift)) + 1)
            for key in first { index[Int(truncatingIfNeeded: key >> Key(shift)) + 1] += 1 }
            for i in index.indices.dropFirst() { index[i] += index[i - 1] }
            return index
        }
    }
}

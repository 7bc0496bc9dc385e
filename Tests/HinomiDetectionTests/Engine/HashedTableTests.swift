// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HinomiDetection

@Suite struct HashedTableTests {
    @Test(arguments: [UInt64(1), 2, 3]) func `it holds what a dictionary holds`(seed: UInt64) throws {
        var table = HashedTable<UInt64>()
        var plain: [UInt64: UInt64] = [:]
        var state = seed
        func next(_ limit: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % limit
        }
        for step in 0..<20_000 {
            // Few keys, so that they go and come again; half of them alike in their lower bits.
            let key = next(2) == 0 ? next(300) : next(300) << 40
            if let place = table.place(of: key) {
                #expect(table.values[place] == plain[key])
                if next(2) == 0 {
                    #expect(table.remove(key) == plain.removeValue(forKey: key))
                } else {
                    table.values[place] += 1
                    plain[key]? += 1
                }
            } else {
                #expect(plain[key] == nil)
                #expect(table.remove(key) == nil)
                table.insert(UInt64(step), for: key)
                plain[key] = UInt64(step)
            }
        }
        #expect(table.count == plain.count)
        #expect(Dictionary(uniqueKeysWithValues: zip(table.keys, table.values)) == plain)
    }

    @Test func `its bytes are those of its contents`() throws {
        var one = HashedTable<Int>()
        var other = HashedTable<Int>()
        for key in 0..<100 { one.insert(key * 3, for: UInt64(key)) }
        for key in (0..<100).reversed() { other.insert(key * 3, for: UInt64(key)) }
        #expect(StateWriter.bytes(of: one) == StateWriter.bytes(of: other))
        var reader = StateReader(StateWriter.bytes(of: one))
        let read = try reader.decode(HashedTable<Int>.self)
        #expect(read.place(of: 41).map { read.values[$0] } == 123)
        #expect(read.place(of: 100) == nil)
        one[41] = 7
        one[100] = 8
        one[40] = nil
        #expect(one[41] == 7 && one[100] == 8 && one[40] == nil && one.count == 100)
    }
}

@Suite struct ShortHashSetTests {
    @Test func `it holds what was put in`() throws {
        var set = ShortHashSet()
        #expect(!set.contains(0))
        #expect(!set.contains(7))
        // Alike in their lower bits, and those that are taken for empty.
        let members = (0..<300).map { UInt32($0) << 20 | 5 } + [0, .max]
        for member in members + members { set.insert(member) }
        #expect(set.count == 302)
        for member in members { #expect(set.contains(member)) }
        #expect(!set.contains(6))
        var reader = StateReader(StateWriter.bytes(of: set))
        let read = try reader.decode(ShortHashSet.self)
        #expect(read.count == 302)
        for member in members { #expect(read.contains(member)) }
    }
}

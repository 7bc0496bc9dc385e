// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HinomiRecords

/// The table against a dictionary that does the same.
@Suite struct DescriptionTableTests {
    // Few different homes in the table, then many; 0 is a hash like any other.
    @Test(arguments: [UInt64(0xFF), 0xFFFF_0000_0000_0003, .max])
    func `something is told once, and again with an earlier minute`(bits: UInt64) {
        var numbers = Numbers(state: bits)
        var table = DescriptionTable()
        var model: [UInt64: Int64] = [:]
        let hashes = [0] + (0..<300).map { _ in numbers.next() & bits }
        for _ in 0..<20_000 {
            let (hash, minute) = (hashes[numbers.below(hashes.count)], Int64(numbers.below(50)) - 10)
            // Free places have no hash, which is 0: what hashes to it counts as 1.
            let key = hash == 0 ? 1 : hash
            let isNews = model[key].map { minute < $0 } ?? true
            let told = table.isNews(hash, minute)
            #expect(told == isNews)
            if isNews { model[key] = minute }
            #expect(table.count == model.count)
        }
    }

    @Test func `a flood is forgotten and told again`() {
        var table = DescriptionTable()
        let news = (1...150_000).count { table.isNews($0, 0) }
        #expect(news == 150_000 && table.count == 50_000)
        let (last, first) = (table.isNews(150_000, 0), table.isNews(1, 0))
        #expect(!last && first)
    }
}

// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HinomiRecords

@Suite struct StableHashTests {
    /// The construction written down a second time, word by word, without pointers.
    static func reference(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 {
        func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
            let product = a.multipliedFullWidth(by: b)
            return product.high ^ product.low
        }
        func word(_ slice: ArraySlice<UInt8>) -> UInt64 { slice.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
        var state = seed ^ 0x9E37_79B9_7F4A_7C15
        var rest = bytes[...]
        func step(_ state: UInt64) -> UInt64 {
            defer { rest = rest.dropFirst(16) }
            return fold(
                state ^ word(rest.prefix(8)) ^ 0xA076_1D64_78BD_642F,
                word(rest.dropFirst(8).prefix(8)) ^ 0xE703_7ED1_A0B4_28DB)
        }
        if rest.count >= 64 {
            var chains = [state, state ^ 0x2D35_8DCC_AA6C_78A5, state ^ 0x8BB8_4B93_962E_ACC9, ~state]
            while rest.count > 64 { for i in 0..<4 { chains[i] = step(chains[i]) } }
            rest = bytes.suffix(64)
            for i in 0..<4 { chains[i] = step(chains[i]) }
            let (first, second) = (chains[0] ^ 0x4B33_A62E_D433_D4A3, chains[2] ^ 0x4D5A_2DA5_1DE1_AA47)
            state = fold(first, chains[1]) ^ fold(second, chains[3])
        }
        while rest.count >= 16 { state = step(state) }
        var a: UInt64 = 0
        if rest.count >= 8 {
            a = word(rest.prefix(8))
            rest = rest.dropFirst(8)
        }
        state = fold(state ^ a ^ 0x8EBC_6AF0_9C88_C6E3, word(rest) ^ UInt64(bytes.count) ^ 0x5899_65CC_7537_4CC3)
        return fold(state ^ 0x1D8E_4E27_C47D_124F, state | 1)
    }

    @Test func `bytes of every length hash as the construction says`() {
        var numbers = Numbers(state: 41)
        for length in 1..<200 {
            let bytes = (0..<length).map { _ in UInt8(truncatingIfNeeded: numbers.next()) }
            #expect(bytes.withUnsafeBufferPointer { StableHash.of($0) } == StableHashTests.reference(bytes))
        }
    }

    @Test func `texts hash as their bytes`() {
        for text in ["a", "example.com", "ünïcode", String(repeating: "x", count: 100)] {
            #expect(StableHash.of(text) == StableHashTests.reference(Array(text.utf8)))
        }
    }

    @Test func `no two of many similar texts collide`() {
        var seen: Set<UInt64> = []
        for i in 0..<200_000 { seen.insert(StableHash.of("host-\(i).example.com") >> 1) }
        #expect(seen.count == 200_000)
    }

    @Test func `length, order and seed matter`() {
        var a = StableHash()
        a.combine(1)
        a.combine(2)
        var b = StableHash()
        b.combine(2)
        b.combine(1)
        #expect(a.value != b.value)
        #expect(StableHash.of("") != StableHash.of("\0") && StableHash.of("\0") != StableHash.of("\0\0"))
        var seeded = StableHash(seed: 1)
        seeded.combine("x")
        #expect(seeded.value != StableHash.of("x"))
    }

    @Test func `an empty text and empty bytes are the same`() {
        let empty: [UInt8] = []
        #expect(StableHash.of("") == empty.withUnsafeBufferPointer { StableHash.of($0) })
    }
}

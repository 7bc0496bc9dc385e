// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiStatistics
import Testing

@Suite struct InformationMeterTests {
    private func bits(_ names: [String], _ meter: inout InformationMeter) -> Double {
        names.reduce(0) { sum, name in sum + Array(name.utf8).withUnsafeBufferPointer { meter.add($0) } }
    }

    private func bits(_ names: [String]) -> Double {
        var meter = InformationMeter()
        return bits(names, &meter)
    }

    private func random(_ symbols: String, _ count: Int, _ numbers: inout Numbers) -> String {
        let symbols = Array(symbols)
        return String((0..<count).map { _ in symbols[numbers.below(symbols.count)] })
    }

    @Test func `random letters and digits cost nearly their full size`() {
        var numbers = Numbers(1)
        // Base32 carries five bits a character.
        let names = (0..<100).map { _ in random("abcdefghijklmnopqrstuvwxyz234567", 60, &numbers) }
        let each = bits(names) / 6_000
        #expect(each > 4.5 && each < 5.8)
    }

    @Test func `random hexadecimal costs about four bits a digit`() {
        var numbers = Numbers(2)
        let names = (0..<200).map { _ in random("0123456789abcdef", 60, &numbers) }
        let each = bits(names) / 12_000
        #expect(each > 3.9 && each < 4.8)
    }

    @Test func `names that repeat cost next to nothing`() {
        let names = ["www", "mail", "api.internal", "cdn-1.static"]
        let many = (0..<2_500).flatMap { _ in names }
        #expect(bits(many) / Double(many.count) < 10)
        var meter = InformationMeter()
        _ = bits(names, &meter)
        #expect(bits(["www"], &meter) <= 4)
    }

    @Test func `names that count cost little`() {
        let names = (0..<2_000).map { "node-\($0 % 100)-\($0).rack" }
        // The number says 11 bits at least; the words around it nothing.
        #expect(bits(names) / 2_000 < 45)
        let same = (0..<2_000).map { "host\($0 % 50).rack\($0 % 9)" }
        #expect(bits(same) / 2_000 < 10)
    }

    @Test func `bytes that are no letters cost seven bits more than letters`() {
        let plain = bits(["aaaaaaaa"])
        let raw = bits([String(repeating: "\u{1}", count: 8)])
        #expect(abs(raw - plain - 56) < 1e-6)
    }

    @Test(arguments: ["", ".", "...", "a", ".a.", String(repeating: "a", count: 5_000)])
    func `any name can be taken in`(name: String) {
        var meter = InformationMeter()
        for _ in 0..<300 { #expect(bits([name], &meter) >= 0) }
    }

    @Test func `counts that do not add up are refused`() throws {
        var meter = InformationMeter()
        var text = "k3jd9x.qqqq"
        text.withUTF8 { _ = meter.add($0) }
        let good = try JSONEncoder().encode(meter)
        #expect(try JSONDecoder().decode(InformationMeter.self, from: good) == meter)
        let object = try #require(try JSONSerialization.jsonObject(with: good) as? [String: Any])
        let pairs = try #require(object["pairs"] as? [Int])
        let totals = try #require(object["totals"] as? [Int])
        for (key, value) in [
            ("pairs", Array(pairs.dropLast())), ("pairs", [0] + pairs.dropFirst()),
            ("totals", [totals[0] + 1] + totals.dropFirst()),
            ("totals", totals + [40]), ("labels", [Int](repeating: 1, count: 513)),
        ] {
            var bad = object
            bad[key] = value
            let text = try JSONSerialization.data(withJSONObject: bad)
            #expect(throws: DecodingError.self) { try JSONDecoder().decode(InformationMeter.self, from: text) }
        }
    }
}

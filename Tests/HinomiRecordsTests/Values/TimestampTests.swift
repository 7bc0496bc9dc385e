// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import HinomiRecords

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2022-11-22T12:22:20Z", 1_669_119_740_000),
        ("2022-11-22T12:22:20.938Z", 1_669_119_740_938),
        ("2022-11-22T12:22:20.9Z", 1_669_119_740_900), ("2022-11-22T12:22:20.938999999Z", 1_669_119_740_938),
        ("2022-11-22 12:22:20", 1_669_119_740_000),
        ("2022-11-22T14:22:20+02:00", 1_669_119_740_000), ("2022-11-22T07:52:20-0430", 1_669_119_740_000),
        ("2022-11-22T13:22:20+01", 1_669_119_740_000),
        ("1969-12-31T23:59:59Z", -1000), ("2000-02-29T00:00:00Z", 951_782_400_000),
        ("2400-02-29T00:00:00Z", 13_574_563_200_000),
        ("0001-01-01T00:00:00Z", -62_135_596_800_000), ("9999-12-31T23:59:59Z", 253_402_300_799_000),
        ("2016-12-31T23:59:60Z", 1_483_228_800_000),
    ])
    func `times are read to the millisecond`(_ text: String, _ milliseconds: Int64) {
        #expect(Timestamp(iso8601: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2022-11-22", "2022-11-22T12:22Z", "2022-13-22T12:22:20Z", "2022-00-22T12:22:20Z", "2022-11-31T12:22:20Z",
        "2022-11-00T12:22:20Z",
        "2023-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2022-11-22T24:00:00Z", "2022-11-22T12:60:00Z",
        "2022-11-22T12:22:61Z",
        "2022-11-22T12:22:20ZZ", "2022-11-22T12:22:20.Z", "2022/11/22T12:22:20Z", "2022-11-22X12:22:20Z",
        "20222-11-22T12:22:20Z",
        "2022-11-22T12:22:20+25:00", "2022-11-22T12:22:20+", "0000-01-01T00:00:00Z", "202a-11-22T12:22:20Z",
        "2022-1:-22T12:22:20Z",
        "2022-11-22T12:22:2/Z", "2022-11-22T1?:22:20Z", "2022-11-22T12:22:20z ", "२०२२-११-२२T12:22:20Z",
    ])
    func `what is no time is refused`(_ text: String) {
        #expect(Timestamp(iso8601: text) == nil)
    }

    @Test func `times are read and written as Foundation does`() {
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
        let plain = ISO8601DateFormatter()
        var numbers = Numbers(state: 31)
        for _ in 0..<2000 {
            // From 1900, behind the calendar reform that Foundation knows, to 2500.
            let seconds = Int64(numbers.below(18_934_214_400)) - 2_208_988_800
            let time = Timestamp(milliseconds: seconds * 1000 + Int64(numbers.below(1000)))
            let date = Date(timeIntervalSince1970: Double(seconds))
            #expect(Timestamp(iso8601: plain.string(from: date)) == Timestamp(seconds: seconds))
            #expect(time.iso8601.hasPrefix(String(plain.string(from: date).dropLast())))
            #expect(Timestamp(iso8601: time.iso8601) == time)
        }
    }

    @Test func `the quick way for AWS's form refuses and reads what the general way does`() {
        var numbers = Numbers(state: 32)
        for _ in 0..<40_000 {
            var text = Array("2022-11-22T12:22:20Z".utf8)
            for _ in 0...numbers.below(3) {
                text[numbers.below(20)] = Array("0123456789-:TZ/. ".utf8)[numbers.below(17)]
            }
            // With a fraction the general way reads it, without one the quick way.
            var general = text
            general.insert(contentsOf: Array(".0".utf8), at: 19)
            let quick = text.withUnsafeBufferPointer { Timestamp(iso8601: $0) }
            let slow = general.withUnsafeBufferPointer { Timestamp(iso8601: $0) }
            if text[19] == 0x5A { #expect(quick == slow, "\(String(decoding: text, as: UTF8.self))") }
        }
    }

    @Test func `parts of seconds before the epoch are rounded down`() {
        #expect(Timestamp(milliseconds: -1).seconds == -1)
        #expect(Timestamp(milliseconds: -1000).seconds == -1)
        #expect(Timestamp(milliseconds: -1001).seconds == -2)
        #expect(Timestamp(milliseconds: -1).iso8601 == "1969-12-31T23:59:59.999Z")
    }

    @Test func `the ends of time can be written`() {
        #expect(!Timestamp.distantPast.iso8601.isEmpty && !Timestamp.distantFuture.iso8601.isEmpty)
        #expect(!Timestamp(milliseconds: .min).iso8601.isEmpty && !Timestamp(milliseconds: .max).iso8601.isEmpty)
        #expect(Timestamp(seconds: .max).advanced(seconds: .max).seconds != 0)
    }
}

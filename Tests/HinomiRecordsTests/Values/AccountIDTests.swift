// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HinomiRecords

@Suite struct AccountIDTests {
    func account(_ text: String) -> AccountID? { Array(text.utf8).withUnsafeBufferPointer { AccountID($0) } }

    @Test func `twelve digits are an account, leading zeros kept`() {
        #expect(account("111122223333")?.number == 111_122_223_333)
        #expect(account("000000000001")?.description == "000000000001")
        #expect(account("999999999999")?.number == 999_999_999_999)
        #expect(account("42")?.description == "000000000042")
        var numbers = Numbers(state: 51)
        for _ in 0..<5000 {
            let number = UInt64(numbers.below(1_000_000_000_000))
            #expect(account(AccountID(number: number).description)?.number == number)
        }
    }

    @Test(arguments: [
        "", "unknown", "-", "1111222233334", "11112222333x", "x11122223333", "1111222/3333", "1111222:3333",
        " 11122223333", "1111 2223333",
        "１１１１", "11112222333\u{0}",
    ])
    func `everything else is none`(_ text: String) {
        #expect(account(text) == nil)
    }

    @Test func `every byte in every place is judged as a digit or not`() {
        for place in 0..<12 {
            for byte in UInt8.min...UInt8.max {
                var bytes = Array("123456789012".utf8)
                bytes[place] = byte
                let digits = bytes.allSatisfy { (48...57).contains($0) }
                let read = bytes.withUnsafeBufferPointer { AccountID($0) }
                #expect((read != nil) == digits)
                if digits { #expect(read?.number == UInt64(String(decoding: bytes, as: UTF8.self))) }
            }
        }
    }
}

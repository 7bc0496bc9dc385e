// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import HinomiRecords

@Suite struct JSONSliceTests {
    func withSlice<Result>(_ text: String, _ body: (JSONSlice) throws -> Result) throws -> Result {
        let guarded = GuardedBytes(text)
        var scanner = JSONScanner(from: guarded.start, to: guarded.end)
        return try withExtendedLifetime(guarded) { try body(try scanner.value()) }
    }

    @Test func `keys are compared whole`() throws {
        try withSlice(#"{"eventNameX":1,"eventNam":2,"eventName":3,"EventName":4}"#) {
            #expect($0["eventName"].unsigned == 3)
            #expect($0["eventNameX"].unsigned == 1)
            #expect($0["event"].isAbsent)
        }
    }

    @Test func `a key with escapes is the key it stands for`() throws {
        try withSlice(#"{"\u0061b":1}"#) { #expect($0["ab"].unsigned == 1) }
    }

    @Test func `the last of repeated keys wins`() throws {
        try withSlice(#"{"a":1,"b":0,"a":{"c":2}}"#) { #expect($0.value(at: "a.c").unsigned == 2) }
    }

    @Test func `paths go through objects and arrays`() throws {
        try withSlice(#"{"ipPermissions":{"items":[{"fromPort":22},{"fromPort":443,"ranges":["10.0.0.0/8"]}]}}"#) {
            #expect($0.value(at: "ipPermissions.items.1.fromPort").unsigned == 443)
            #expect($0.value(at: "ipPermissions.items.1.ranges.0").string == "10.0.0.0/8")
            #expect($0.value(at: "ipPermissions.items.2.fromPort").isAbsent)
            #expect($0.value(at: "ipPermissions.items.x").isAbsent)
            #expect($0.value(at: "ipPermissions.items.0.fromPort.x").isAbsent)
            #expect($0.value(at: "").isAbsent)
            #expect($0.value(at: "ipPermissions.").isAbsent)
            #expect($0.value(at: "ipPermissions.items.99999999999999999999").isAbsent)
        }
    }

    @Test func `a damaged object gives nothing`() throws {
        // Containers are skipped by their brackets; looking inside finds what is wrong.
        try withSlice(#"{"a":{"b" 1,"c":2},"d":{"e":tru,"f":1}}"#) {
            #expect($0.value(at: "a.c").isAbsent)
            #expect($0.value(at: "d.f").isAbsent)
            #expect(!$0.isIntact)
        }
    }

    @Test func `texts lose their escapes`() throws {
        try withSlice(#"["a\u0041\n\ud83d\ude00\u00e9\/","plain","\ud800x","\udc00\ud800"]"#) {
            #expect($0[0].string == "aA\n😀é/")
            #expect($0[0].equals("aA\n😀é/") && !$0[0].equals("aA\n😀é"))
            #expect($0[0].hasPrefix("aA") && $0[0].hasSuffix("é/") && !$0[0].hasPrefix("aB"))
            #expect($0[1].string == "plain" && $0[1].equals("plain") && !$0[1].equals("plaim"))
            #expect($0[2].string == "\u{FFFD}x")
            #expect($0[3].string == "\u{FFFD}\u{FFFD}")
        }
    }

    @Test func `unescaping never writes beyond its room`() throws {
        try withSlice(#"["ab\u00e9cd","abcdef"]"#) { slice in
            for capacity in 0..<10 {
                let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: capacity + 1)
                defer { room.deallocate() }
                room.update(repeating: 0xEE)
                let out = UnsafeMutableBufferPointer(rebasing: room[..<capacity])
                #expect(slice[0].unescape(into: out) == (capacity >= 6 ? 6 : nil))
                #expect(slice[1].unescape(into: out) == (capacity >= 6 ? 6 : nil))
                #expect(room[capacity] == 0xEE)
            }
        }
    }

    @Test func `bytes that are not UTF-8 are no text but can be shown`() throws {
        let guarded = GuardedBytes([0x22, 0x61, 0xFF, 0x62, 0x22])
        var scanner = JSONScanner(from: guarded.start, to: guarded.end)
        let slice = try scanner.value()
        #expect(slice.string == nil)
        #expect(slice.repairedString == "a\u{FFFD}b")
        #expect(!slice.isUTF8)
    }

    @Test func `UTF-8 is judged as the standard library judges it`() {
        var numbers = Numbers(state: 7)
        let pool: [UInt8] = [
            0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF,
            0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
        ]
        for _ in 0..<60_000 {
            var bytes = (0..<numbers.below(6)).map { _ in pool[numbers.below(pool.count)] }
            if numbers.below(4) == 0 { bytes = Array(repeating: 0x61, count: numbers.below(40)) + bytes }
            let mine = bytes.withUnsafeBufferPointer { JSONText.isUTF8($0) }
            #expect(mine == (String(validating: bytes, as: UTF8.self) != nil), "\(bytes)")
        }
    }

    @Test func `numbers beyond 64 bits are nothing`() throws {
        try withSlice(
            #"[18446744073709551615,18446744073709551616,"42",-9223372036854775808,-9223372036854775809,1.5,1e400,-1,""]"#
        ) {
            #expect($0[0].unsigned == .max && $0[0].integer == nil)
            #expect($0[1].unsigned == nil && $0[1].double == 18446744073709551616)
            #expect($0[2].unsigned == 42 && $0[2].integer == 42)
            #expect($0[3].integer == .min && $0[3].unsigned == nil)
            #expect($0[4].integer == nil)
            #expect($0[5].unsigned == nil && $0[5].double == 1.5)
            #expect($0[6].double == nil)
            #expect($0[7].integer == -1)
            #expect($0[8].unsigned == nil && $0[8].integer == nil)
        }
    }

    @Test func `truth is read from literals and from AWS's strings`() throws {
        try withSlice(#"[true,false,"true","False","yes",null,1]"#) {
            #expect($0[0].bool == true && $0[1].bool == false && $0[2].bool == true && $0[3].bool == false)
            #expect($0[4].bool == nil && $0[5].bool == nil && $0[6].bool == nil && $0[9].bool == nil)
        }
    }
}

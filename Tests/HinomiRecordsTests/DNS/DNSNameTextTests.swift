// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HinomiRecords

@Suite struct DNSNameTextTests {
    func normalised(_ json: String, room capacity: Int = DNSNameText.roomNeeded) throws -> [UInt8]? {
        let guarded = GuardedBytes(json)
        var scanner = JSONScanner(from: guarded.start, to: guarded.end)
        let slice = try scanner.value()
        let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: capacity)
        defer { room.deallocate() }
        return DNSNameText.normalise(slice, into: room).map { Array(room[..<$0]) }
    }

    @Test(arguments: [
        (#""WWW.Example.COM.""#, "www.example.com"), (#""example.com""#, "example.com"), (#"".""#, ""), (#""""#, ""),
        (#""a\\.b.example.""#, "a.b.example"), (#""\\052.example.""#, "*.example"), (#""\\101\\102.x.""#, "ab.x"),
        (#""\u0041.x.""#, "a.x"), (#""a\\\\b.""#, "a\\b"), (#""x\\""#, "x\\"), (#""x\\04""#, "x04"), (#""a..""#, "a."),
    ])
    func `names come out in the form that is compared`(_ json: String, _ expected: String) throws {
        #expect(try normalised(json) == Array(expected.utf8))
    }

    @Test func `octal escapes are single bytes, as Route 53 writes them`() throws {
        // "Jägermeister" as an iodine tunnel asks for it.
        #expect(try normalised(#""J\\344germeister.t.""#) == Array("j".utf8) + [0xE4] + Array("germeister.t".utf8))
        #expect(try normalised(#""\\000\\377\\189\\999.""#) == [0x00, 0xFF, 189] + Array("999".utf8))
    }

    @Test func `long names are refused by their decoded length`() throws {
        #expect(try normalised("\"" + String(repeating: "\\\\344", count: 255) + ".\"")?.count == 255)
        #expect(try normalised("\"" + String(repeating: "\\\\344", count: 256) + ".\"", room: 2000) == nil)
        #expect(try normalised("\"" + String(repeating: "a", count: 255) + ".\"")?.count == 255)
        #expect(try normalised("\"" + String(repeating: "a", count: 256) + "\"") == nil)
        #expect(try normalised("\"" + String(repeating: "a", count: 5000) + "\"") == nil)
        #expect(try normalised("12") == nil)
        #expect(try normalised("\"abc\"", room: 2) == nil)
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import HinomiRecords

@Suite struct FlowLogPropertyTests {
    private static let header2 = NaiveFlowParser.version2.joined(separator: " ")
    private static let header5 =
        "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr region az-id flow-direction traffic-path"

    private static let lines = [
        header2, header5,
        "2 123456789010 eni-1235b8ca123456789 172.31.16.139 203.0.113.12 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK",
        "2 123456789010 eni-1235b8ca123456789 10.0.0.1 8.8.4.4 53 65535 17 18446744073709551615 0 1418530010 1418530010 REJECT OK",
        "2 unknown eni-1235b8ca123456789 2001:db8::1 ::ffff:1.2.3.4 0 0 58 1 64 1418530010 1418530070 ACCEPT OK",
        "2 123456789010 eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - NODATA",
        "2 123456789010 eni-11111111aaaaaaaaa - - - - - - - 1431280876 1431280934 - SKIPDATA",
        "5 123456789010 eni-1235b8ca123456789 10.0.0.220 10.20.33.164 39812 80 6 14 1000 1566848875 1566848933 ACCEPT OK vpc-abc subnet-aaa i-012 3 IPv4 10.0.0.220 192.0.2.164 us-east-1 use1-az2 ingress -",
        "", "   ", "rubbish", "\t2\t3",
    ]

    private static func log(_ numbers: inout Numbers, _ count: Int) -> [UInt8] {
        var content: [UInt8] = []
        for _ in 0..<count {
            content += Array(lines[numbers.below(lines.count)].utf8)
            content += numbers.below(5) == 0 ? [0x0D, 0x0A] : [0x0A]
        }
        return content
    }

    private static func mutate(_ content: inout [UInt8], _ numbers: inout Numbers) {
        guard !content.isEmpty else { return }
        let place = numbers.below(content.count)
        switch numbers.below(8) {
        case 0: content[place] = UInt8(truncatingIfNeeded: numbers.next())
        case 1: content[place] ^= 1 << UInt8(numbers.below(8))
        case 2: content.remove(at: place)
        case 3: content.insert(UInt8(truncatingIfNeeded: numbers.next()), at: place)
        case 4: content.removeSubrange(place..<min(content.count, place + numbers.below(40)))
        case 5:
            let piece = content[place..<min(content.count, place + numbers.below(40))]
            content.insert(contentsOf: piece, at: numbers.below(content.count))
        case 6: content[place] = [0x20, 0x0A, 0x2D, 0x30, 0x39, 0x3A, 0x2E, 0x00][numbers.below(8)]
        default:
            // A field of digits becomes a longer one.
            content.insert(contentsOf: [UInt8](repeating: 0x39, count: numbers.below(24)), at: place)
        }
    }

    private static func agrees(_ content: [UInt8]) -> Bool {
        var naive = NaiveFlowParser()
        naive.parse(content)
        var fast = FlatBatch(parsedFlows(content))
        // The descriptions of interfaces are tested by themselves.
        fast.facts = []
        return fast == naive.output
    }

    @Test func `logs that people would write are read as by splitting`() {
        var numbers = Numbers(state: 1)
        for _ in 0..<200 {
            let content = Self.log(&numbers, 1 + numbers.below(30))
            #expect(Self.agrees(content))
        }
    }

    // 30,000 logs of several lines, each changed in up to four places: no trap, no read behind the spare bytes, and the
    // same records and refusals as the naive parser.
    @Test(arguments: 0..<6) func `damaged logs are read as by splitting and never trap`(part: Int) {
        var numbers = Numbers(state: UInt64(part) &* 7_919 &+ 13)
        var disagreements = 0
        for _ in 0..<5_000 {
            var content = Self.log(&numbers, 1 + numbers.below(5))
            for _ in 0...numbers.below(4) { Self.mutate(&content, &numbers) }
            if !Self.agrees(content) {
                disagreements += 1
                if disagreements < 4 { Issue.record("\(String(decoding: content, as: UTF8.self).debugDescription)") }
            }
        }
        #expect(disagreements == 0)
    }

    // 300,000 damaged lines at full speed.
    @Test func `noise never traps`() {
        var numbers = Numbers(state: 99)
        let whole = Self.log(&numbers, 3_000)
        for _ in 0..<100 {
            var content = whole
            for _ in 0..<3_000 {
                content[numbers.below(content.count)] = UInt8(truncatingIfNeeded: numbers.next())
            }
            let batch = parsedFlows(content)
            #expect(batch.refused.count > 500)
        }
    }

    @Test func `however a log is cut, the same is read`() {
        var numbers = Numbers(state: 5)
        for round in 0..<60 {
            var content = Self.log(&numbers, 12)
            for _ in 0..<(round % 6) { Self.mutate(&content, &numbers) }
            let expected = FlatBatch(parsedFlows(content))
            for _ in 0..<8 {
                let cuts = (0..<numbers.below(20)).map { _ in numbers.below(content.count + 1) }.sorted()
                #expect(FlatBatch(parsedFlows(content, cuts: cuts)) == expected)
            }
            if round < 6 {
                #expect(FlatBatch(parsedFlows(content, cuts: Array(0..<content.count))) == expected)
            }
        }
    }

    @Test(arguments: [65_535, 65_536, 65_537, 70_000, 200_000])
    func `lines that are too long are refused, however they are cut`(length: Int) {
        let good = Self.lines[2]
        for filler in [" ", "x", "\r"] {
            let long = good + String(repeating: filler, count: length - good.utf8.count)
            let content = Array((good + "\n" + long + "\n" + good + " \n" + long).utf8)
            let expected = FlatBatch(parsedFlows(content))
            let isTooLong = length > FlowLogParser.maxLineLength
            #expect(expected.records.count == (isTooLong ? 2 : 4))
            #expect(
                expected.refused.allSatisfy { $0.reason == .tooLong } && expected.refused.count == (isTooLong ? 2 : 0))
            for step in [1_000, 65_536, 65_537, 66_000] {
                let cuts = Array(stride(from: step, to: content.count, by: step))
                #expect(FlatBatch(parsedFlows(content, cuts: cuts)) == expected)
            }
        }
    }

    // MARK: Recorded logs

    static let recorded: [String] = {
        let folder = Repository.data
        var found: [String] = []
        for place in ["vpcflow", "lab"] {
            let walk = FileManager.default.enumerator(atPath: folder.appending(path: place).path)
            while let name = walk?.nextObject() as? String {
                if name.hasSuffix(".log.gz"), place == "vpcflow" || name.contains("vpcflow") {
                    found.append(place + "/" + name)
                }
            }
        }
        return found.sorted()
    }()

    @Test(.enabled(if: !recorded.isEmpty, "the folder ../shared/data is not there"))
    func `recorded logs are read as by splitting`() throws {
        for name in Self.recorded {
            // Of large logs the first lines: the naive parser is slow.
            let content = try Repository.inflated(name).prefix(400_000)
            let end = content.lastIndex(of: 0x0A) ?? content.endIndex
            #expect(Self.agrees(Array(content[..<end])), "\(name)")
            let batch = parsedFlows(Array(content[..<end]))
            #expect(batch.refused == [], "\(name)")
            #expect(!batch.records.isEmpty || batch.noDataCount > 0, "\(name)")
        }
    }
}

/// Where recorded logs lie beside the package.
enum Repository {
    static let data = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(
            path: "shared/data")

    static func inflated(_ name: String) throws -> [UInt8] {
        let gzip = Process()
        let output = Pipe()
        gzip.executableURL = URL(filePath: "/usr/bin/env")
        gzip.arguments = ["gzip", "-dc", data.appending(path: name).path]
        gzip.standardOutput = output
        try gzip.run()
        let content = output.fileHandleForReading.readDataToEndOfFile()
        gzip.waitUntilExit()
        return Array(content)
    }
}

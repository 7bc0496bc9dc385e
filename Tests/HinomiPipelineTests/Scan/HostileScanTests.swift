// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiFindings
import HinomiPipeline
import HinomiRecords
import Testing

@Suite struct HostileScanTests {
    private static let begin: Int64 = 1_768_471_200
    private static let impossible: [Int64] = [13_569_465_600, 0, (1 << 40) - 1, 1_300_000_000]

    private static func flow(_ at: Int64, _ target: String, _ port: Int, answered: Bool, source: Int) -> [String] {
        let out =
            "2 111122223333 eni-1 10.0.0.5 \(target) \(30_000 + source % 30_000) \(port) 6 9 900 \(at) \(at + 6) ACCEPT OK"
        if !answered { return [out] }
        return [
            out,
            "2 111122223333 eni-1 \(target) 10.0.0.5 \(port) \(30_000 + source % 30_000) 6 9 9000 \(at) \(at + 6) ACCEPT OK",
        ]
    }

    /// Two hours of busy traffic with a scan in the last third, in one file of several hundred kilobytes.
    private static func scanLog(disturbedAt places: Set<Int>) -> [UInt8] {
        var lines = [
            "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status"
        ]
        for i in 0..<3_600 {
            let at = begin + Int64(i) * 2
            if places.contains(i) { lines += flow(impossible[i % 4], "192.0.2.9", 443, answered: true, source: i) }
            lines += flow(at, "192.0.2.\(i % 200)", 443, answered: true, source: i)
            if i > 2_400, i % 20 == 0 { lines += flow(at, "198.51.100.7", i - 2_300, answered: false, source: i) }
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    @Test func `machines whose clocks are off by centuries do not blind the scan`() throws {
        let folder = try TemporaryFolder()
        let known = try lists([])
        let calm = try scan([try folder.write("calm.log", Self.scanLog(disturbedAt: [])).path], lists: known)
        #expect(calm.findings.map(\.type.name) == ["Recon:EC2/Portscan"])
        let places = Set(stride(from: 3, to: 3_600, by: 211))
        let file = try folder.write("disturbed.log", Self.scanLog(disturbedAt: places))
        let disturbed = try scan([file.path], lists: known)
        #expect(disturbed.statistics.contentBytes > 500_000)
        #expect(disturbed.findings.map(\.id) == calm.findings.map(\.id))
        #expect(disturbed.findings.map(\.count) == calm.findings.map(\.count))
        // Only those from long before are late.
        #expect(disturbed.statistics.late < places.count * 2)
    }

    @Test func `one impossible time does not blind the reading of names and calls either`() throws {
        let folder = try TemporaryFolder()
        let known = try lists([])
        var names: [String] = []
        for i in 0..<2_000 {
            let at = i % 97 == 5 ? "2400-01-01T00:00:00Z" : Timestamp(seconds: Self.begin + Int64(i)).iso8601
            let name =
                i > 1_500 && i % 10 == 0
                ? "\(String(repeating: "ab1z9q\(i)x", count: 5)).\(String(i &* 2_654_435_761 & 0xFFFF_FFFF, radix: 36))\(i * 7_919).far-off.net"
                : "www.example.com"
            names.append(
                "{\"version\":\"1.1\",\"account_id\":\"111122223333\",\"region\":\"eu-central-1\",\"vpc_id\":\"vpc-1\",\"query_timestamp\":\"\(at)\",\"query_name\":\"\(name).\",\"query_type\":\"TXT\",\"query_class\":\"IN\",\"rcode\":\"NOERROR\",\"answers\":[],\"srcaddr\":\"10.0.0.5\",\"srcport\":\"4000\",\"transport\":\"UDP\",\"srcids\":{\"instance\":\"i-1\"}}"
            )
        }
        let file = try folder.write("dns.log", Array(names.joined(separator: "\n").utf8))
        let result = try scan([file.path], lists: known)
        #expect(result.statistics.contentBytes > 256 << 10)
        #expect(result.statistics.late == 0)
    }
}

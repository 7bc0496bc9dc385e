// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiFindings
import HinomiRecords
import Testing

@testable import HinomiPipeline

/// Findings name the instance that API calls of the same scan tell of.
@Suite struct InstanceScanTests {
    private static let begin = Timestamp(iso8601: "2026-01-15T10:00:00Z")?.seconds ?? 0
    private static let header =
        "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status"

    /// A scan of ports by an interface, without a word of its instance.
    private static func flows(_ interface: String, _ address: String) -> LogPart {
        let lines = (0..<60).map { i in
            let at = begin + Int64(i) * 20
            return
                "2 111122223333 \(interface) \(address) 198.51.100.7 \(40_000 + i) \(100 + i) 6 1 44 \(at) \(at + 8) ACCEPT OK"
        }
        return LogPart.flow(Array(([header] + lines).joined(separator: "\n").utf8))
    }

    /// A query for a test name by an address, without a word of its instance.
    private static func query(_ address: String) -> LogPart {
        LogPart.query(
            Array(
                "{\"version\":\"1.1\",\"account_id\":\"111122223333\",\"region\":\"eu-central-1\",\"vpc_id\":\"vpc-0a\",\"query_timestamp\":\"2026-01-15T10:05:00Z\",\"query_name\":\"guarddutyc2activityb.com.\",\"query_type\":\"A\",\"query_class\":\"IN\",\"rcode\":\"NOERROR\",\"answers\":[],\"srcaddr\":\"\(address)\",\"srcport\":\"4000\",\"transport\":\"UDP\",\"srcids\":{}}"
                    .utf8))
    }

    private static let calls = [
        EC2Calls.launch(
            [EC2Calls.instance("1", address: "10.0.0.5"), EC2Calls.instance("2", address: "10.0.0.6", name: "web")],
            at: "2026-01-15T08:00:00Z", event: "e1"),
        EC2Calls.tags("CreateTags", ["i-01"], [("Name", "post")], at: "2026-01-15T09:00:00Z", event: "e2"),
        EC2Calls.tags("CreateTags", ["i-01"], [("Name", "later")], at: "2026-01-15T09:00:01Z", event: "e3"),
        EC2Calls.associate("198.51.100.200", with: "eni-01", at: "2026-01-15T09:10:00Z", event: "e4"),
        EC2Calls.profile("admin", of: "i-01", at: "2026-01-15T09:20:00Z", event: "e5"),
    ]

    private static func set() -> LogSet {
        let content = Array("{\"Records\":[\(calls.joined(separator: ","))]}".utf8)
        return LogSet(parts: [flows("eni-01", "10.0.0.5"), query("10.0.0.6"), LogPart.call(content)])
    }

    private static func instance(_ type: String, in result: ScanResult) throws -> InstanceDetails {
        let finding = try #require(result.findings.first { $0.type.name == type })
        guard case .instance(let details) = finding.resource else { throw CancellationError() }
        return details
    }

    @Test func `flows and queries get their instance from calls in another file`() throws {
        let folder = try TemporaryFolder()
        let result = try scan([try Layout().write(Self.set(), to: folder, seed: 1)], lists: try lists([]))
        let scanner = try Self.instance("Recon:EC2/Portscan", in: result)
        #expect(scanner.instanceID == "i-01" && scanner.networkInterfaceID == "eni-01")
        #expect(scanner.instanceType == "t3.micro" && scanner.imageID == "ami-0b" && scanner.platform == "windows")
        #expect(scanner.launchTime == "2026-01-15T08:00:00.000Z" && scanner.availabilityZone == "eu-central-1a")
        #expect(scanner.vpcID == "vpc-0a" && scanner.subnetID == "subnet-0a")
        #expect(scanner.securityGroups == [.init(id: "sg-0a", name: "web")])
        #expect(scanner.iamInstanceProfileARN == "arn:aws:iam::111122223333:instance-profile/admin")
        #expect(scanner.tags == [.init(key: "Name", value: "later")])
        #expect(scanner.publicAddress == IPAddress("198.51.100.200"))
        let client = try Self.instance("Backdoor:EC2/C&CActivity.B!DNS", in: result)
        #expect(client.instanceID == "i-02" && client.networkInterfaceID == "eni-02")
        #expect(client.tags == [.init(key: "Name", value: "web")])
    }

    @Test(arguments: Layout.all) func `the same instances are named in any layout`(layout: Layout) throws {
        let folder = try TemporaryFolder()
        let known = try lists([])
        let expected = try scan([try Layout().write(Self.set(), to: folder, seed: 0)], lists: known)
        #expect(expected.findings.count == 2)
        for seed in 1...3 {
            let path = try layout.write(Self.set(), to: folder, seed: UInt64(seed))
            for threads in [1, 3] {
                #expect(try scan([path], lists: known, threads: threads).wire == expected.wire)
            }
        }
    }

    @Test func `calls before the time that is asked for still name instances`() throws {
        let folder = try TemporaryFolder()
        var options = ScanOptions(paths: [try Layout().write(Self.set(), to: folder, seed: 1)], threads: 1)
        options.since = Timestamp(seconds: Self.begin)
        let result = try Scanner(options: options, intelligence: try lists([])).run()
        #expect(try Self.instance("Recon:EC2/Portscan", in: result).instanceID == "i-01")
    }

    @Test func `an inventory wins over calls, and calls over what flows say`() throws {
        let folder = try TemporaryFolder()
        let inventory = try folder.write(
            "inventory.json",
            Array(
                "{\"Reservations\":[{\"Instances\":[{\"InstanceId\":\"i-01\",\"InstanceType\":\"m7.large\",\"Tags\":[{\"Key\":\"a\",\"Value\":\"b\"}],\"NetworkInterfaces\":[{\"NetworkInterfaceId\":\"eni-01\"}]}]}]}"
                    .utf8))
        let path = try Layout().write(Self.set(), to: folder, seed: 1)
        let known = try KnowledgeFiles(inventory: [inventory.path]).load()
        let result = try Scanner(
            options: ScanOptions(paths: [path], threads: 1), intelligence: known.intelligence,
            inventory: known.inventory
        ).run()
        let scanner = try Self.instance("Recon:EC2/Portscan", in: result)
        #expect(scanner.instanceType == "m7.large" && scanner.tags == [.init(key: "a", value: "b")])
        #expect(scanner.imageID == "ami-0b" && scanner.subnetID == "subnet-0a")

        var learned = LearnedInstances()
        EC2Calls.read(Self.calls) { view in
            for news in InstanceNews.read(view) { learned.learn(news, at: CallStamp(view)) }
        }
        learned.finish()
        var facts = InterfaceFacts(key: 1, account: .unknown, interfaceID: "eni-01")
        facts.instanceID = "i-09"
        facts.subnetID = "subnet-09"
        var logged = InstanceDetails()
        logged.networkInterfaceID = "eni-01"
        logged.availabilityZone = "euc1-az1"
        let directory = InstanceDirectory(
            interfaces: [facts], clients: [], learned: learned, inventory: Inventory())
        guard case .instance(let details) = directory.complete(.instance(logged), at: Timestamp(seconds: Self.begin))
        else { throw CancellationError() }
        #expect(details.instanceID == "i-01" && details.subnetID == "subnet-0a")
        #expect(details.availabilityZone == "eu-central-1a")
    }
}

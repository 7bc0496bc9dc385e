// SPDX-License-Identifier: Apache-2.0
import HinomiRecords
import HinomiSources
import Testing

struct S3KeyTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var key: String
        var service: S3LogService
        var account = "111122223333"
        var region: String? = "eu-west-1"
        var date: String? = "2026-01-02T00:00:00.000Z"
        var time: String?
        var organization: String?
        var vpc: String?
        var flowLog: String?
        var testDescription: String { key }
    }

    static let rows = [
        Row(
            key: "bucket/prefix/AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/01/02/"
                + "111122223333_vpcflowlogs_eu-west-1_fl-0123456789abcdef0_20260102T1620Z_fe123456.log.gz",
            service: .vpcFlowLogs, time: "2026-01-02T16:20:00.000Z", flowLog: "fl-0123456789abcdef0"),
        Row(
            key: "AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=us-gov-west-1/year=2026/"
                + "month=01/day=02/hour=16/"
                + "111122223333_vpcflowlogs_us-gov-west-1_fl-0123456789abcdef0_20260102T1620Z_fe123456.log.gz",
            service: .vpcFlowLogs, region: "us-gov-west-1", time: "2026-01-02T16:20:00.000Z",
            flowLog: "fl-0123456789abcdef0"),
        Row(
            key: "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/01/02/"
                + "111122223333_CloudTrail_eu-west-1_20260102T0005Z_Mu0KsOhtH1ar15ZZ.json.gz",
            service: .cloudTrail, time: "2026-01-02T00:05:00.000Z"),
        Row(
            key: "AWSLogs/o-exampleorgid/111122223333/CloudTrail/eu-west-1/2026/01/02/"
                + "111122223333_CloudTrail_eu-west-1_20260102T0005Z_Mu0KsOhtH1ar15ZZ.json.gz",
            service: .cloudTrail, time: "2026-01-02T00:05:00.000Z", organization: "o-exampleorgid"),
        Row(
            key: "AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2026/01/02/"
                + "111122223333_CloudTrail-Digest_eu-west-1_my_trail_eu-west-1_20260102T213015Z.json.gz",
            service: .cloudTrailDigest, time: "2026-01-02T21:30:15.000Z"),
        Row(
            key: "AWSLogs/111122223333/CloudTrail-Insight/eu-west-1/2026/01/02/"
                + "111122223333_CloudTrail-Insight_eu-west-1_20260102T0005Z_abc.json.gz",
            service: .cloudTrailInsight, time: "2026-01-02T00:05:00.000Z"),
        Row(
            key: "AWSLogs/111122223333/vpcdnsquerylogs/vpc-0a1b2c3d/2026/01/02/"
                + "vpc-0a1b2c3d_vpcdnsquerylogs_111122223333_20260102T0135Z_5ef12345.log.gz",
            service: .resolverQueryLogs, region: nil, time: "2026-01-02T01:35:00.000Z", vpc: "vpc-0a1b2c3d"),
        // Copied out of their folders.
        Row(
            key: "/home/me/111122223333_CloudTrail_eu-west-1_20260102T0005Z_Mu0KsOhtH1ar15ZZ.json.gz",
            service: .cloudTrail, time: "2026-01-02T00:05:00.000Z"),
        Row(
            key: "vpc-0a1b2c3d_vpcdnsquerylogs_111122223333_20260102T0135Z_5ef12345.log.gz",
            service: .resolverQueryLogs, region: nil, time: "2026-01-02T01:35:00.000Z", vpc: "vpc-0a1b2c3d"),
        // Renamed inside their folders.
        Row(key: "x/AWSLogs/111122223333/CloudTrail/eu-west-1/2026/01/02/all.json", service: .cloudTrail),
        // Other services, impossible dates, accounts that are no accounts.
        Row(
            key: "AWSLogs/111122223333/elasticloadbalancing/eu-west-1/2026/01/02/x.log.gz",
            service: .other("elasticloadbalancing")),
        Row(key: "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/13/45/x.json", service: .cloudTrail, date: nil),
        Row(key: "AWSLogs/111122223333/CloudTrail/nowhere/2026/01/02/x.json", service: .cloudTrail, region: nil),
    ]

    @Test(arguments: rows)
    func `the layouts of AWS are read`(row: Row) throws {
        let facts = try #require(S3Key.parse(row.key))
        #expect(facts.service == row.service)
        #expect(facts.account.description == row.account)
        #expect(facts.region == row.region)
        #expect(facts.date?.iso8601 == row.date)
        #expect(facts.fileTime?.iso8601 == row.time)
        #expect(facts.organization == row.organization)
        #expect(facts.vpc == row.vpc)
        #expect(facts.flowLog == row.flowLog)
    }

    @Test(arguments: [
        "", "/", "a.log", "flow_logs_are_nice.log", "AWSLogs/x", "AWSLogs/12345/CloudTrail/eu-west-1/2026/01/02/x.json",
        "123_CloudTrail_eu-west-1_20260102T0005Z_a.json.gz", "AWSLogs/111122223333/x.json", "AWSLogs/o-abcdef/x",
        "___", "vpc-1_vpcdnsquerylogs_x_20260102T0135Z_5ef12345.log.gz", "AWSLogs/aws-account-id=1/x",
    ])
    func `other names are not taken for delivered logs`(name: String) {
        #expect(S3Key.parse(name) == nil)
    }

    @Test
    func `random names never trap`() {
        var random = Sequence64(state: 11)
        let pieces = [
            "AWSLogs", "/", "_", "111122223333", "CloudTrail", "vpc-", "=", "year", "20260102T0005Z", "o-", "é", "9",
        ]
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...12, using: &random)
            _ = S3Key.parse((0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined())
        }
    }
}

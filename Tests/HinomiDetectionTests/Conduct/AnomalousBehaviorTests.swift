// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

@testable import HinomiDetection

/// A team of eight at work for four weeks, and what happens to it.
@Suite struct AnomalousBehaviorTests {
    private static let team = Team(days: 26)
    /// The noon of a working day in the fourth week.
    private static let noon: Int64 = 23 * 86_400 + 12 * 3_600
    private static let far = "198.51.100.66"
    private static let tool = "Boto3/1.28.0 Python/3.12 Linux/5.15 Botocore/1.31"

    private static func findings(_ change: (inout Team) -> Void) throws -> [Finding] {
        var team = team
        change(&team)
        return try team.findings()
    }

    @Test func `ordinary work is no news`() throws {
        #expect(try Self.findings { _ in }.isEmpty)
    }

    @Test(arguments: [
        ("secretsmanager", "GetSecretValue", "CredentialAccess:IAMUser/AnomalousBehavior"),
        ("iam", "CreateUser", "Persistence:IAMUser/AnomalousBehavior"),
        ("iam", "AttachUserPolicy", "PrivilegeEscalation:IAMUser/AnomalousBehavior"),
        ("cloudtrail", "StopLogging", "DefenseEvasion:IAMUser/AnomalousBehavior"),
        ("iam", "ListUsers", "Discovery:IAMUser/AnomalousBehavior"),
        ("kms", "ScheduleKeyDeletion", "Impact:IAMUser/AnomalousBehavior"),
    ]) func `a stolen key tells itself`(service: String, api: String, type: String) throws {
        let found = try Self.findings { team in
            team.call("ann", "sts", "GetCallerIdentity", from: Self.far, with: Self.tool, at: Self.noon)
            team.call("ann", service, api, from: Self.far, with: Self.tool, at: Self.noon + 20)
            team.call("ann", "iam", "ListAttachedUserPolicies", from: Self.far, with: Self.tool, at: Self.noon + 40)
        }
        let finding = try #require(found.first { $0.type.name == type })
        #expect(finding.behavior?.unusual.contains { $0.feature == .asns && $0.usage == .unseen } == true)
        #expect(finding.behavior?.usual.contains { $0.texts.contains("DescribeInstances") } == true)
        #expect(finding.behavior?.isUnusualIdentity == false)
        #expect(finding.reasons.contains { $0.limit.map { limit in 0 < limit && limit < 0.02 } == true })
        #expect(found.allSatisfy { $0.resource.resourceType == "AccessKey" })
    }

    @Test func `objects taken from a bucket`() throws {
        let found = try Self.findings { team in
            for (i, api) in ["ListObjects", "GetObject", "DeleteObject", "PutObjectAcl", "PutObject"].enumerated() {
                team.call(
                    "cleo", "s3", api, from: Self.far, with: Self.tool, at: Self.noon + Int64(i) * 10,
                    parameters: "{\"bucketName\":\"payroll\"}", category: "Data")
            }
        }
        let types = Set(found.map(\.type.name))
        #expect(
            types.isSuperset(of: [
                "Exfiltration:S3/AnomalousBehavior", "Impact:S3/AnomalousBehavior.Delete",
                "Impact:S3/AnomalousBehavior.Permission", "Impact:S3/AnomalousBehavior.Write",
                "Discovery:S3/AnomalousBehavior",
            ]))
    }

    @Test(arguments: [40, 400]) func `more of what is read anyway, from elsewhere`(count: Int) throws {
        func read(_ count: Int, from address: String, with agent: String, at start: Int64, _ team: inout Team) {
            for i in 0..<count {
                team.call(
                    "cleo", "s3", "GetObject", from: address, with: agent, at: start + Int64(i),
                    parameters: "{\"bucketName\":\"payroll\"}", category: "Data")
            }
        }
        let found = try Self.findings { team in
            for day in 0..<23 where day % 7 < 5 {
                read(20, from: Team.office, with: Team.agents[0], at: Int64(day) * 86_400 + 40_000, &team)
            }
            read(count, from: Self.far, with: Self.tool, at: Self.noon, &team)
        }
        let finding = found.first { $0.type == "Exfiltration:S3/AnomalousBehavior" }
        #expect((finding != nil) == (count > 64))
        #expect(found.allSatisfy { $0.severity == .low } == (count < 64))
        if let finding {
            #expect(finding.reasons.contains { $0.what.contains("number of objects read 64 or more") })
            #expect(finding.resource.resourceType == "S3Bucket")
        }
    }

    @Test func `a miner's instances`() throws {
        let found = try Self.findings { team in
            for day in [15, 16, 17] {
                team.call(
                    "dan", "ec2", "RunInstances", from: Team.office, with: "console.ec2.amazonaws.com",
                    at: Int64(day) * 86_400 + 40_000, parameters: "{\"instanceType\":\"t3.micro\"}")
            }
            team.call("ann", "sts", "GetCallerIdentity", from: Self.far, with: Self.tool, at: Self.noon)
            team.call(
                "ann", "ec2", "RunInstances", from: Self.far, with: Self.tool, at: Self.noon + 10,
                parameters: "{\"instanceType\":\"p4d.24xlarge\"}")
        }
        #expect(found.contains { $0.type == "Behavior:IAMUser/InstanceLaunchUnusual" })
    }

    @Test func `somebody who is elsewhere and works as ever is told of in a low voice`() throws {
        let found = try Self.findings { team in
            for i in 0..<6 {
                team.call(
                    "ann", "ec2", i % 2 == 0 ? "DescribeInstances" : "DescribeVolumes", from: Self.far,
                    with: "aws-cli/2.15.0 Python/3.11.6 Darwin/23.1.0", at: Self.noon + Int64(i) * 30)
            }
        }
        #expect(found.allSatisfy { $0.severity == .low })
        #expect(found.map(\.type) == ["UnauthorizedAccess:IAMUser/UnusualASNCaller"])
    }

    @Test func `something new from the usual desk is nobody's business`() throws {
        let found = try Self.findings { team in
            for (i, api) in ["CreateUser", "CreateAccessKey", "AttachUserPolicy"].enumerated() {
                team.call(
                    "ann", "iam", api, from: Team.office, with: "aws-cli/2.15.0 Python/3.11.6 Darwin/23.1.0",
                    at: Self.noon + Int64(i) * 30)
            }
        }
        #expect(found.isEmpty)
    }

    @Test func `nothing is told of in the first week`() throws {
        var team = Team(days: 5)
        team.call("ann", "iam", "CreateUser", from: Self.far, with: Self.tool, at: 4 * 86_400 + 43_200)
        #expect(try team.findings().isEmpty)
    }

    @Test func `AWS on somebody's behalf is not them`() throws {
        let found = try Self.findings { team in
            team.call(
                "ann", "iam", "CreateUser", from: "cloudformation.amazonaws.com", with: "cloudformation.amazonaws.com",
                at: Self.noon)
        }
        #expect(found.isEmpty)
    }

    @Test func `any order, twice, and with restarts it is the same`() throws {
        var team = Team(days: 19)
        for (i, api) in ["ListUsers", "CreateUser", "AttachUserPolicy"].enumerated() {
            team.call("ann", "iam", api, from: Self.far, with: Self.tool, at: 16 * 86_400 + 43_200 + Int64(i) * 20)
        }
        let plain = try team.findings()
        #expect(plain.count >= 3)
        let other = Delivery(engines: 3, files: 4, lateness: 400, repeats: 10, advanceEvery: 97, restartEvery: 400)
        #expect(try team.findings(other) == plain)
    }

    @Test(arguments: [-1, -3_600, -5_400, -90_000, -62_135_500_000] as [Int64])
    func `calls before the epoch do no harm`(seconds: Int64) throws {
        let found = try Self.findings { team in
            team.call("ann", "iam", "CreateUser", from: Self.far, with: Self.tool, at: seconds - Team.begin)
        }
        #expect(found.isEmpty)
    }

    @Test func `a call of a broken clock costs nobody what was learned`() throws {
        func engine(_ team: Team, learned: [UInt8]? = nil) throws -> Engine {
            var engine = Engine(intelligence: Lists.bundle, places: [MadeUpPlaces()])
            if let learned { try engine.learn(profile: learned) }
            var reader = LogReader(Lists.bundle)
            for event in team.events { for delivery in reader.read(event, input: 0) { engine.take(delivery) } }
            engine.drain()
            engine.finish(knowing: engine.owners)
            return engine
        }
        var learning = Self.team
        learning.call("ben", "ec2", "DescribeInstances", from: Team.office, with: Self.tool, at: 400 * 86_400)
        let learned = try engine(learning).profile()
        var later = Team(days: 0)
        later.call("ann", "iam", "CreateUser", from: Self.far, with: Self.tool, at: 28 * 86_400 + 43_200)
        // Whose clock it was goes on as ever: were all of it forgotten, all of it would be new.
        for (i, service) in ["DescribeTables", "GetTables", "GetPartitions"].enumerated() {
            later.call(
                "ben", "glue", service, from: Team.office, with: "aws-cli/2.15.0 Python/3.11.6 Darwin/23.1.0",
                at: 28 * 86_400 + 36_000 + Int64(i) * 60)
        }
        let found = try engine(later, learned: learned).book.findings()
        #expect(found.map(\.type) == ["Persistence:IAMUser/AnomalousBehavior"])
    }
}

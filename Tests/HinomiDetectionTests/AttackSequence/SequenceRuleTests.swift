// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

@testable import HinomiDetection

/// When steps are an attack, and how it is told.
@Suite struct SequenceRuleTests {
    @Test func `three tactics from a listed address are an attack, two are not`() throws {
        var story = AttackStory()
        story.calls("iam:ListUsers iam:CreateUser iam:CreateAccessKey iam:ListRoles")
        #expect(try story.found().isEmpty)
        story.call("cloudtrail:DeleteTrail")
        #expect(try story.found().map(\.type) == ["AttackSequence:IAM/CompromisedCredentials"])
        #expect(try story.found().map(\.severity) == [.critical])
    }

    @Test func `without a sign that it is somebody else nothing is an attack`() throws {
        var story = AttackStory()
        for _ in 0..<5 {
            story.calls(
                "iam:ListUsers iam:CreateUser iam:CreateAccessKey iam:AttachUserPolicy cloudtrail:DeleteTrail kms:DisableKey",
                from: AttackStory.elsewhere)
        }
        #expect(try story.found().isEmpty)
    }

    @Test func `a day apart is too far, half a day is not`() throws {
        for (pause, count) in [(Int64(25), 0), (11, 1)] {
            var story = AttackStory()
            story.call("iam:ListUsers")
            story.wait(hours: pause)
            story.call("iam:CreateUser")
            story.wait(hours: pause)
            story.call("cloudtrail:DeleteTrail")
            #expect(try story.found().count == count, "\(pause) hours")
        }
    }

    @Test func `nothing that came off is no attack`() throws {
        var story = AttackStory()
        for name in ["iam:CreateUser", "iam:AttachUserPolicy", "cloudtrail:DeleteTrail", "kms:DisableKey"] {
            story.call(name, error: "AccessDenied")
        }
        story.call("iam:ListUsers")
        #expect(try story.found().isEmpty)
        story.call("iam:CreateAccessKey")
        #expect(try story.found().count == 1)
    }

    @Test func `data is taken by who looked for it first`() throws {
        var story = AttackStory()
        story.objects("GetObject")
        story.objects("DeleteObject")
        story.call("sts:GetCallerIdentity")
        #expect(try story.found().isEmpty)
        story.call("s3:ListBuckets")
        #expect(try story.found().isEmpty)
        story.objects("GetObject")
        let found = try story.found()
        #expect(found.map(\.type) == ["AttackSequence:S3/CompromisedData"])
        #expect(found.first?.sequence?.things.contains(.init(name: "payroll", kind: .bucket)) == true)
    }

    @Test func `data that nobody got is not taken`() throws {
        var story = AttackStory()
        story.calls("s3:ListBuckets iam:ListUsers")
        for name in ["GetObject", "DeleteObject", "PutObjectAcl"] { story.objects(name, error: "AccessDenied") }
        #expect(try story.found().isEmpty)
    }

    @Test func `it goes on as the same finding, whose steps are told in order`() throws {
        var story = AttackStory()
        story.calls("iam:ListUsers iam:CreateUser guardduty:DeleteDetector")
        let before = try #require(try story.found().first)
        story.wait(hours: 20)
        story.calls("kms:DisableKey kms:DisableKey")
        let after = try #require(try story.found().first)
        #expect(after.id == before.id)
        #expect((before.count, after.count) == (3, 5))
        #expect(after.eventFirstSeen == before.eventFirstSeen && after.eventLastSeen > before.eventLastSeen)
        let sequence = try #require(after.sequence)
        #expect(sequence.steps.map(\.api) == ["ListUsers", "CreateUser", "DeleteDetector", "DisableKey"])
        #expect(sequence.tactics == [.discovery, .persistence, .defenseEvasion, .impact])
        #expect(after.evidence.total == 4)
        // A day after the last step it is over.
        story.wait(hours: 25)
        story.calls("iam:ListRoles iam:CreateUser guardduty:DeleteDetector")
        let later = try #require(try story.found().first)
        #expect(later.sequence?.steps.map(\.api) == ["ListRoles", "CreateUser", "DeleteDetector"])
    }

    @Test func `findings that are part of it point to it`() throws {
        var story = AttackStory()
        story.calls("iam:ListUsers iam:CreateUser cloudtrail:DeleteTrail")
        let findings = try story.outcome().findings
        let whole = try #require(findings.first { $0.sequence != nil })
        let parts = findings.filter { $0.sequence == nil }
        #expect(parts.count >= 2)
        #expect(parts.allSatisfy { $0.attackSequenceARN == whole.arn })
        #expect(whole.attackSequenceARN.isEmpty)
        let named = Set(whole.sequence?.steps.filter { $0.source == .finding }.map(\.uid) ?? [])
        #expect(named.isSubset(of: Set(parts.map(\.id))))
    }

    @Test func `unusual behaviour alone is a sign, but then each step must be unusual`() throws {
        var team = Team(days: 26)
        let far = "198.51.100.99"
        let agent = "Boto3/1.28.0 Python/3.12 Linux/5.15"
        func found(_ calls: [(String, String)]) throws -> [Finding] {
            var team = team
            for (i, call) in calls.enumerated() {
                team.call("ben", call.0, call.1, from: far, with: agent, at: 23 * 86_400 + 43_200 + Int64(i) * 30)
            }
            let sorted = team.events.sorted { ($0.seconds, $0.place) < ($1.seconds, $1.place) }
            return try Delivery().run(sorted).findings.filter { $0.sequence != nil }
        }
        // One new thing, and what everybody of the team does anyway.
        #expect(
            try found([
                ("iam", "CreateUser"), ("s3", "ListBuckets"), ("athena", "StartQueryExecution"), ("glue", "GetTables"),
            ])
            .isEmpty)
        let all = try found([
            ("iam", "ListUsers"), ("iam", "CreateUser"), ("iam", "AttachUserPolicy"), ("guardduty", "DeleteDetector"),
        ])
        #expect(all.count == 1)
        #expect(all.first?.caveats.isEmpty == false)
        team = Team(days: 1)
        #expect(
            try found([("iam", "CreateUser"), ("iam", "AttachUserPolicy"), ("guardduty", "DeleteDetector")]).isEmpty)
    }

    @Test func `the entity never outgrows its bound, whatever texts a log holds`() throws {
        var entity = SequenceEntity(at: Timestamp(seconds: 0))
        var numbers = Numbers(3)
        for i in 0..<400 {
            let user = i % 13
            var caller = AccessKeyDetails()
            caller.accessKeyID = numbers.base32(120) + "\(user)"
            caller.principalID = numbers.base32(200)
            caller.userName = String(repeating: "é", count: 90)
            caller.userType = numbers.base32(60)
            let signal = Signal(
                type: FindingType("Persistence:IAM/" + numbers.base32(80)), account: AccountID(number: 1),
                region: numbers.base32(90), resource: .accessKey(caller), role: .target, identity: ["\(i)"],
                severity: i % 3 == 0 ? .high : .low, first: Timestamp(seconds: Int64(i)),
                last: Timestamp(seconds: Int64(i)),
                action: .apiCall(
                    APICallAction(
                        api: numbers.base32(150), serviceName: numbers.base32(100),
                        remoteAddress: IPAddress(198, UInt8(i % 200), 3, 7))))
            entity.take(try #require(NewStep(signal)), within: 86_400)
            for _ in 0..<3 { _ = entity.add(numbers.next()) }
            entity.add(
                SequenceEntity.Link(
                    parent: CallerMark(caller), neighbourhood: Neighbourhood(IPAddress(198, 1, 1, UInt8(i % 250))),
                    child: numbers.next(), time: Timestamp(seconds: Int64(i))))
            #expect(StateWriter.bytes(of: entity).count <= 8_192)
            #expect(entity.steps.count <= SequenceEntity.maxSteps && entity.actors.count <= SequenceEntity.maxActors)
        }
        #expect(!entity.steps.isEmpty)
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

@testable import HinomiDetection

/// Whose steps are put together, and whose are not.
@Suite struct EntityJoinTests {
    private static let user = "{\"user\":{\"userName\":\"made\",\"userId\":\"AIDAmade\"}}"

    @Test func `what a made user does elsewhere belongs to who made it`() throws {
        var story = AttackStory()
        story.call("iam:ListUsers")
        story.call("iam:CreateUser", answer: Self.user, parameters: "{\"userName\":\"made\"}")
        story.calls("iam:AttachUserPolicy cloudtrail:DeleteTrail", from: AttackStory.elsewhere, by: "made")
        #expect(
            try story.told() == [
                "iam:ListUsers", "iam:CreateUser", "iam:AttachUserPolicy", "cloudtrail:DeleteTrail",
            ])
        let sequence = try #require(try story.found().first?.sequence)
        #expect(sequence.actors.map(\.id) == ["AKIAann", "AKIAmade"])
        #expect(sequence.endpoints.map(\.description) == [Lists.torExit, AttackStory.elsewhere])
    }

    @Test func `a password for somebody makes what they do part of it`() throws {
        var story = AttackStory()
        story.call("iam:ListUsers")
        story.call("iam:CreateLoginProfile", parameters: "{\"userName\":\"ben\"}")
        story.calls("iam:AttachUserPolicy guardduty:DeleteDetector", from: AttackStory.elsewhere, by: "ben")
        #expect(try story.told().suffix(2) == ["iam:AttachUserPolicy", "guardduty:DeleteDetector"])
    }

    @Test func `roles that are assumed one from another are one chain`() throws {
        var story = AttackStory()
        story.call("iam:ListRoles")
        func session(_ name: String) -> String {
            "{\"credentials\":{\"accessKeyId\":\"ASIA\(name)\"},\"assumedRoleUser\":{\"assumedRoleId\":\"AROAROLE:\(name)\"}}"
        }
        story.call("sts:AssumeRole", answer: session("one"))
        story.call("sts:AssumeRole", from: AttackStory.elsewhere, session: "one", answer: session("two"))
        story.call("iam:CreateUser", from: AttackStory.elsewhere, session: "two")
        story.call("iam:PutUserPolicy", from: AttackStory.elsewhere, session: "two")
        story.call("config:StopConfigurationRecorder", from: AttackStory.elsewhere, session: "two")
        #expect(
            try story.told().suffix(3) == ["iam:CreateUser", "iam:PutUserPolicy", "config:StopConfigurationRecorder"])
        #expect(try story.found().first?.sequence?.actors.map(\.id) == ["AKIAann", "ASIAone", "ASIAtwo"])
    }

    @Test func `an instance that was launched acts for who launched it`() throws {
        let id = "i-0123456789abcdef0"
        var story = AttackStory()
        story.call("ec2:DescribeImages")
        story.call("ec2:RunInstances", answer: "{\"instancesSet\":{\"items\":[{\"instanceId\":\"\(id)\"}]}}")
        story.call("iam:CreateUser", from: AttackStory.elsewhere, session: id)
        story.call("iam:AttachUserPolicy", from: AttackStory.elsewhere, session: id)
        #expect(
            try story.told() == ["ec2:DescribeImages", "ec2:RunInstances", "iam:CreateUser", "iam:AttachUserPolicy"])
    }

    @Test func `a role that was opened to another account is followed there`() throws {
        var story = AttackStory()
        story.call("iam:ListRoles")
        story.call("iam:UpdateAssumeRolePolicy", parameters: "{\"roleName\":\"ops\"}")
        let before = try story.found()
        // The stranger's call is recorded here without a key of ours.
        let stranger = Host(
            account: "111122223333", interface: "", instance: "", address: "", format: 0)
        var assume = Host.Call(name: "AssumeRole", service: "sts", address: AttackStory.elsewhere)
        assume.userType = "AWSAccount"
        assume.parameters = "{\"roleArn\":\"arn:aws:iam::111122223333:role/ops\"}"
        assume.answer = "{\"credentials\":{\"accessKeyId\":\"ASIAforeign\"}}"
        let event = stranger.event(assume, id: 90, at: Stream.epoch + 180)
        let text = event.text.replacing("\"accountId\":\"111122223333\"", with: "\"accountId\":\"777788889999\"")
        var events = story.events + [LogEvent(kind: .call, seconds: event.seconds, text: text)]
        for (i, name) in ["CreateUser", "AttachUserPolicy", "DeactivateMFADevice"].enumerated() {
            var call = Host.Call(name: name, service: "iam", address: AttackStory.elsewhere)
            call.session = "foreign"
            events.append(stranger.event(call, id: UInt64(91 + i), at: Stream.epoch + 240 + Int64(i) * 60))
        }
        for i in events.indices { events[i].place = i }
        let found = try Delivery().run(events).findings.compactMap(\.sequence)
        #expect(before.isEmpty)
        #expect(found.first?.steps.map(\.api).suffix(3) == ["CreateUser", "AttachUserPolicy", "DeactivateMFADevice"])
    }

    @Test func `the owner at the usual desk is not part of it`() throws {
        var story = AttackStory()
        story.call("iam:ListUsers")
        story.calls("iam:CreateUser iam:AttachUserPolicy cloudtrail:StopLogging", from: AttackStory.desk)
        #expect(try story.found().isEmpty)
        // The attacker goes on; the owner's calls still are not theirs.
        story.calls("iam:CreateAccessKey iam:PutUserPolicy guardduty:DeleteDetector")
        #expect(
            try story.told() == [
                "iam:ListUsers", "iam:CreateAccessKey", "iam:PutUserPolicy", "guardduty:DeleteDetector",
            ])
    }

    @Test func `two who have nothing in common are not put together`() throws {
        var story = AttackStory()
        story.calls("iam:ListUsers iam:CreateUser", by: "ann")
        story.calls("iam:AttachUserPolicy cloudtrail:DeleteTrail", by: "ben")
        #expect(try story.found().isEmpty)
    }

    @Test func `of very many callers those stay that something speaks against`() throws {
        var sequences = AccountSequences()
        var signals: [Signal] = []
        let rule = SequenceRule()
        func step(_ user: Int, _ api: String, sign: Bool, at seconds: Int64) throws -> NewStep {
            var caller = AccessKeyDetails()
            caller.accessKeyID = "AKIA\(user)"
            caller.principalID = "AIDA\(user)"
            caller.userType = "IAMUser"
            caller.userName = "user\(user)"
            return try #require(
                NewStep(
                    Signal(
                        type: sign ? "UnauthorizedAccess:IAMUser/TorIPCaller" : "Persistence:IAM/AccountManipulation",
                        account: AccountID(number: 1), region: "eu-central-1", resource: .accessKey(caller),
                        role: .target, identity: ["\(user)"], severity: .medium, first: Timestamp(seconds: seconds),
                        last: Timestamp(seconds: seconds),
                        action: .apiCall(
                            APICallAction(
                                api: api, serviceName: "iam.amazonaws.com",
                                remoteAddress: IPAddress(198, 51, UInt8(user % 200), 7))))))
        }
        let account = AccountID(number: 1)
        sequences.take(try step(0, "CreateUser", sign: true, at: 0), rule, account: account, raising: &signals)
        for user in 1...6_000 {
            sequences.take(
                try step(user, "CreateUser", sign: false, at: Int64(user)), rule, account: account, raising: &signals)
            sequences.pause(rule, account: account, raising: &signals)
            #expect(sequences.entities.count <= AccountSequences.maxEntities)
        }
        for (i, api) in ["AttachUserPolicy", "DeactivateMFADevice"].enumerated() {
            sequences.take(
                try step(0, api, sign: true, at: 6_100 + Int64(i)), rule, account: account, raising: &signals)
        }
        sequences.pause(rule, account: account, raising: &signals)
        #expect(signals.map(\.type) == ["AttackSequence:IAM/CompromisedCredentials"])
    }
}

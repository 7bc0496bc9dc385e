// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
import HinomiRecords
import HinomiStore
import Testing

@testable import HinomiService

struct MemberRulesTests {
    private func pair() throws -> Accounts {
        let accounts = try Accounts()
        try accounts.enable(boss)
        try accounts.enable(worker)
        try accounts.join(worker, boss)
        return accounts
    }

    @Test(arguments: [
        API.Operation.archiveFindings, .unarchiveFindings, .createFilter, .updateFilter, .deleteFilter, .createIPSet,
        .updateIPSet, .deleteIPSet, .createThreatIntelSet, .createTrustedEntitySet, .createThreatEntitySet,
        .createMembers, .inviteMembers,
    ])
    func `members are refused what their administrator does for them`(operation: API.Operation) throws {
        let accounts = try pair()
        let words = "the current account is a member of the administrator account 111111111111, and members cannot"
        for _ in 0..<2 {
            refused(words) { try accounts.as(worker) { _, call in try MemberRules.check(operation, call) } }
            // Suspended members are members as well.
            try accounts.act(.stop, worker, by: boss)
        }
        try accounts.as(boss) { _, call in try MemberRules.check(operation, call) }
        try accounts.resign(worker)
        try accounts.as(worker) { _, call in try MemberRules.check(operation, call) }
    }

    @Test(arguments: [
        API.Operation.listFindings, .getFindings, .createSampleFindings, .getUsageStatistics, .listFilters,
        .getDetector, .updateDetector, .disassociateFromAdministratorAccount, .listMembers, .tagResource,
    ])
    func `members may look, and do what concerns them alone`(operation: API.Operation) throws {
        try pair().as(worker) { _, call in try MemberRules.check(operation, call) }
    }

    @Test func `rules hold in the region of the association only`() throws {
        let accounts = try pair()
        accounts.region = "eu-west-1"
        try accounts.as(worker) { _, call in try MemberRules.check(.createFilter, call) }
    }

    @Test func `requests meet the rules before anything is done`() throws {
        let accounts = try pair()
        refused("members cannot have members of their own") {
            try accounts.send(
                .createMembers, as: worker, ["DetectorId": accounts.detectorID(worker)],
                body: #"{"accountDetails":[{"accountId":"333333333333","email":"a@b"}]}"#)
        }
    }

    @Test func `the administrator's publishing frequency is its members'`() throws {
        let accounts = try Accounts()
        let id = try accounts.enable(boss)
        try accounts.send(
            .updateDetector, as: boss, ["DetectorId": id], body: #"{"findingPublishingFrequency":"ONE_HOUR"}"#)
        try accounts.enable(worker)
        #expect(try accounts.detector(worker)?.publishingFrequency == "SIX_HOURS")
        try accounts.join(worker, boss)
        #expect(try accounts.detector(worker)?.publishingFrequency == "ONE_HOUR")
        try accounts.enable(other)
        try accounts.send(
            .updateDetector, as: boss, ["DetectorId": id], body: #"{"findingPublishingFrequency":"FIFTEEN_MINUTES"}"#)
        #expect(try accounts.detector(worker)?.publishingFrequency == "FIFTEEN_MINUTES")
        #expect(try accounts.detector(other)?.publishingFrequency == "SIX_HOURS")
        let own = ["DetectorId": accounts.detectorID(worker)]
        refused("change how often findings are published") {
            try accounts.send(
                .updateDetector, as: worker, own, body: #"{"findingPublishingFrequency":"SIX_HOURS"}"#)
        }
        // Terraform always sends what is so already.
        try accounts.send(
            .updateDetector, as: worker, own,
            body: #"{"enable":true,"findingPublishingFrequency":"FIFTEEN_MINUTES"}"#)
    }

    @Test func `members do not switch their features, and their administrator does`() throws {
        let accounts = try pair()
        let own = ["DetectorId": accounts.detectorID(worker)]
        refused("switch features") {
            try accounts.send(
                .updateDetector, as: worker, own, body: #"{"features":[{"name":"S3_DATA_EVENTS","status":"DISABLED"}]}"#
            )
        }
        refused("switch features") {
            try accounts.send(.updateDetector, as: worker, own, body: #"{"dataSources":{"s3Logs":{"enable":false}}}"#)
        }
        refused("switch features") {
            try accounts.send(
                .updateDetector, as: worker, own,
                body: #"""
                    {"features":[{"name":"RUNTIME_MONITORING","status":"DISABLED","additionalConfiguration":[
                    {"name":"EKS_ADDON_MANAGEMENT","status":"ENABLED"}]}]}
                    """#)
        }
        try accounts.send(
            .updateDetector, as: worker, own, body: #"{"features":[{"name":"S3_DATA_EVENTS","status":"ENABLED"}]}"#)
        try accounts.send(
            .updateMemberDetectors, as: boss, ["DetectorId": accounts.detectorID(boss)],
            body: #"""
                {"accountIds":["222222222222"],"dataSources":{"kubernetes":{"auditLogs":{"enable":false}}},
                "features":[{"name":"S3_DATA_EVENTS","status":"DISABLED"},{"name":"RUNTIME_MONITORING","status":"ENABLED",
                "additionalConfiguration":[{"name":"EC2_AGENT_MANAGEMENT","status":"ENABLED"}]}]}
                """#)
        let features = try #require(try accounts.detector(worker)?.features)
        #expect(
            features.filter(\.isEnabled).map(\.name).sorted() == [
                "EBS_MALWARE_PROTECTION", "LAMBDA_NETWORK_LOGS", "RDS_LOGIN_EVENTS", "RUNTIME_MONITORING",
            ])
        let answer = try accounts.send(
            .getMemberDetectors, as: boss, ["DetectorId": accounts.detectorID(boss)],
            body: #"{"accountIds":["222222222222","333333333333"]}"#)
        #expect(answer.contains(#""name":"EC2_AGENT_MANAGEMENT","status":"ENABLED""#))
        #expect(!answer.contains("CLOUD_TRAIL"))
        #expect(answer.contains(#""unprocessedAccounts":[{"accountId":"333333333333""#))
    }

    @Test func `members may suspend themselves, but not go on where they were suspended`() throws {
        let accounts = try pair()
        let own = ["DetectorId": accounts.detectorID(worker)]
        try accounts.send(.updateDetector, as: worker, own, body: #"{"enable":false}"#)
        try accounts.send(.updateDetector, as: worker, own, body: #"{"enable":true}"#)
        try accounts.act(.stop, worker, by: boss)
        refused("where they were suspended") {
            try accounts.send(.updateDetector, as: worker, own, body: #"{"enable":true}"#)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
import HinomiRecords
import HinomiStore
import Testing

@testable import HinomiService

// `boss` administers what `management` manages.
struct OrganizationTests {
    private let management = AccountID(number: 999_999_999_999)

    private func organization(_ configuration: String? = nil) throws -> Accounts {
        let accounts = try Accounts()
        for account in [management, boss] { try accounts.makeKey(account) }
        try accounts.send(
            .enableOrganizationAdminAccount, as: management, body: #"{"adminAccountId":"111111111111"}"#)
        if let configuration { try update(accounts, configuration) }
        return accounts
    }

    private func update(_ accounts: Accounts, _ configuration: String) throws {
        try accounts.send(
            .updateOrganizationConfiguration, as: boss, ["DetectorId": accounts.detectorID(boss)], body: configuration)
    }

    private func describe(_ accounts: Accounts) throws -> String {
        try accounts.send(
            .describeOrganizationConfiguration, as: boss, ["DetectorId": accounts.detectorID(boss)])
    }

    private func admit(_ accounts: Accounts, _ account: AccountID) throws {
        try accounts.store.writeNow {
            try Organization(store: $0, now: accounts.now).admit(account, in: accounts.region)
        }
    }

    @Test func `the administrator gets a detector, and is listed for the management account`() throws {
        let accounts = try organization()
        #expect(try accounts.detector(boss)?.isEnabled == true)
        for account in [management, boss] {
            let answer = try accounts.send(.listOrganizationAdminAccounts, as: account)
            #expect(answer.contains(#"{"adminAccountId":"111111111111","adminStatus":"ENABLED"}"#))
        }
        refused("not the management account") { try accounts.send(.listOrganizationAdminAccounts, as: worker) }
    }

    @Test func `only the management account changes the administrator`() throws {
        let accounts = try organization()
        try accounts.enable(worker)
        refused("not the management account") {
            try accounts.send(
                .enableOrganizationAdminAccount, as: worker, body: #"{"adminAccountId":"222222222222"}"#)
        }
        refused("not the management account") {
            try accounts.send(
                .disableOrganizationAdminAccount, as: worker, body: #"{"adminAccountId":"111111111111"}"#)
        }
        refused("has the administrator account 111111111111") {
            try accounts.send(
                .enableOrganizationAdminAccount, as: management, body: #"{"adminAccountId":"222222222222"}"#)
        }
        // The same in another region, as in all.
        accounts.region = "eu-west-1"
        refused("has the administrator account 111111111111 in us-east-1") {
            try accounts.send(
                .enableOrganizationAdminAccount, as: management, body: #"{"adminAccountId":"222222222222"}"#)
        }
        try accounts.send(
            .enableOrganizationAdminAccount, as: management, body: #"{"adminAccountId":"111111111111"}"#)
    }

    @Test func `members neither manage nor administer`() throws {
        let accounts = try Accounts()
        try accounts.makeKey(management)
        for account in [boss, worker] { try accounts.enable(account) }
        try accounts.join(worker, boss)
        for account in [worker, boss] {
            refused("not the management account") {
                try accounts.send(
                    .enableOrganizationAdminAccount, as: account, body: #"{"adminAccountId":"111111111111"}"#)
            }
        }
        refused("is a member of another administrator") {
            try accounts.send(
                .enableOrganizationAdminAccount, as: management, body: #"{"adminAccountId":"222222222222"}"#)
        }
        refused("adminAccountId") {
            try accounts.send(
                .enableOrganizationAdminAccount, as: management, body: #"{"adminAccountId":"333333333333"}"#)
        }
    }

    @Test func `with NONE nobody becomes a member by itself`() throws {
        let accounts = try organization(#"{"autoEnableOrganizationMembers":"NONE"}"#)
        try accounts.enable(worker)
        try admit(accounts, other)
        #expect(try accounts.status(worker, of: boss) == nil)
        #expect(try accounts.status(other, of: boss) == nil)
        #expect(try accounts.detector(other) == nil)
    }

    @Test func `with NEW who comes becomes a member, who was there before does not`() throws {
        let accounts = try Accounts()
        try accounts.enable(worker)
        for account in [management, boss] { try accounts.makeKey(account) }
        try accounts.send(
            .enableOrganizationAdminAccount, as: management, body: #"{"adminAccountId":"111111111111"}"#)
        try update(
            accounts,
            #"{"autoEnable":true,"features":[{"name":"S3_DATA_EVENTS","autoEnable":"NEW"},{"name":"RDS_LOGIN_EVENTS","autoEnable":"NONE"}]}"#
        )
        #expect(try accounts.status(worker, of: boss) == nil)
        // One makes its detector itself, one is met in logs.
        try accounts.enable(other)
        try admit(accounts, fourth)
        try admit(accounts, fourth)
        #expect(try accounts.status(other, of: boss) == .enabled)
        #expect(try accounts.status(fourth, of: boss) == .enabled)
        // Who makes its own keeps what it has on by default.
        #expect(try accounts.detector(fourth)?.features.filter(\.isEnabled).map(\.name) == ["S3_DATA_EVENTS"])
        #expect(try accounts.detector(other)?.features.count(where: \.isEnabled) == 5)
        // Who was parted from stays so.
        #expect(try accounts.act(.disassociate, fourth, by: boss) == nil)
        try admit(accounts, fourth)
        #expect(try accounts.status(fourth, of: boss) == .removed)
        // And comes back by CreateMembers, not by invitation.
        #expect(try accounts.act(.invite, fourth, by: boss)?.contains("CreateMembers") ?? false)
        try accounts.create(fourth, by: boss)
        #expect(try accounts.status(fourth, of: boss) == .enabled)
    }

    @Test func `with ALL everybody becomes a member and stays`() throws {
        let accounts = try Accounts()
        for account in [worker, other] { try accounts.enable(account) }
        for account in [management, boss] { try accounts.makeKey(account) }
        try accounts.send(
            .enableOrganizationAdminAccount, as: management, body: #"{"adminAccountId":"111111111111"}"#)
        try update(accounts, #"{"autoEnableOrganizationMembers":"ALL"}"#)
        for account in [worker, other, management] {
            #expect(try accounts.status(account, of: boss) == .enabled)
            #expect(try accounts.act(.stop, account, by: boss)?.contains("is ALL") ?? false)
            #expect(try accounts.act(.disassociate, account, by: boss)?.contains("is ALL") ?? false)
            #expect(try accounts.status(account, of: boss) == .enabled)
        }
        refused("cannot leave") { try accounts.resign(worker) }
        let own = ["DetectorId": accounts.detectorID(worker)]
        refused("cannot leave") { try accounts.send(.deleteDetector, as: worker, own) }
        refused("suspend themselves") {
            try accounts.send(.updateDetector, as: worker, own, body: #"{"enable":false}"#)
        }
        #expect(try accounts.detector(worker)?.isEnabled == true)
        // When it is no longer ALL, they may go.
        try update(accounts, #"{"autoEnableOrganizationMembers":"NEW"}"#)
        #expect(try accounts.act(.disassociate, worker, by: boss) == nil)
        try accounts.resign(other)
        // The management account manages, though it became a member.
        try accounts.send(
            .disableOrganizationAdminAccount, as: management, body: #"{"adminAccountId":"111111111111"}"#)
        #expect(try accounts.status(management, of: boss) == .removed)
    }

    @Test func `the organization takes nobody from another administrator, and no administrator`() throws {
        let accounts = try Accounts()
        for account in [worker, other, fourth] { try accounts.enable(account) }
        try accounts.join(worker, other)
        for account in [management, boss] { try accounts.makeKey(account) }
        try accounts.send(
            .enableOrganizationAdminAccount, as: management, body: #"{"adminAccountId":"111111111111"}"#)
        try update(accounts, #"{"autoEnableOrganizationMembers":"ALL"}"#)
        #expect(try accounts.status(worker, of: boss) == nil)
        #expect(try accounts.status(other, of: boss) == nil)
        #expect(try accounts.status(fourth, of: boss) == .enabled)
        #expect(try accounts.status(worker, of: other) == .enabled)
    }

    @Test func `accounts that nobody but a list of members knows stay outside`() throws {
        let accounts = try Accounts()
        try accounts.enable(other)
        try accounts.create(worker, by: other)
        for account in [management, boss] { try accounts.makeKey(account) }
        try accounts.send(
            .enableOrganizationAdminAccount, as: management, body: #"{"adminAccountId":"111111111111"}"#)
        try update(accounts, #"{"autoEnableOrganizationMembers":"ALL"}"#)
        #expect(try accounts.detector(worker) == nil)
    }

    @Test func `features that all are to have reach those that are members already`() throws {
        let accounts = try organization(#"{"autoEnableOrganizationMembers":"NEW"}"#)
        try admit(accounts, worker)
        #expect(try accounts.detector(worker)?.features.contains(where: \.isEnabled) == false)
        try update(
            accounts,
            #"""
            {"autoEnableOrganizationMembers":"NEW","features":[{"name":"RUNTIME_MONITORING","autoEnable":"ALL",
            "additionalConfiguration":[{"name":"EKS_ADDON_MANAGEMENT","autoEnable":"ALL"},
            {"name":"EC2_AGENT_MANAGEMENT","autoEnable":"NEW"}]},{"name":"S3_DATA_EVENTS","autoEnable":"NEW"}]}
            """#)
        let runtime = try accounts.detector(worker)?.features.first { $0.name == "RUNTIME_MONITORING" }
        #expect(runtime?.isEnabled == true)
        #expect(runtime?.additional.filter(\.isEnabled).map(\.name) == ["EKS_ADDON_MANAGEMENT"])
        #expect(try accounts.detector(worker)?.features.first { $0.name == "S3_DATA_EVENTS" }?.isEnabled == false)
    }

    @Test func `both views of the configuration tell one state`() throws {
        let accounts = try organization()
        var answer = try describe(accounts)
        #expect(answer.contains(#""autoEnable":false,"memberAccountLimitReached":false"#))
        #expect(answer.contains(#""autoEnableOrganizationMembers":"NONE""#))
        try update(accounts, #"{"autoEnable":true,"dataSources":{"s3Logs":{"autoEnable":true}}}"#)
        answer = try describe(accounts)
        #expect(answer.contains(#""autoEnable":true,"memberAccountLimitReached":false"#))
        #expect(answer.contains(#""autoEnableOrganizationMembers":"NEW""#))
        #expect(answer.contains(#"{"name":"S3_DATA_EVENTS","autoEnable":"NEW"}"#))
        #expect(answer.contains(#""s3Logs":{"autoEnable":true}"#))
        // One feature alone changes nothing else.
        try update(
            accounts,
            #"{"autoEnableOrganizationMembers":"NEW","features":[{"name":"EKS_AUDIT_LOGS","autoEnable":"ALL"}]}"#)
        answer = try describe(accounts)
        #expect(answer.contains(#"{"name":"S3_DATA_EVENTS","autoEnable":"NEW"}"#))
        #expect(answer.contains(#"{"name":"EKS_AUDIT_LOGS","autoEnable":"ALL"}"#))
        #expect(answer.contains(#""kubernetes":{"auditLogs":{"autoEnable":true}}"#))
        // What the older view calls on is not made less by saying so again.
        try update(
            accounts, #"{"autoEnable":true,"dataSources":{"kubernetes":{"auditLogs":{"autoEnable":true}}}}"#)
        #expect(try describe(accounts).contains(#"{"name":"EKS_AUDIT_LOGS","autoEnable":"ALL"}"#))
        refused("must not contradict") {
            try update(accounts, #"{"autoEnable":false,"autoEnableOrganizationMembers":"ALL"}"#)
        }
        refused("cannot both be given") {
            try update(
                accounts,
                #"{"features":[{"name":"RUNTIME_MONITORING","autoEnable":"NEW"},{"name":"EKS_RUNTIME_MONITORING","autoEnable":"NEW"}]}"#
            )
        }
    }

    @Test func `the configuration is the administrator's alone`() throws {
        let accounts = try organization()
        try accounts.enable(worker)
        let own = ["DetectorId": accounts.detectorID(worker)]
        refused("does not administer the organization") {
            try accounts.send(.describeOrganizationConfiguration, as: worker, own)
        }
        refused("does not administer the organization") {
            try accounts.send(.updateOrganizationConfiguration, as: worker, own, body: #"{"autoEnable":true}"#)
        }
        refused("does not administer the organization") { try accounts.send(.getOrganizationStatistics, as: worker) }
        refused("not owned by the current account") {
            try accounts.send(
                .describeOrganizationConfiguration, as: worker, ["DetectorId": accounts.detectorID(boss)])
        }
    }

    @Test func `without its administrator the organization's members are on their own`() throws {
        let accounts = try organization(#"{"autoEnableOrganizationMembers":"NEW"}"#)
        try admit(accounts, worker)
        try accounts.send(
            .disableOrganizationAdminAccount, as: management, body: #"{"adminAccountId":"111111111111"}"#)
        #expect(try accounts.status(worker, of: boss) == .removed)
        #expect(try accounts.send(.listOrganizationAdminAccounts, as: management).contains(#""adminAccounts":[]"#))
        try admit(accounts, other)
        #expect(try accounts.status(other, of: boss) == nil)
    }

    @Test func `statistics count accounts, members and features`() throws {
        let accounts = try organization(
            #"{"autoEnable":true,"features":[{"name":"S3_DATA_EVENTS","autoEnable":"NEW"}]}"#)
        for account in [worker, other, fourth] { try admit(accounts, account) }
        try accounts.act(.stop, fourth, by: boss)
        let answer = try accounts.send(.getOrganizationStatistics, as: boss)
        // management, boss and the three.
        #expect(answer.contains(#""totalAccountsCount":5,"memberAccountsCount":3,"activeAccountsCount":2"#))
        #expect(answer.contains(#"{"name":"S3_DATA_EVENTS","enabledAccountsCount":2}"#))
        #expect(answer.contains(#"{"name":"RDS_LOGIN_EVENTS","enabledAccountsCount":0}"#))
    }
}

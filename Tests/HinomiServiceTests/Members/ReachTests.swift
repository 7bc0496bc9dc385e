// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import HinomiStore
import Testing

@testable import HinomiService

struct ReachTests {
    private func seen(_ accounts: Accounts, by account: AccountID) throws -> [AccountID] {
        try accounts.as(account) { _, call in
            try call.store.findingDetectors(of: try #require(try accounts.detector(account))).map(\.account)
        }
    }

    private func decider(_ accounts: Accounts, for account: AccountID) throws -> AccountID? {
        try accounts.store.readNow { try $0.decidingDetector(for: account, in: accounts.region)?.account }
    }

    @Test func `an administrator sees its own findings and those of enabled and disabled members`() throws {
        let accounts = try Accounts()
        for account in [boss, worker, other, fourth] { try accounts.enable(account) }
        try accounts.join(worker, boss)
        try accounts.join(other, boss)
        try accounts.create(fourth, by: boss)
        try accounts.act(.invite, fourth, by: boss)
        try accounts.act(.stop, other, by: boss)
        #expect(try seen(accounts, by: boss) == [boss, worker, other])
        #expect(try seen(accounts, by: worker) == [worker])
        try accounts.act(.disassociate, worker, by: boss)
        try accounts.resign(other)
        #expect(try seen(accounts, by: boss) == [boss])
    }

    @Test func `the administrator decides for its members, everybody else for themselves`() throws {
        let accounts = try Accounts()
        for account in [boss, worker] { try accounts.enable(account) }
        #expect(try decider(accounts, for: worker) == worker)
        try accounts.create(worker, by: boss)
        try accounts.act(.invite, worker, by: boss)
        #expect(try decider(accounts, for: worker) == worker)
        try accounts.accept(boss, as: worker)
        #expect(try decider(accounts, for: worker) == boss)
        try accounts.act(.stop, worker, by: boss)
        #expect(try decider(accounts, for: worker) == boss)
        try accounts.resign(worker)
        #expect(try decider(accounts, for: worker) == worker)
        #expect(try decider(accounts, for: other) == nil)
    }

    @Test func `an association in one region shows nothing of another`() throws {
        let accounts = try Accounts()
        for account in [boss, worker] { try accounts.enable(account) }
        try accounts.join(worker, boss)
        accounts.region = "eu-west-1"
        for account in [boss, worker] { try accounts.enable(account) }
        #expect(try seen(accounts, by: boss) == [boss])
        #expect(try decider(accounts, for: worker) == worker)
    }
}

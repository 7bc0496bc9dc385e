// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
import HinomiRecords
import HinomiStore
import Testing

@testable import HinomiService

struct RelationshipTests {
    /// Every change that can happen, as the API's documentation tells it. All others cannot.
    static let table: [(MemberStatus, RelationshipEvent, MemberStatus)] = [
        (.created, .invite, .invited), (.removed, .invite, .invited), (.resigned, .invite, .invited),
        (.invited, .accept, .enabled), (.invited, .decline, .resigned), (.invited, .disassociate, .removed),
        (.enabled, .stop, .disabled), (.disabled, .stop, .disabled), (.disabled, .start, .enabled),
        (.enabled, .start, .enabled), (.enabled, .disassociate, .removed), (.disabled, .disassociate, .removed),
        (.enabled, .resign, .resigned), (.disabled, .resign, .resigned),
    ]

    @Test(arguments: MemberStatus.allCases, RelationshipEvent.allCases)
    func `only what the table says can happen`(status: MemberStatus, event: RelationshipEvent) {
        // Whoever the organization takes is enabled at once.
        let expected = event == .admit ? .enabled : RelationshipTests.table.first { $0.0 == status && $0.1 == event }?.2
        #expect(status.after(event) == expected)
    }

    /// An administrator and an account that stands to it as wanted.
    private func accounts(_ status: MemberStatus) throws -> Accounts {
        let accounts = try Accounts()
        try accounts.enable(boss)
        try accounts.enable(worker)
        try accounts.create(worker, by: boss)
        guard status != .created else { return accounts }
        try accounts.act(.invite, worker, by: boss)
        guard status != .invited else { return accounts }
        try accounts.accept(boss, as: worker)
        switch status {
        case .disabled: try accounts.act(.stop, worker, by: boss)
        case .removed: try accounts.act(.disassociate, worker, by: boss)
        case .resigned: try accounts.resign(worker)
        default: break
        }
        #expect(try accounts.status(worker, of: boss) == status)
        return accounts
    }

    @Test(arguments: MemberStatus.allCases, [RelationshipEvent.invite, .stop, .start, .disassociate])
    func `administrators do by the table`(status: MemberStatus, event: RelationshipEvent) throws {
        let accounts = try accounts(status)
        let expected = RelationshipTests.table.first { $0.0 == status && $0.1 == event }?.2
        let reason = try accounts.act(event, worker, by: boss)
        #expect((reason == nil) == (expected != nil), "\(reason ?? "")")
        #expect(try accounts.status(worker, of: boss) == expected ?? status)
    }

    @Test(arguments: MemberStatus.allCases)
    func `invited accounts accept, decline and leave by the table`(status: MemberStatus) throws {
        var accounts = try accounts(status)
        #expect((try accounts.decline(boss, as: worker) == nil) == (status == .invited))
        #expect(try accounts.status(worker, of: boss) == (status == .invited ? .resigned : status))

        accounts = try self.accounts(status)
        if status.isAssociated {
            try accounts.resign(worker)
            #expect(try accounts.status(worker, of: boss) == .resigned)
        } else {
            refused("is not a member") { try accounts.resign(worker) }
        }

        accounts = try self.accounts(status)
        if status == .invited || status.isAssociated {
            // Accepting again what was accepted changes nothing.
            try accounts.accept(boss, as: worker)
            #expect(try accounts.status(worker, of: boss) == (status == .invited ? .enabled : status))
        } else {
            refused("invitationId") { try accounts.accept(boss, as: worker) }
        }
    }

    @Test(arguments: MemberStatus.allCases)
    func `members can be deleted unless they are associated`(status: MemberStatus) throws {
        let accounts = try accounts(status)
        let reason = try accounts.as(boss) {
            try $0.deleteMembers(
                API.DeleteMembersRequest(
                    detectorID: accounts.detectorID(boss), accountIDs: [worker.description]), $1
            ).unprocessedAccounts.first?.result
        }
        #expect((reason != nil) == status.isAssociated)
        #expect(try accounts.status(worker, of: boss) == (status.isAssociated ? status : nil))
    }

    @Test(arguments: MemberStatus.allCases)
    func `detectors with invited or associated members cannot be deleted`(status: MemberStatus) throws {
        let accounts = try accounts(status)
        func delete() throws {
            try accounts.send(.deleteDetector, as: boss, ["DetectorId": accounts.detectorID(boss)])
        }
        if status == .invited || status.isAssociated {
            refused("cannot delete detector while it has invited or associated members", delete)
        } else {
            try delete()
            #expect(try accounts.detector(boss) == nil)
            #expect(try accounts.status(worker, of: boss) == nil)
        }
    }

    @Test func `a member that deletes its detector leaves`() throws {
        let accounts = try accounts(.enabled)
        try accounts.send(.deleteDetector, as: worker, ["DetectorId": accounts.detectorID(worker)])
        #expect(try accounts.status(worker, of: boss) == .resigned)
        try accounts.send(.deleteDetector, as: boss, ["DetectorId": accounts.detectorID(boss)])
    }

    @Test func `stopping suspends the member's detector, and starting lets it go on`() throws {
        let accounts = try accounts(.enabled)
        try accounts.act(.stop, worker, by: boss)
        #expect(try accounts.detector(worker)?.isEnabled == false)
        try accounts.act(.start, worker, by: boss)
        #expect(try accounts.detector(worker)?.isEnabled == true)
    }

    @Test func `a new invitation takes the place of an old one, whose id is good for nothing`() throws {
        let accounts = try accounts(.invited)
        func id() throws -> String? {
            try accounts.store.readNow { try $0.invitation(of: worker, by: boss, in: accounts.region)?.id }
        }
        let first = try #require(try id())
        #expect(try accounts.decline(boss, as: worker) == nil)
        try accounts.act(.invite, worker, by: boss)
        #expect(try id() != first)
        refused("invitationId") {
            try accounts.send(
                .acceptInvitation, as: worker, ["DetectorId": accounts.detectorID(worker)],
                body: #"{"masterId":"\#(boss)","invitationId":"\#(first)"}"#)
        }
    }

    @Test func `an account has one administrator, and an administrator none`() throws {
        let accounts = try accounts(.enabled)
        try accounts.enable(other)
        try accounts.create(worker, by: other)
        #expect(try accounts.act(.invite, worker, by: other) == nil)
        refused("already a member of the administrator account 111111111111") {
            try accounts.accept(other, as: worker)
        }
        try accounts.create(boss, by: other)
        #expect(try accounts.act(.invite, boss, by: other) == nil)
        refused("is an administrator of others") { try accounts.accept(other, as: boss) }
    }

    @Test func `what is invited or associated cannot be listed again, what was parted from can`() throws {
        for (status, isRefused) in [
            (MemberStatus.created, false), (.invited, true), (.enabled, true), (.disabled, true), (.removed, false),
            (.resigned, false),
        ] {
            let accounts = try accounts(status)
            let reason = try accounts.as(boss) {
                try $0.createMembers(
                    API.CreateMembersRequest(
                        detectorID: accounts.detectorID(boss),
                        accountDetails: [API.AccountDetail(accountID: worker.description, email: "new@example.org")]),
                    $1
                ).unprocessedAccounts.first?.result
            }
            #expect(
                reason
                    == (isRefused
                        ? "The request is rejected because the current account has already invited or is already the "
                            + "GuardDuty master of the given member account ID." : nil))
            #expect(try accounts.status(worker, of: boss) == (isRefused ? status : .created))
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiAPIModel
import HinomiFindings
import HinomiRecords
import HinomiStore
import Testing

@testable import HinomiService

/// A server's accounts in a store of their own, and a clock that a test sets.
final class Accounts {
    let store: Store
    let service = GuardDutyService()
    var now = Timestamp(milliseconds: 1_800_000_000_000)
    var region = "us-east-1"
    private let folder: String
    private let seal = SecretSeal(key: [UInt8](repeating: 7, count: 32))

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("hinomi-\(UUID().uuidString)").path
        store = try Store(folder: folder)
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Does something as a caller of an account.
    func `as`<Result>(_ account: AccountID, _ body: (GuardDutyService, ServiceCall) throws -> Result) throws -> Result {
        try store.writeNow {
            try body(
                service,
                ServiceCall(
                    Caller(account: account, region: region, level: .administer, keyID: "AKIATEST"), store: $0,
                    now: now))
        }
    }

    /// Sends a request as the gateway does, with its body in JSON, and gives back the answer's.
    @discardableResult
    func send(
        _ operation: API.Operation, as account: AccountID, _ labels: [String: String] = [:], body: String = "{}"
    ) throws -> String {
        try self.as(account) { service, call in
            var body = Array(body.utf8)
            let request = try body.withUnsafeMutableBufferPointer {
                try APIRequest(labels: labels, body: UnsafeBufferPointer($0))
            }
            return String(decoding: try service.perform(operation, request, call), as: UTF8.self)
        }
    }

    func detectorID(_ account: AccountID) -> String { FindingIdentity.detectorID(account: account, region: region) }

    @discardableResult
    func enable(_ account: AccountID) throws -> String {
        try self.as(account) { service, call in try service.enable(call) }
        return detectorID(account)
    }

    func makeKey(_ account: AccountID) throws {
        _ = try store.writeNow { try $0.makeKey(account: account, level: .administer, seal: seal, now: now) }
    }

    /// Has an administrator list an account.
    func create(_ member: AccountID, by administrator: AccountID) throws {
        let unprocessed = try self.as(administrator) {
            try $0.createMembers(
                API.CreateMembersRequest(
                    detectorID: detectorID(administrator),
                    accountDetails: [
                        API.AccountDetail(accountID: member.description, email: "owner-\(member)@example.org")
                    ]), $1
            ).unprocessedAccounts
        }
        #expect(unprocessed.map(\.result) == [])
    }

    /// Has an administrator do something to an account; gives back why it was passed over.
    @discardableResult
    func act(_ event: RelationshipEvent, _ member: AccountID, by administrator: AccountID) throws -> String? {
        let (id, ids) = (detectorID(administrator), [member.description])
        let unprocessed: [API.UnprocessedAccount] = try self.as(administrator) { service, call in
            switch event {
            case .invite:
                try service.inviteMembers(API.InviteMembersRequest(detectorID: id, accountIDs: ids), call)
                    .unprocessedAccounts
            case .stop:
                try service.stopMonitoringMembers(
                    API.StopMonitoringMembersRequest(detectorID: id, accountIDs: ids), call
                ).unprocessedAccounts
            case .start:
                try service.startMonitoringMembers(
                    API.StartMonitoringMembersRequest(detectorID: id, accountIDs: ids), call
                ).unprocessedAccounts
            case .disassociate:
                try service.disassociateMembers(
                    API.DisassociateMembersRequest(detectorID: id, accountIDs: ids), call
                ).unprocessedAccounts
            case .accept, .decline, .resign, .admit:
                []
            }
        }
        return unprocessed.first?.result
    }

    func accept(_ administrator: AccountID, as member: AccountID) throws {
        try self.as(member) { service, call in
            let invitation = try call.store.invitation(of: member, by: administrator, in: region)
            _ = try service.acceptAdministratorInvitation(
                API.AcceptAdministratorInvitationRequest(
                    detectorID: detectorID(member), administratorID: administrator.description,
                    invitationID: invitation?.id ?? "none"), call)
        }
    }

    func decline(_ administrator: AccountID, as member: AccountID) throws -> String? {
        try self.as(member) {
            try $0.declineInvitations(
                API.DeclineInvitationsRequest(accountIDs: [administrator.description]), $1
            ).unprocessedAccounts.first?.result
        }
    }

    func resign(_ member: AccountID) throws {
        _ = try self.as(member) {
            try $0.disassociateFromAdministratorAccount(
                API.DisassociateFromAdministratorAccountRequest(detectorID: detectorID(member)), $1)
        }
    }

    /// Makes an account a member by invitation.
    func join(_ member: AccountID, _ administrator: AccountID) throws {
        try create(member, by: administrator)
        #expect(try act(.invite, member, by: administrator) == nil)
        try accept(administrator, as: member)
    }

    func status(_ member: AccountID, of administrator: AccountID) throws -> MemberStatus? {
        try store.readNow { try $0.member(member, of: detectorID(administrator))?.status }
    }

    func detector(_ account: AccountID) throws -> DetectorRecord? {
        try store.readNow { try $0.detector(of: account, in: region) }
    }
}

let boss = AccountID(number: 111_111_111_111)
let worker = AccountID(number: 222_222_222_222)
let other = AccountID(number: 333_333_333_333)
let fourth = AccountID(number: 444_444_444_444)

/// Tells that something is refused in these words.
func refused(_ words: String, _ body: () throws -> Void, location: SourceLocation = #_sourceLocation) {
    let error = #expect(throws: APIError.self, sourceLocation: location, performing: body)
    #expect(error?.type == .badRequestException, sourceLocation: location)
    #expect(error?.message.contains(words) ?? false, "\(error?.message ?? "")", sourceLocation: location)
}

// SPDX-License-Identifier: Apache-2.0

package import HinomiAPIModel
import HinomiRecords
import HinomiStore

// What administrators do with the accounts that they list.
extension GuardDutyService {
    package func createMembers(
        _ input: API.CreateMembersRequest, _ call: ServiceCall
    ) throws -> API.CreateMembersResponse {
        let detector = try call.detector(input.detectorID)
        for (i, detail) in input.accountDetails.enumerated() where MailAddress(detail.email) == nil {
            throw APIError.invalid("accountDetails[\(i)].email", "it must be an e-mail address")
        }
        let emails = Dictionary(input.accountDetails.map { ($0.accountID, $0.email) }) { first, _ in first }
        let organization = Organization(store: call.store, now: call.now)
        return API.CreateMembersResponse(
            unprocessedAccounts: try call.each(input.accountDetails.map(\.accountID)) { account in
                guard account != detector.account else { throw Unprocessed.own }
                let email = emails[account.description] ?? ""
                var member = try call.store.member(account, of: detector.id)
                if let status = member?.status, status == .invited || status.isAssociated {
                    throw Unprocessed.invitedAlready
                }
                if member == nil, try call.store.memberCount(of: detector.id) >= MemberLimits.members {
                    throw Unprocessed.tooMany
                }
                if try organization.isAdministered(by: detector), try call.store.knows(account) {
                    return try organization.join(account, email: email, detector)
                }
                member =
                    member
                    ?? MemberRecord(
                        of: detector, account: account, email: email, status: .created, updatedAt: call.now)
                guard var member else { return }
                member.email = email
                member.isOfOrganization = false
                try call.store.part(member, .created, now: call.now)
            })
    }

    package func getMembers(_ input: API.GetMembersRequest, _ call: ServiceCall) throws -> API.GetMembersResponse {
        let detector = try call.detector(input.detectorID)
        var members: [API.Member] = []
        let passedOver = try call.each(input.accountIDs) {
            members.append(try call.member($0, of: detector).response)
        }
        return API.GetMembersResponse(members: members, unprocessedAccounts: passedOver)
    }

    package func listMembers(_ input: API.ListMembersRequest, _ call: ServiceCall) throws -> API.ListMembersResponse {
        let detector = try call.detector(input.detectorID)
        let onlyAssociated = input.onlyAssociated?.lowercased() ?? "true"
        guard onlyAssociated == "true" || onlyAssociated == "false" else {
            throw APIError.invalid("onlyAssociated", "it must be true or false")
        }
        let page = try Page<MemberRecord>(by: \.account.description, size: input.maxResults, after: input.nextToken) {
            try call.store.members(
                of: detector.id, onlyAssociated: onlyAssociated == "true", after: $0, limit: $1)
        }
        return API.ListMembersResponse(members: page.elements.map(\.response), nextToken: page.nextToken)
    }

    package func deleteMembers(
        _ input: API.DeleteMembersRequest, _ call: ServiceCall
    ) throws -> API.DeleteMembersResponse {
        let detector = try call.detector(input.detectorID)
        return API.DeleteMembersResponse(
            unprocessedAccounts: try call.each(input.accountIDs) {
                let member = try call.member($0, of: detector)
                guard !member.status.isAssociated else { throw Unprocessed.associated }
                try call.store.delete(member)
            })
    }

    package func inviteMembers(
        _ input: API.InviteMembersRequest, _ call: ServiceCall
    ) throws -> API.InviteMembersResponse {
        let detector = try call.detector(input.detectorID)
        if let message = input.message, message.unicodeScalars.count > MemberLimits.message {
            throw APIError.invalid("message", "its length must be at most \(MemberLimits.message)")
        }
        return API.InviteMembersResponse(
            unprocessedAccounts: try call.each(input.accountIDs) {
                var member = try call.member($0, of: detector)
                guard let status = member.status.after(.invite) else { throw Unprocessed.invitedAlready }
                guard !member.isOfOrganization else { throw Unprocessed.ofOrganization }
                member.invitedAt = call.now
                try call.store.change(member, to: status, now: call.now)
                let invitation = try call.store.invite(member, now: call.now)
                if input.disableEmailNotification ?? false { return }
                try call.store.enqueue(
                    InvitationFacts(
                        recipient: member.email, invitation: invitation, administrator: member.administrator,
                        account: member.account, region: member.region, message: input.message),
                    now: call.now)
            })
    }

    package func disassociateMembers(
        _ input: API.DisassociateMembersRequest, _ call: ServiceCall
    ) throws -> API.DisassociateMembersResponse {
        API.DisassociateMembersResponse(
            unprocessedAccounts: try call.eachMember(input.accountIDs, of: input.detectorID, .disassociate) {
                try call.store.part($0, $1, now: call.now)
            })
    }

    package func startMonitoringMembers(
        _ input: API.StartMonitoringMembersRequest, _ call: ServiceCall
    ) throws -> API.StartMonitoringMembersResponse {
        API.StartMonitoringMembersResponse(
            unprocessedAccounts: try call.eachMember(input.accountIDs, of: input.detectorID, .start) {
                try call.store.change($0, to: $1, now: call.now)
                try call.store.setMonitoring($0, true, now: call.now)
            })
    }

    package func stopMonitoringMembers(
        _ input: API.StopMonitoringMembersRequest, _ call: ServiceCall
    ) throws -> API.StopMonitoringMembersResponse {
        API.StopMonitoringMembersResponse(
            unprocessedAccounts: try call.eachMember(input.accountIDs, of: input.detectorID, .stop) {
                try call.store.change($0, to: $1, now: call.now)
                try call.store.setMonitoring($0, false, now: call.now)
            })
    }
}

extension ServiceCall {
    /// What a detector says of an account that it lists.
    func member(_ account: AccountID, of detector: DetectorRecord) throws -> MemberRecord {
        guard let member = try store.member(account, of: detector.id) else { throw Unprocessed.notMember }
        return member
    }

    /// Does something to each member to which an event can happen, with the status that it then has.
    fileprivate func eachMember(
        _ accounts: [String], of detectorID: String, _ event: RelationshipEvent,
        _ act: (MemberRecord, MemberStatus) throws -> Void
    ) throws -> [API.UnprocessedAccount] {
        let detector = try detector(detectorID)
        return try each(accounts) {
            let member = try member($0, of: detector)
            guard let status = member.status.after(event) else { throw Unprocessed.notMember }
            if event != .start, try store.isHeld(member) { throw Unprocessed.allEnabled }
            try act(member, status)
        }
    }
}

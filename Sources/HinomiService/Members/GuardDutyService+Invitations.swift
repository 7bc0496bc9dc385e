// SPDX-License-Identifier: Apache-2.0

package import HinomiAPIModel
import HinomiRecords
import HinomiStore

// What accounts do with the invitations that they got.
extension GuardDutyService {
    package func listInvitations(
        _ input: API.ListInvitationsRequest, _ call: ServiceCall
    ) throws -> API.ListInvitationsResponse {
        let page = try Page<InvitationRecord>(
            by: \.member.administrator.description, size: input.maxResults, after: input.nextToken
        ) {
            try call.store.invitations(of: call.caller.account, in: call.caller.region, after: $0, limit: $1)
        }
        return API.ListInvitationsResponse(invitations: page.elements.map(\.response), nextToken: page.nextToken)
    }

    // All but the one that was accepted.
    package func getInvitationsCount(
        _ input: API.GetInvitationsCountRequest, _ call: ServiceCall
    ) throws -> API.GetInvitationsCountResponse {
        let invitations = try call.store.invitations(of: call.caller.account, in: call.caller.region)
        return API.GetInvitationsCountResponse(
            invitationsCount: invitations.count { !$0.member.status.isAssociated })
    }

    package func declineInvitations(
        _ input: API.DeclineInvitationsRequest, _ call: ServiceCall
    ) throws -> API.DeclineInvitationsResponse {
        API.DeclineInvitationsResponse(
            unprocessedAccounts: try call.each(input.accountIDs) {
                let invitation = try call.invitation(by: $0)
                guard let status = invitation.member.status.after(.decline) else {
                    throw invitation.member.status.isAssociated ? Unprocessed.acceptedAlready : Unprocessed.noInvitation
                }
                // It stays on the list until it is deleted.
                try call.store.change(invitation.member, to: status, now: call.now)
            })
    }

    package func deleteInvitations(
        _ input: API.DeleteInvitationsRequest, _ call: ServiceCall
    ) throws -> API.DeleteInvitationsResponse {
        API.DeleteInvitationsResponse(
            unprocessedAccounts: try call.each(input.accountIDs) {
                let member = try call.invitation(by: $0).member
                guard !member.status.isAssociated else { throw Unprocessed.acceptedAlready }
                try call.store.withdrawInvitation(of: member)
                guard let status = member.status.after(.decline) else { return }
                try call.store.change(member, to: status, now: call.now)
            })
    }

    package func acceptInvitation(
        _ input: API.AcceptInvitationRequest, _ call: ServiceCall
    ) throws -> API.AcceptInvitationResponse {
        try call.accept(
            input.invitationID, of: input.masterID, named: "masterId", with: try call.detector(input.detectorID))
        return API.AcceptInvitationResponse()
    }

    package func acceptAdministratorInvitation(
        _ input: API.AcceptAdministratorInvitationRequest, _ call: ServiceCall
    ) throws -> API.AcceptAdministratorInvitationResponse {
        try call.accept(
            input.invitationID, of: input.administratorID, named: "administratorId",
            with: try call.detector(input.detectorID))
        return API.AcceptAdministratorInvitationResponse()
    }
}

extension ServiceCall {
    fileprivate func invitation(by administrator: AccountID) throws -> InvitationRecord {
        guard let invitation = try store.invitation(of: caller.account, by: administrator, in: caller.region) else {
            throw Unprocessed.noInvitation
        }
        return invitation
    }

    fileprivate func accept(
        _ id: String, of administrator: String, named parameter: String, with detector: DetectorRecord
    ) throws {
        guard let administrator = AccountID(digits: administrator) else {
            throw APIError.invalid(parameter, "it must be an account of twelve digits")
        }
        let invitation = try store.invitation(of: caller.account, by: administrator, in: caller.region)
        if let association = try store.association(of: caller.account, in: caller.region) {
            // Whoever did not hear the answer asks again.
            if association.administrator == administrator, invitation?.id == id { return }
            throw APIError.badRequest(
                because: "the current account is already a member of the administrator account "
                    + "\(association.administrator).")
        }
        let organization = try store.organization(in: caller.region)
        guard try !store.hasInvitedOrAssociatedMembers(detector.id), organization?.administrator != caller.account
        else { throw APIError.badRequest(because: "the current account is an administrator of others.") }
        guard let invitation, invitation.id == id, let status = invitation.member.status.after(.accept) else {
            throw APIError.invalid("invitationId", "it must be that of an invitation that stands")
        }
        try store.associate(invitation.member, status, now: now)
    }
}

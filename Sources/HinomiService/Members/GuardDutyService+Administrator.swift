// SPDX-License-Identifier: Apache-2.0

package import HinomiAPIModel
import HinomiRecords
import HinomiStore

// Who administers the caller, in the older and the newer words. An account without an administrator gets an empty answer.
extension GuardDutyService {
    package func getMasterAccount(
        _ input: API.GetMasterAccountRequest, _ call: ServiceCall
    ) throws -> API.GetMasterAccountResponse {
        API.GetMasterAccountResponse(
            master: try call.association(of: input.detectorID).map { member, invitation in
                API.Master(
                    accountID: member.administrator.description, invitationID: invitation,
                    relationshipStatus: member.status.rawValue, invitedAt: member.invitedAt?.iso8601)
            })
    }

    package func getAdministratorAccount(
        _ input: API.GetAdministratorAccountRequest, _ call: ServiceCall
    ) throws -> API.GetAdministratorAccountResponse {
        API.GetAdministratorAccountResponse(
            administrator: try call.association(of: input.detectorID).map { member, invitation in
                API.Administrator(
                    accountID: member.administrator.description, invitationID: invitation,
                    relationshipStatus: member.status.rawValue, invitedAt: member.invitedAt?.iso8601)
            })
    }

    package func disassociateFromMasterAccount(
        _ input: API.DisassociateFromMasterAccountRequest, _ call: ServiceCall
    ) throws -> API.DisassociateFromMasterAccountResponse {
        try call.leave(with: input.detectorID)
        return API.DisassociateFromMasterAccountResponse()
    }

    package func disassociateFromAdministratorAccount(
        _ input: API.DisassociateFromAdministratorAccountRequest, _ call: ServiceCall
    ) throws -> API.DisassociateFromAdministratorAccountResponse {
        try call.leave(with: input.detectorID)
        return API.DisassociateFromAdministratorAccountResponse()
    }
}

extension ServiceCall {
    fileprivate func association(of detectorID: String) throws -> (MemberRecord, invitation: String?)? {
        let detector = try detector(detectorID)
        guard let member = try store.association(of: detector.account, in: detector.region) else { return nil }
        let invitation = try store.invitation(
            of: member.account, by: member.administrator, in: member.region)
        return (member, invitation?.id)
    }

    fileprivate func leave(with detectorID: String) throws {
        guard let (member, _) = try association(of: detectorID), let status = member.status.after(.resign) else {
            throw APIError.badRequest(because: "the current account is not a member of an administrator account.")
        }
        try MemberRules.checkLeaving(member, store)
        try store.part(member, status, now: now)
    }
}

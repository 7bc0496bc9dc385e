// SPDX-License-Identifier: Apache-2.0

package import HinomiAPIModel

// Operations that are not offered yet.
extension GuardDutyService {
    package func acceptAdministratorInvitation(_: API.AcceptAdministratorInvitationRequest, _: ServiceCall) throws
        -> API.AcceptAdministratorInvitationResponse
    { throw APIError.notOffered }
    package func acceptInvitation(_: API.AcceptInvitationRequest, _: ServiceCall) throws -> API.AcceptInvitationResponse
    { throw APIError.notOffered }
    package func createIPSet(_: API.CreateIPSetRequest, _: ServiceCall) throws -> API.CreateIPSetResponse {
        throw APIError.notOffered
    }
    package func createMembers(_: API.CreateMembersRequest, _: ServiceCall) throws -> API.CreateMembersResponse {
        throw APIError.notOffered
    }
    package func createThreatEntitySet(_: API.CreateThreatEntitySetRequest, _: ServiceCall) throws
        -> API.CreateThreatEntitySetResponse
    { throw APIError.notOffered }
    package func createThreatIntelSet(_: API.CreateThreatIntelSetRequest, _: ServiceCall) throws
        -> API.CreateThreatIntelSetResponse
    { throw APIError.notOffered }
    package func createTrustedEntitySet(_: API.CreateTrustedEntitySetRequest, _: ServiceCall) throws
        -> API.CreateTrustedEntitySetResponse
    { throw APIError.notOffered }
    package func declineInvitations(_: API.DeclineInvitationsRequest, _: ServiceCall) throws
        -> API.DeclineInvitationsResponse
    { throw APIError.notOffered }
    package func deleteIPSet(_: API.DeleteIPSetRequest, _: ServiceCall) throws -> API.DeleteIPSetResponse {
        throw APIError.notOffered
    }
    package func deleteInvitations(_: API.DeleteInvitationsRequest, _: ServiceCall) throws
        -> API.DeleteInvitationsResponse
    { throw APIError.notOffered }
    package func deleteMembers(_: API.DeleteMembersRequest, _: ServiceCall) throws -> API.DeleteMembersResponse {
        throw APIError.notOffered
    }
    package func deleteThreatEntitySet(_: API.DeleteThreatEntitySetRequest, _: ServiceCall) throws
        -> API.DeleteThreatEntitySetResponse
    { throw APIError.notOffered }
    package func deleteThreatIntelSet(_: API.DeleteThreatIntelSetRequest, _: ServiceCall) throws
        -> API.DeleteThreatIntelSetResponse
    { throw APIError.notOffered }
    package func deleteTrustedEntitySet(_: API.DeleteTrustedEntitySetRequest, _: ServiceCall) throws
        -> API.DeleteTrustedEntitySetResponse
    { throw APIError.notOffered }
    package func describeOrganizationConfiguration(_: API.DescribeOrganizationConfigurationRequest, _: ServiceCall)
        throws -> API.DescribeOrganizationConfigurationResponse
    { throw APIError.notOffered }
    package func disableOrganizationAdminAccount(_: API.DisableOrganizationAdminAccountRequest, _: ServiceCall) throws
        -> API.DisableOrganizationAdminAccountResponse
    { throw APIError.notOffered }
    package func disassociateFromAdministratorAccount(
        _: API.DisassociateFromAdministratorAccountRequest, _: ServiceCall
    ) throws -> API.DisassociateFromAdministratorAccountResponse { throw APIError.notOffered }
    package func disassociateFromMasterAccount(_: API.DisassociateFromMasterAccountRequest, _: ServiceCall) throws
        -> API.DisassociateFromMasterAccountResponse
    { throw APIError.notOffered }
    package func disassociateMembers(_: API.DisassociateMembersRequest, _: ServiceCall) throws
        -> API.DisassociateMembersResponse
    { throw APIError.notOffered }
    package func enableOrganizationAdminAccount(_: API.EnableOrganizationAdminAccountRequest, _: ServiceCall) throws
        -> API.EnableOrganizationAdminAccountResponse
    { throw APIError.notOffered }
    package func getAdministratorAccount(_: API.GetAdministratorAccountRequest, _: ServiceCall) throws
        -> API.GetAdministratorAccountResponse
    { throw APIError.notOffered }
    package func getIPSet(_: API.GetIPSetRequest, _: ServiceCall) throws -> API.GetIPSetResponse {
        throw APIError.notOffered
    }
    package func getInvitationsCount(_: API.GetInvitationsCountRequest, _: ServiceCall) throws
        -> API.GetInvitationsCountResponse
    { throw APIError.notOffered }
    package func getMasterAccount(_: API.GetMasterAccountRequest, _: ServiceCall) throws -> API.GetMasterAccountResponse
    { throw APIError.notOffered }
    package func getMemberDetectors(_: API.GetMemberDetectorsRequest, _: ServiceCall) throws
        -> API.GetMemberDetectorsResponse
    { throw APIError.notOffered }
    package func getMembers(_: API.GetMembersRequest, _: ServiceCall) throws -> API.GetMembersResponse {
        throw APIError.notOffered
    }
    package func getOrganizationStatistics(_: ServiceCall) throws -> API.GetOrganizationStatisticsResponse {
        throw APIError.notOffered
    }
    package func getThreatEntitySet(_: API.GetThreatEntitySetRequest, _: ServiceCall) throws
        -> API.GetThreatEntitySetResponse
    { throw APIError.notOffered }
    package func getThreatIntelSet(_: API.GetThreatIntelSetRequest, _: ServiceCall) throws
        -> API.GetThreatIntelSetResponse
    { throw APIError.notOffered }
    package func getTrustedEntitySet(_: API.GetTrustedEntitySetRequest, _: ServiceCall) throws
        -> API.GetTrustedEntitySetResponse
    { throw APIError.notOffered }
    package func inviteMembers(_: API.InviteMembersRequest, _: ServiceCall) throws -> API.InviteMembersResponse {
        throw APIError.notOffered
    }
    package func listIPSets(_: API.ListIPSetsRequest, _: ServiceCall) throws -> API.ListIPSetsResponse {
        throw APIError.notOffered
    }
    package func listInvitations(_: API.ListInvitationsRequest, _: ServiceCall) throws -> API.ListInvitationsResponse {
        throw APIError.notOffered
    }
    package func listMembers(_: API.ListMembersRequest, _: ServiceCall) throws -> API.ListMembersResponse {
        throw APIError.notOffered
    }
    package func listOrganizationAdminAccounts(_: API.ListOrganizationAdminAccountsRequest, _: ServiceCall) throws
        -> API.ListOrganizationAdminAccountsResponse
    { throw APIError.notOffered }
    package func listThreatEntitySets(_: API.ListThreatEntitySetsRequest, _: ServiceCall) throws
        -> API.ListThreatEntitySetsResponse
    { throw APIError.notOffered }
    package func listThreatIntelSets(_: API.ListThreatIntelSetsRequest, _: ServiceCall) throws
        -> API.ListThreatIntelSetsResponse
    { throw APIError.notOffered }
    package func listTrustedEntitySets(_: API.ListTrustedEntitySetsRequest, _: ServiceCall) throws
        -> API.ListTrustedEntitySetsResponse
    { throw APIError.notOffered }
    package func startMonitoringMembers(_: API.StartMonitoringMembersRequest, _: ServiceCall) throws
        -> API.StartMonitoringMembersResponse
    { throw APIError.notOffered }
    package func stopMonitoringMembers(_: API.StopMonitoringMembersRequest, _: ServiceCall) throws
        -> API.StopMonitoringMembersResponse
    { throw APIError.notOffered }
    package func updateIPSet(_: API.UpdateIPSetRequest, _: ServiceCall) throws -> API.UpdateIPSetResponse {
        throw APIError.notOffered
    }
    package func updateMemberDetectors(_: API.UpdateMemberDetectorsRequest, _: ServiceCall) throws
        -> API.UpdateMemberDetectorsResponse
    { throw APIError.notOffered }
    package func updateOrganizationConfiguration(_: API.UpdateOrganizationConfigurationRequest, _: ServiceCall) throws
        -> API.UpdateOrganizationConfigurationResponse
    { throw APIError.notOffered }
    package func updateThreatEntitySet(_: API.UpdateThreatEntitySetRequest, _: ServiceCall) throws
        -> API.UpdateThreatEntitySetResponse
    { throw APIError.notOffered }
    package func updateThreatIntelSet(_: API.UpdateThreatIntelSetRequest, _: ServiceCall) throws
        -> API.UpdateThreatIntelSetResponse
    { throw APIError.notOffered }
    package func updateTrustedEntitySet(_: API.UpdateTrustedEntitySetRequest, _: ServiceCall) throws
        -> API.UpdateTrustedEntitySetResponse
    { throw APIError.notOffered }
}

extension APIError {
    fileprivate static let notOffered = APIError(
        .internalServerErrorException, "This operation is not offered yet.")
}

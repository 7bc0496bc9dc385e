// SPDX-License-Identifier: Apache-2.0

package import HinomiAPIModel

// Operations that are not offered yet.
extension GuardDutyService {
    package func acceptAdministratorInvitation(_: API.AcceptAdministratorInvitationRequest, _: ServiceCall) throws
        -> API.AcceptAdministratorInvitationResponse
    { throw APIError.notOffered }
    package func acceptInvitation(_: API.AcceptInvitationRequest, _: ServiceCall) throws -> API.AcceptInvitationResponse
    { throw APIError.notOffered }
    package func createMembers(_: API.CreateMembersRequest, _: ServiceCall) throws -> API.CreateMembersResponse {
        throw APIError.notOffered
    }
    package func declineInvitations(_: API.DeclineInvitationsRequest, _: ServiceCall) throws
        -> API.DeclineInvitationsResponse
    { throw APIError.notOffered }
    package func deleteInvitations(_: API.DeleteInvitationsRequest, _: ServiceCall) throws
        -> API.DeleteInvitationsResponse
    { throw APIError.notOffered }
    package func deleteMembers(_: API.DeleteMembersRequest, _: ServiceCall) throws -> API.DeleteMembersResponse {
        throw APIError.notOffered
    }
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
    package func inviteMembers(_: API.InviteMembersRequest, _: ServiceCall) throws -> API.InviteMembersResponse {
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
    package func startMonitoringMembers(_: API.StartMonitoringMembersRequest, _: ServiceCall) throws
        -> API.StartMonitoringMembersResponse
    { throw APIError.notOffered }
    package func stopMonitoringMembers(_: API.StopMonitoringMembersRequest, _: ServiceCall) throws
        -> API.StopMonitoringMembersResponse
    { throw APIError.notOffered }
    package func updateMemberDetectors(_: API.UpdateMemberDetectorsRequest, _: ServiceCall) throws
        -> API.UpdateMemberDetectorsResponse
    { throw APIError.notOffered }
    package func updateOrganizationConfiguration(_: API.UpdateOrganizationConfigurationRequest, _: ServiceCall) throws
        -> API.UpdateOrganizationConfigurationResponse
    { throw APIError.notOffered }
}

extension APIError {
    fileprivate static let notOffered = APIError(
        .internalServerErrorException, "This operation is not offered yet.")
}

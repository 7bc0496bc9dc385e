// SPDX-License-Identifier: Apache-2.0

package import HinomiAPIModel

// Operations that are not offered yet.
extension GuardDutyService {
    package func acceptAdministratorInvitation(_: API.AcceptAdministratorInvitationRequest, _: ServiceCall) throws
        -> API.AcceptAdministratorInvitationResponse
    { throw APIError.notOffered }
    package func acceptInvitation(_: API.AcceptInvitationRequest, _: ServiceCall) throws -> API.AcceptInvitationResponse
    { throw APIError.notOffered }
    package func archiveFindings(_: API.ArchiveFindingsRequest, _: ServiceCall) throws -> API.ArchiveFindingsResponse {
        throw APIError.notOffered
    }
    package func createFilter(_: API.CreateFilterRequest, _: ServiceCall) throws -> API.CreateFilterResponse {
        throw APIError.notOffered
    }
    package func createMalwareProtectionPlan(_: API.CreateMalwareProtectionPlanRequest, _: ServiceCall) throws
        -> API.CreateMalwareProtectionPlanResponse
    { throw APIError.notOffered }
    package func createMembers(_: API.CreateMembersRequest, _: ServiceCall) throws -> API.CreateMembersResponse {
        throw APIError.notOffered
    }
    package func createPublishingDestination(_: API.CreatePublishingDestinationRequest, _: ServiceCall) throws
        -> API.CreatePublishingDestinationResponse
    { throw APIError.notOffered }
    package func createSampleFindings(_: API.CreateSampleFindingsRequest, _: ServiceCall) throws
        -> API.CreateSampleFindingsResponse
    { throw APIError.notOffered }
    package func declineInvitations(_: API.DeclineInvitationsRequest, _: ServiceCall) throws
        -> API.DeclineInvitationsResponse
    { throw APIError.notOffered }
    package func deleteFilter(_: API.DeleteFilterRequest, _: ServiceCall) throws -> API.DeleteFilterResponse {
        throw APIError.notOffered
    }
    package func deleteInvitations(_: API.DeleteInvitationsRequest, _: ServiceCall) throws
        -> API.DeleteInvitationsResponse
    { throw APIError.notOffered }
    package func deleteMalwareProtectionPlan(_: API.DeleteMalwareProtectionPlanRequest, _: ServiceCall) throws {
        throw APIError.notOffered
    }
    package func deleteMembers(_: API.DeleteMembersRequest, _: ServiceCall) throws -> API.DeleteMembersResponse {
        throw APIError.notOffered
    }
    package func deletePublishingDestination(_: API.DeletePublishingDestinationRequest, _: ServiceCall) throws
        -> API.DeletePublishingDestinationResponse
    { throw APIError.notOffered }
    package func describeMalwareScans(_: API.DescribeMalwareScansRequest, _: ServiceCall) throws
        -> API.DescribeMalwareScansResponse
    { throw APIError.notOffered }
    package func describeOrganizationConfiguration(_: API.DescribeOrganizationConfigurationRequest, _: ServiceCall)
        throws -> API.DescribeOrganizationConfigurationResponse
    { throw APIError.notOffered }
    package func describePublishingDestination(_: API.DescribePublishingDestinationRequest, _: ServiceCall) throws
        -> API.DescribePublishingDestinationResponse
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
    package func getCoverageStatistics(_: API.GetCoverageStatisticsRequest, _: ServiceCall) throws
        -> API.GetCoverageStatisticsResponse
    { throw APIError.notOffered }
    package func getFilter(_: API.GetFilterRequest, _: ServiceCall) throws -> API.GetFilterResponse {
        throw APIError.notOffered
    }
    package func getFindings(_: API.GetFindingsRequest, _: ServiceCall) throws -> API.GetFindingsResponse {
        throw APIError.notOffered
    }
    package func getFindingsStatistics(_: API.GetFindingsStatisticsRequest, _: ServiceCall) throws
        -> API.GetFindingsStatisticsResponse
    { throw APIError.notOffered }
    package func getInvitationsCount(_: API.GetInvitationsCountRequest, _: ServiceCall) throws
        -> API.GetInvitationsCountResponse
    { throw APIError.notOffered }
    package func getMalwareProtectionPlan(_: API.GetMalwareProtectionPlanRequest, _: ServiceCall) throws
        -> API.GetMalwareProtectionPlanResponse
    { throw APIError.notOffered }
    package func getMalwareScan(_: API.GetMalwareScanRequest, _: ServiceCall) throws -> API.GetMalwareScanResponse {
        throw APIError.notOffered
    }
    package func getMalwareScanSettings(_: API.GetMalwareScanSettingsRequest, _: ServiceCall) throws
        -> API.GetMalwareScanSettingsResponse
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
    package func getRemainingFreeTrialDays(_: API.GetRemainingFreeTrialDaysRequest, _: ServiceCall) throws
        -> API.GetRemainingFreeTrialDaysResponse
    { throw APIError.notOffered }
    package func getUsageStatistics(_: API.GetUsageStatisticsRequest, _: ServiceCall) throws
        -> API.GetUsageStatisticsResponse
    { throw APIError.notOffered }
    package func inviteMembers(_: API.InviteMembersRequest, _: ServiceCall) throws -> API.InviteMembersResponse {
        throw APIError.notOffered
    }
    package func listCoverage(_: API.ListCoverageRequest, _: ServiceCall) throws -> API.ListCoverageResponse {
        throw APIError.notOffered
    }
    package func listFilters(_: API.ListFiltersRequest, _: ServiceCall) throws -> API.ListFiltersResponse {
        throw APIError.notOffered
    }
    package func listFindings(_: API.ListFindingsRequest, _: ServiceCall) throws -> API.ListFindingsResponse {
        throw APIError.notOffered
    }
    package func listInvitations(_: API.ListInvitationsRequest, _: ServiceCall) throws -> API.ListInvitationsResponse {
        throw APIError.notOffered
    }
    package func listMalwareProtectionPlans(_: API.ListMalwareProtectionPlansRequest, _: ServiceCall) throws
        -> API.ListMalwareProtectionPlansResponse
    { throw APIError.notOffered }
    package func listMalwareScans(_: API.ListMalwareScansRequest, _: ServiceCall) throws -> API.ListMalwareScansResponse
    { throw APIError.notOffered }
    package func listMembers(_: API.ListMembersRequest, _: ServiceCall) throws -> API.ListMembersResponse {
        throw APIError.notOffered
    }
    package func listOrganizationAdminAccounts(_: API.ListOrganizationAdminAccountsRequest, _: ServiceCall) throws
        -> API.ListOrganizationAdminAccountsResponse
    { throw APIError.notOffered }
    package func listPublishingDestinations(_: API.ListPublishingDestinationsRequest, _: ServiceCall) throws
        -> API.ListPublishingDestinationsResponse
    { throw APIError.notOffered }
    package func sendObjectMalwareScan(_: API.SendObjectMalwareScanRequest, _: ServiceCall) throws
        -> API.SendObjectMalwareScanResponse
    { throw APIError.notOffered }
    package func startMalwareScan(_: API.StartMalwareScanRequest, _: ServiceCall) throws -> API.StartMalwareScanResponse
    { throw APIError.notOffered }
    package func startMonitoringMembers(_: API.StartMonitoringMembersRequest, _: ServiceCall) throws
        -> API.StartMonitoringMembersResponse
    { throw APIError.notOffered }
    package func stopMonitoringMembers(_: API.StopMonitoringMembersRequest, _: ServiceCall) throws
        -> API.StopMonitoringMembersResponse
    { throw APIError.notOffered }
    package func unarchiveFindings(_: API.UnarchiveFindingsRequest, _: ServiceCall) throws
        -> API.UnarchiveFindingsResponse
    { throw APIError.notOffered }
    package func updateFilter(_: API.UpdateFilterRequest, _: ServiceCall) throws -> API.UpdateFilterResponse {
        throw APIError.notOffered
    }
    package func updateFindingsFeedback(_: API.UpdateFindingsFeedbackRequest, _: ServiceCall) throws
        -> API.UpdateFindingsFeedbackResponse
    { throw APIError.notOffered }
    package func updateMalwareProtectionPlan(_: API.UpdateMalwareProtectionPlanRequest, _: ServiceCall) throws {
        throw APIError.notOffered
    }
    package func updateMalwareScanSettings(_: API.UpdateMalwareScanSettingsRequest, _: ServiceCall) throws
        -> API.UpdateMalwareScanSettingsResponse
    { throw APIError.notOffered }
    package func updateMemberDetectors(_: API.UpdateMemberDetectorsRequest, _: ServiceCall) throws
        -> API.UpdateMemberDetectorsResponse
    { throw APIError.notOffered }
    package func updateOrganizationConfiguration(_: API.UpdateOrganizationConfigurationRequest, _: ServiceCall) throws
        -> API.UpdateOrganizationConfigurationResponse
    { throw APIError.notOffered }
    package func updatePublishingDestination(_: API.UpdatePublishingDestinationRequest, _: ServiceCall) throws
        -> API.UpdatePublishingDestinationResponse
    { throw APIError.notOffered }
}

extension APIError {
    fileprivate static let notOffered = APIError(
        .internalServerErrorException, "This operation is not offered yet.")
}

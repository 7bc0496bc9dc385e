// SPDX-License-Identifier: Apache-2.0

package import HinomiAPIModel

// Operations that are not offered yet.
extension GuardDutyService {
    package func archiveFindings(_: API.ArchiveFindingsRequest, _: ServiceCall) throws -> API.ArchiveFindingsResponse {
        throw APIError.notOffered
    }
    package func createFilter(_: API.CreateFilterRequest, _: ServiceCall) throws -> API.CreateFilterResponse {
        throw APIError.notOffered
    }
    package func createIPSet(_: API.CreateIPSetRequest, _: ServiceCall) throws -> API.CreateIPSetResponse {
        throw APIError.notOffered
    }
    package func createMalwareProtectionPlan(_: API.CreateMalwareProtectionPlanRequest, _: ServiceCall) throws
        -> API.CreateMalwareProtectionPlanResponse
    { throw APIError.notOffered }
    package func createPublishingDestination(_: API.CreatePublishingDestinationRequest, _: ServiceCall) throws
        -> API.CreatePublishingDestinationResponse
    { throw APIError.notOffered }
    package func createSampleFindings(_: API.CreateSampleFindingsRequest, _: ServiceCall) throws
        -> API.CreateSampleFindingsResponse
    { throw APIError.notOffered }
    package func createThreatEntitySet(_: API.CreateThreatEntitySetRequest, _: ServiceCall) throws
        -> API.CreateThreatEntitySetResponse
    { throw APIError.notOffered }
    package func createThreatIntelSet(_: API.CreateThreatIntelSetRequest, _: ServiceCall) throws
        -> API.CreateThreatIntelSetResponse
    { throw APIError.notOffered }
    package func createTrustedEntitySet(_: API.CreateTrustedEntitySetRequest, _: ServiceCall) throws
        -> API.CreateTrustedEntitySetResponse
    { throw APIError.notOffered }
    package func deleteFilter(_: API.DeleteFilterRequest, _: ServiceCall) throws -> API.DeleteFilterResponse {
        throw APIError.notOffered
    }
    package func deleteIPSet(_: API.DeleteIPSetRequest, _: ServiceCall) throws -> API.DeleteIPSetResponse {
        throw APIError.notOffered
    }
    package func deleteMalwareProtectionPlan(_: API.DeleteMalwareProtectionPlanRequest, _: ServiceCall) throws {
        throw APIError.notOffered
    }
    package func deletePublishingDestination(_: API.DeletePublishingDestinationRequest, _: ServiceCall) throws
        -> API.DeletePublishingDestinationResponse
    { throw APIError.notOffered }
    package func deleteThreatEntitySet(_: API.DeleteThreatEntitySetRequest, _: ServiceCall) throws
        -> API.DeleteThreatEntitySetResponse
    { throw APIError.notOffered }
    package func deleteThreatIntelSet(_: API.DeleteThreatIntelSetRequest, _: ServiceCall) throws
        -> API.DeleteThreatIntelSetResponse
    { throw APIError.notOffered }
    package func deleteTrustedEntitySet(_: API.DeleteTrustedEntitySetRequest, _: ServiceCall) throws
        -> API.DeleteTrustedEntitySetResponse
    { throw APIError.notOffered }
    package func describeMalwareScans(_: API.DescribeMalwareScansRequest, _: ServiceCall) throws
        -> API.DescribeMalwareScansResponse
    { throw APIError.notOffered }
    package func describePublishingDestination(_: API.DescribePublishingDestinationRequest, _: ServiceCall) throws
        -> API.DescribePublishingDestinationResponse
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
    package func getIPSet(_: API.GetIPSetRequest, _: ServiceCall) throws -> API.GetIPSetResponse {
        throw APIError.notOffered
    }
    package func getMalwareProtectionPlan(_: API.GetMalwareProtectionPlanRequest, _: ServiceCall) throws
        -> API.GetMalwareProtectionPlanResponse
    { throw APIError.notOffered }
    package func getMalwareScan(_: API.GetMalwareScanRequest, _: ServiceCall) throws -> API.GetMalwareScanResponse {
        throw APIError.notOffered
    }
    package func getMalwareScanSettings(_: API.GetMalwareScanSettingsRequest, _: ServiceCall) throws
        -> API.GetMalwareScanSettingsResponse
    { throw APIError.notOffered }
    package func getRemainingFreeTrialDays(_: API.GetRemainingFreeTrialDaysRequest, _: ServiceCall) throws
        -> API.GetRemainingFreeTrialDaysResponse
    { throw APIError.notOffered }
    package func getThreatEntitySet(_: API.GetThreatEntitySetRequest, _: ServiceCall) throws
        -> API.GetThreatEntitySetResponse
    { throw APIError.notOffered }
    package func getThreatIntelSet(_: API.GetThreatIntelSetRequest, _: ServiceCall) throws
        -> API.GetThreatIntelSetResponse
    { throw APIError.notOffered }
    package func getTrustedEntitySet(_: API.GetTrustedEntitySetRequest, _: ServiceCall) throws
        -> API.GetTrustedEntitySetResponse
    { throw APIError.notOffered }
    package func getUsageStatistics(_: API.GetUsageStatisticsRequest, _: ServiceCall) throws
        -> API.GetUsageStatisticsResponse
    { throw APIError.notOffered }
    package func listCoverage(_: API.ListCoverageRequest, _: ServiceCall) throws -> API.ListCoverageResponse {
        throw APIError.notOffered
    }
    package func listFilters(_: API.ListFiltersRequest, _: ServiceCall) throws -> API.ListFiltersResponse {
        throw APIError.notOffered
    }
    package func listFindings(_: API.ListFindingsRequest, _: ServiceCall) throws -> API.ListFindingsResponse {
        throw APIError.notOffered
    }
    package func listIPSets(_: API.ListIPSetsRequest, _: ServiceCall) throws -> API.ListIPSetsResponse {
        throw APIError.notOffered
    }
    package func listMalwareProtectionPlans(_: API.ListMalwareProtectionPlansRequest, _: ServiceCall) throws
        -> API.ListMalwareProtectionPlansResponse
    { throw APIError.notOffered }
    package func listMalwareScans(_: API.ListMalwareScansRequest, _: ServiceCall) throws -> API.ListMalwareScansResponse
    { throw APIError.notOffered }
    package func listPublishingDestinations(_: API.ListPublishingDestinationsRequest, _: ServiceCall) throws
        -> API.ListPublishingDestinationsResponse
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
    package func sendObjectMalwareScan(_: API.SendObjectMalwareScanRequest, _: ServiceCall) throws
        -> API.SendObjectMalwareScanResponse
    { throw APIError.notOffered }
    package func startMalwareScan(_: API.StartMalwareScanRequest, _: ServiceCall) throws -> API.StartMalwareScanResponse
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
    package func updateIPSet(_: API.UpdateIPSetRequest, _: ServiceCall) throws -> API.UpdateIPSetResponse {
        throw APIError.notOffered
    }
    package func updateMalwareProtectionPlan(_: API.UpdateMalwareProtectionPlanRequest, _: ServiceCall) throws {
        throw APIError.notOffered
    }
    package func updateMalwareScanSettings(_: API.UpdateMalwareScanSettingsRequest, _: ServiceCall) throws
        -> API.UpdateMalwareScanSettingsResponse
    { throw APIError.notOffered }
    package func updatePublishingDestination(_: API.UpdatePublishingDestinationRequest, _: ServiceCall) throws
        -> API.UpdatePublishingDestinationResponse
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

// SPDX-License-Identifier: Apache-2.0

package import HinomiAPIModel

// There are no agents: nothing is covered by them.
extension GuardDutyService {
    package func listCoverage(_ input: API.ListCoverageRequest, _ call: ServiceCall) throws -> API.ListCoverageResponse
    {
        _ = try call.detector(input.detectorID)
        return API.ListCoverageResponse(resources: [])
    }

    package func getCoverageStatistics(
        _ input: API.GetCoverageStatisticsRequest, _ call: ServiceCall
    ) throws -> API.GetCoverageStatisticsResponse {
        _ = try call.detector(input.detectorID)
        return API.GetCoverageStatisticsResponse(
            coverageStatistics: API.CoverageStatistics(
                countByResourceType: input.statisticsType.contains(.countByResourceType) ? [:] : nil,
                countByCoverageStatus: input.statisticsType.contains(.countByCoverageStatus) ? [:] : nil))
    }
}

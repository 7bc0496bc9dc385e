// SPDX-License-Identifier: Apache-2.0

package import HinomiAPIModel
import HinomiRecords
import HinomiStore

extension GuardDutyService {
    package func getFindingsStatistics(
        _ input: API.GetFindingsStatisticsRequest, _ call: ServiceCall
    ) throws -> API.GetFindingsStatisticsResponse {
        let scope = try call.scope(of: try call.detector(input.detectorID))
        let criteria = try call.criteria(input.findingCriteria)
        func groups(_ grouping: FindingGrouping, limit: Int) throws -> [FindingGroup] {
            try call.store.findingGroups(
                by: grouping, in: scope, criteria, isDescending: input.orderBy != .asc, limit: limit)
        }
        var statistics = API.FindingStatistics()
        switch (input.findingStatisticTypes, input.groupBy) {
        case (.some, .some), (nil, nil):
            throw APIError.badRequest(because: "exactly one of findingStatisticTypes and groupBy must be given.")
        case (.some, nil):
            if input.orderBy != nil || input.maxResults != nil {
                throw APIError.badRequest(because: "orderBy and maxResults can be given with groupBy only.")
            }
            let counts = try groups(.severity, limit: 1_000).map { ("\($0.severity)", $0.count) }
            statistics.countBySeverity = Dictionary(counts) { $0 + $1 }
        case (nil, let grouping?):
            try fill(&statistics, by: grouping) { try groups($0, limit: input.maxResults ?? 25) }
        }
        return API.GetFindingsStatisticsResponse(findingStatistics: statistics)
    }

    private func fill(
        _ statistics: inout API.FindingStatistics, by grouping: API.GroupByType,
        _ groups: (FindingGrouping) throws -> [FindingGroup]
    ) throws {
        switch grouping {
        case .account:
            statistics.groupedByAccount = try groups(.account).map {
                API.AccountStatistics(accountID: $0.name, lastGeneratedAt: $0.lastUpdated, totalFindings: $0.count)
            }
        case .date:
            statistics.groupedByDate = try groups(.date).map {
                API.DateStatistics(
                    date: Timestamp(iso8601: $0.name + "T00:00:00Z"), lastGeneratedAt: $0.lastUpdated,
                    severity: $0.severity, totalFindings: $0.count)
            }
        case .findingType:
            statistics.groupedByFindingType = try groups(.type).map {
                API.FindingTypeStatistics(
                    findingType: $0.name, lastGeneratedAt: $0.lastUpdated, totalFindings: $0.count)
            }
        case .resource:
            statistics.groupedByResource = try groups(.resource).map {
                API.ResourceStatistics(
                    accountID: $0.account, lastGeneratedAt: $0.lastUpdated, resourceID: $0.name,
                    resourceType: $0.resourceType, totalFindings: $0.count)
            }
        case .severity:
            statistics.groupedBySeverity = try groups(.severity).map {
                API.SeverityStatistics(
                    lastGeneratedAt: $0.lastUpdated, severity: $0.severity, totalFindings: $0.count)
            }
        }
    }
}

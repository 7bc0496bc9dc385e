// SPDX-License-Identifier: Apache-2.0

package import HinomiAPIModel
import HinomiRecords
import HinomiStore

extension GuardDutyService {
    package func getUsageStatistics(
        _ input: API.GetUsageStatisticsRequest, _ call: ServiceCall
    ) throws -> API.GetUsageStatisticsResponse {
        let detector = try call.detector(input.detectorID)
        if let unit = input.unit, unit != "USD" { throw APIError.invalid("unit", "it must be USD") }
        let criteria = input.usageCriteria
        if criteria.dataSources != nil, criteria.features != nil {
            throw APIError.badRequest(because: "only one of dataSources and features can be given.")
        }
        let scope = try call.scope(of: detector)
        let asked = criteria.accountIDs.map(Set.init)
        let accounts = scope.accounts.filter { asked?.contains($0.description) ?? true }
        let costs = UsageCosts(
            try call.store.usage(of: accounts, in: detector.region, now: call.now), prices: prices,
            sources: criteria.sources)
        var statistics = API.UsageStatistics()
        var nextToken: String?
        switch input.usageStatisticType {
        case .sumByAccount:
            let page = try Page(
                of: accounts.sorted(), by: \.description, size: input.maxResults, after: input.nextToken)
            nextToken = page.nextToken
            statistics.sumByAccount = page.elements.map {
                API.UsageAccountResult(accountID: $0.description, total: .dollars(costs.total(of: $0)))
            }
        case .sumByDataSource:
            statistics.sumByDataSource = UsageSource.allCases.filter(costs.sources.contains).map {
                API.UsageDataSourceResult(dataSource: $0.dataSource, total: .dollars(costs.total(of: $0)))
            }
        case .sumByFeatures:
            statistics.sumByFeature = UsageSource.allCases.filter(costs.sources.contains).map {
                API.UsageFeatureResult(feature: $0.feature, total: .dollars(costs.total(of: $0)))
            }
        case .topAccountsByFeature:
            statistics.topAccountsByFeature = UsageSource.allCases.filter(costs.sources.contains).map { source in
                let top = accounts.map { ($0, costs.total(of: source, $0)) }
                    .sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(input.maxResults ?? 50)
                return API.UsageTopAccountsResult(
                    feature: source.feature,
                    accounts: top.map { API.UsageTopAccountResult(accountID: $0.0.description, total: .dollars($0.1)) })
            }
        // Only data events of S3 are of a resource: a bucket.
        case .sumByResource:
            let page = try Page(
                of: costs.buckets(criteria.resources).sorted { $0.name < $1.name }, by: \.name,
                size: input.maxResults, after: input.nextToken)
            nextToken = page.nextToken
            statistics.sumByResource = page.elements.map {
                API.UsageResourceResult(resource: $0.name, total: .dollars($0.cost))
            }
        case .topResources:
            let top = costs.buckets(criteria.resources).sorted { ($1.cost, $0.name) < ($0.cost, $1.name) }
            statistics.topResources = top.prefix(input.maxResults ?? 50).map {
                API.UsageResourceResult(resource: $0.name, total: .dollars($0.cost))
            }
        }
        return API.GetUsageStatisticsResponse(usageStatistics: statistics, nextToken: nextToken)
    }
}

/// What the logs of several accounts cost.
struct UsageCosts {
    let sources: Set<UsageSource>
    private var costs: [AccountID: [UsageSource: Double]] = [:]
    private var bucketCosts: [String: Double] = [:]

    /// The costs of what was read, of these sources only.
    init(_ amounts: [UsageAmount], prices: PriceList, sources: Set<UsageSource>) {
        self.sources = sources
        for (account, amounts) in Dictionary(grouping: amounts, by: \.account) {
            // Steps go by all that was read, asked for or not.
            let bySource = Dictionary(amounts.map { ($0.source, $0.amount) }) { $0 + $1 }
            let all = prices.costs(of: bySource)
            costs[account] = all.filter { sources.contains($0.key) }
            guard sources.contains(.s3DataEvents), let events = bySource[.s3DataEvents], events > 0 else { continue }
            // Each bucket has its share of what the account's events cost.
            for amount in amounts where !amount.bucket.isEmpty {
                bucketCosts[amount.bucket, default: 0] +=
                    (all[.s3DataEvents] ?? 0) * Double(amount.amount) / Double(events)
            }
        }
    }

    /// What the events of buckets cost, of those with these names or ARNs, or of all.
    func buckets(_ asked: [String]?) -> [(name: String, cost: Double)] {
        let names = asked.map { names in Set(names.map { $0.split(separator: ":").last.map(String.init) ?? $0 }) }
        return bucketCosts.filter { names?.contains($0.key) ?? true }.map { ($0.key, $0.value) }
    }

    func total(of account: AccountID) -> Double { costs[account]?.values.reduce(0, +) ?? 0 }

    func total(of source: UsageSource) -> Double { costs.values.reduce(0) { $0 + ($1[source] ?? 0) } }

    func total(of source: UsageSource, _ account: AccountID) -> Double { costs[account]?[source] ?? 0 }
}

extension API.UsageCriteria {
    /// The sources that are asked for, by either name.
    fileprivate var sources: Set<UsageSource> {
        Set(
            UsageSource.allCases.filter { source in
                dataSources?.contains(source.dataSource) ?? features?.contains(source.feature) ?? true
            })
    }
}

extension UsageSource {
    var dataSource: API.DataSource {
        switch self {
        case .flowLogs: .flowLogs
        case .dnsLogs: .dnsLogs
        case .cloudTrail: .cloudTrail
        case .s3DataEvents: .s3Logs
        }
    }

    var feature: API.UsageFeature {
        switch self {
        case .flowLogs: .flowLogs
        case .dnsLogs: .dnsLogs
        case .cloudTrail: .cloudTrail
        case .s3DataEvents: .s3DataEvents
        }
    }
}

extension API.Total {
    /// An amount in US dollars, to the hundredth of a cent.
    static func dollars(_ amount: Double) -> API.Total {
        let units = Int((amount * 10_000).rounded())
        let fraction = String(units % 10_000 + 10_000).dropFirst()
        return API.Total(amount: "\(units / 10_000).\(fraction)", unit: "USD")
    }
}

// SPDX-License-Identifier: Apache-2.0

package import HinomiAPIModel
import HinomiRecords
import HinomiStore

extension GuardDutyService {
    /// How long a trial lasts, in days.
    static var trialDays: Int { 30 }

    package func getRemainingFreeTrialDays(
        _ input: API.GetRemainingFreeTrialDaysRequest, _ call: ServiceCall
    ) throws -> API.GetRemainingFreeTrialDaysResponse {
        let detector = try call.detector(input.detectorID)
        let visible = Set(try call.scope(of: detector).accounts.map(\.description))
        var infos: [API.AccountFreeTrialInfo] = []
        var unprocessed: [API.UnprocessedAccount] = []
        for id in input.accountIDs {
            guard visible.contains(id), let account = AccountID(digits: id),
                let watched = try call.store.detector(of: account, in: detector.region)
            else {
                unprocessed.append(
                    API.UnprocessedAccount(
                        accountID: id, result: "The request is rejected because the account is not a member."))
                continue
            }
            infos.append(watched.trial(now: call.now))
        }
        return API.GetRemainingFreeTrialDaysResponse(accounts: infos, unprocessedAccounts: unprocessed)
    }
}

extension DetectorRecord {
    /// How many days of each trial are left; each feature's begins when it was first on.
    fileprivate func trial(now: Timestamp) -> API.AccountFreeTrialInfo {
        func days(since begin: Timestamp?) -> Int {
            guard let begin else { return GuardDutyService.trialDays }
            return max(0, GuardDutyService.trialDays - Int((now.seconds - begin.seconds) / 86_400))
        }
        func days(_ feature: API.DetectorFeature) -> Int {
            days(since: features.first { $0.name == feature.rawValue }?.enabledSince)
        }
        func left(_ days: Int) -> API.DataSourceFreeTrial { API.DataSourceFreeTrial(freeTrialDaysRemaining: days) }
        let base = days(since: createdAt)
        let foundational = Feature.foundational.compactMap { API.FreeTrialFeatureResult(rawValue: $0.rawValue) }
        let optional = features.compactMap { feature in
            API.FreeTrialFeatureResult(rawValue: feature.name).map { ($0, days(since: feature.enabledSince)) }
        }
        return API.AccountFreeTrialInfo(
            accountID: account.description,
            dataSources: API.DataSourcesFreeTrial(
                cloudTrail: left(base), dnsLogs: left(base), flowLogs: left(base), s3Logs: left(days(.s3DataEvents)),
                kubernetes: API.KubernetesDataSourceFreeTrial(auditLogs: left(days(.eksAuditLogs))),
                malwareProtection: API.MalwareProtectionDataSourceFreeTrial(
                    scanEc2InstanceWithFindings: left(days(.ebsMalwareProtection)))),
            features: (foundational.map { ($0, base) } + optional).map {
                API.FreeTrialFeatureConfigurationResult(name: $0.0, freeTrialDaysRemaining: $0.1)
            })
    }
}

// SPDX-License-Identifier: Apache-2.0

package import HinomiAPIModel
import HinomiRecords
import HinomiStore

// What the administrator of the organization sets for its accounts, and sees of them.
extension GuardDutyService {
    package func describeOrganizationConfiguration(
        _ input: API.DescribeOrganizationConfigurationRequest, _ call: ServiceCall
    ) throws -> API.DescribeOrganizationConfigurationResponse {
        let detector = try call.detector(input.detectorID)
        let organization = try call.administeredOrganization()
        return API.DescribeOrganizationConfigurationResponse(
            autoEnable: organization.autoEnable != AutoEnable.none,
            memberAccountLimitReached: try call.store.memberCount(of: detector.id) >= MemberLimits.members,
            dataSources: organization.features.dataSources, features: organization.features.responses,
            autoEnableOrganizationMembers: API.AutoEnableMembers(rawValue: organization.autoEnable))
    }

    package func updateOrganizationConfiguration(
        _ input: API.UpdateOrganizationConfigurationRequest, _ call: ServiceCall
    ) throws -> API.UpdateOrganizationConfigurationResponse {
        let detector = try call.detector(input.detectorID)
        var organization = try call.administeredOrganization()
        if let word = input.autoEnableOrganizationMembers {
            guard input.autoEnable.map({ $0 == (word != API.AutoEnableMembers.none) }) ?? true else {
                throw APIError.invalid("autoEnable", "it must not contradict autoEnableOrganizationMembers")
            }
            organization.autoEnable = word.rawValue
        } else if let isOn = input.autoEnable, isOn != (organization.autoEnable != AutoEnable.none) {
            organization.autoEnable = isOn ? AutoEnable.new : AutoEnable.none
        }
        let older = input.dataSources?.changes(organization.features) ?? []
        try organization.features.apply(older + (input.features ?? []))
        try call.store.save(organization)

        if organization.autoEnable == AutoEnable.all {
            let everybody = Organization(store: call.store, now: call.now)
            for account in try call.store.knownAccounts() { try everybody.admit(account, in: organization.region) }
        }
        let changes = organization.features.changes { $0 == AutoEnable.all }
        if !changes.isEmpty {
            for var member in try call.store.findingDetectors(of: detector).dropFirst() {
                let before = member.features
                try member.features.apply(changes, at: call.now)
                guard member.features != before else { continue }
                member.updatedAt = call.now
                try call.store.save(member)
            }
        }
        return API.UpdateOrganizationConfigurationResponse()
    }

    package func getOrganizationStatistics(
        _ call: ServiceCall
    ) throws -> API.GetOrganizationStatisticsResponse {
        let organization = try call.administeredOrganization()
        guard let detector = try call.store.detector(of: organization.administrator, in: organization.region) else {
            throw APIError.notOwned
        }
        let members = try call.store.members(of: detector.id, onlyAssociated: true)
        let active = Set(members.filter { $0.status == .enabled }.map(\.account))
        let detectors = try call.store.findingDetectors(of: detector).dropFirst().filter {
            $0.isEnabled && active.contains($0.account)
        }
        let statistics = API.OrganizationStatistics(
            totalAccountsCount: try call.store.knownAccounts().count, memberAccountsCount: members.count,
            activeAccountsCount: active.count, enabledAccountsCount: detectors.count,
            countByFeature: Feature.optional.map { feature in
                let states = detectors.compactMap { $0.features.first { $0.name == feature.rawValue } }
                let additional = Feature.additional(of: feature)
                return API.OrganizationFeatureStatistics(
                    name: API.OrgFeature(rawValue: feature.rawValue),
                    enabledAccountsCount: states.count(where: \.isEnabled),
                    additionalConfiguration: additional.isEmpty
                        ? nil
                        : additional.map { name in
                            API.OrganizationFeatureStatisticsAdditionalConfiguration(
                                name: API.OrgFeatureAdditionalConfiguration(rawValue: name.rawValue),
                                enabledAccountsCount: states.count {
                                    $0.additional.contains { $0.name == name.rawValue && $0.isEnabled }
                                })
                        })
            })
        return API.GetOrganizationStatisticsResponse(
            organizationDetails: API.OrganizationDetails(updatedAt: call.now, organizationStatistics: statistics))
    }
}

extension ServiceCall {
    /// The organization that the caller administers.
    fileprivate func administeredOrganization() throws -> OrganizationRecord {
        guard let organization = try store.organization(in: caller.region),
            organization.administrator == caller.account
        else {
            throw APIError.badRequest(because: "the current account does not administer the organization.")
        }
        return organization
    }
}

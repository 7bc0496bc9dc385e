// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
import HinomiRecords
import HinomiStore

// The features of an organization, which the older `dataSources` and the newer `features` are two views of.
extension [OrganizationFeature] {
    /// Sets what a request names and leaves the rest as it is.
    mutating func apply(_ changes: [API.OrganizationFeatureConfiguration]) throws(APIError) {
        let names = changes.compactMap(\.name)
        if names.contains(.runtimeMonitoring), names.contains(.eksRuntimeMonitoring) {
            throw .badRequest(
                because: "the features RUNTIME_MONITORING and EKS_RUNTIME_MONITORING cannot both be given.")
        }
        for (i, change) in changes.enumerated() {
            guard let name = change.name?.rawValue else { throw .invalid("features[\(i)].name", "it is required") }
            let allowed = API.DetectorFeature(rawValue: name).map(Feature.additional) ?? []
            for additional in change.additionalConfiguration ?? []
            where !allowed.contains(where: { $0.rawValue == additional.name?.rawValue }) {
                throw .invalid(
                    "features[\(i)].additionalConfiguration.name",
                    "\(name) has \(allowed.isEmpty ? "none" : allowed.map(\.rawValue).joined(separator: ", "))")
            }
            set(name, change)
        }
    }

    private mutating func set(_ name: String, _ change: API.OrganizationFeatureConfiguration) {
        var feature = first { $0.name == name } ?? OrganizationFeature(name: name, autoEnable: AutoEnable.none)
        if let autoEnable = change.autoEnable { feature.autoEnable = autoEnable.rawValue }
        if let sent = change.additionalConfiguration {
            // In the order in which they were sent last: clients compare them as a list.
            let before = feature.additional
            let now = sent.compactMap { additional -> OrganizationFeature? in
                guard let name = additional.name?.rawValue else { return nil }
                let old = before.first { $0.name == name }?.autoEnable
                return OrganizationFeature(
                    name: name, autoEnable: additional.autoEnable?.rawValue ?? old ?? AutoEnable.none)
            }
            feature.additional = now + before.filter { old in !now.contains { $0.name == old.name } }
        }
        if let i = firstIndex(where: { $0.name == name }) { self[i] = feature } else { append(feature) }
    }

    /// What they switch on in a member's detector, of those whose word is wanted.
    func changes(where isWanted: (_ autoEnable: String) -> Bool) -> [API.DetectorFeatureConfiguration] {
        let wanted = filter { isWanted($0.autoEnable) || $0.additional.contains { isWanted($0.autoEnable) } }
        // Both cannot be on; the older one gives way.
        let both = wanted.contains { $0.name == API.OrgFeature.runtimeMonitoring.rawValue }
        return wanted.filter { !both || $0.name != API.OrgFeature.eksRuntimeMonitoring.rawValue }.map { feature in
            let additional = feature.additional.filter { isWanted($0.autoEnable) }
            return API.DetectorFeatureConfiguration(
                name: API.DetectorFeature(rawValue: feature.name),
                status: isWanted(feature.autoEnable) ? .enabled : nil,
                additionalConfiguration: additional.isEmpty
                    ? nil
                    : additional.map {
                        API.DetectorAdditionalConfiguration(
                            name: API.FeatureAdditionalConfiguration(rawValue: $0.name), status: .enabled)
                    })
        }
    }

    /// All that can be set, in the order it is told.
    var responses: [API.OrganizationFeatureConfigurationResult] {
        let names = Feature.optional.map(\.rawValue)
        let others = map(\.name).filter { !names.contains($0) }
        return (names + others).map { name in
            let known = first { $0.name == name }
            let additional =
                known.flatMap { $0.additional.isEmpty ? nil : $0.additional }
                ?? (API.DetectorFeature(rawValue: name).map(Feature.additional) ?? []).map {
                    OrganizationFeature(name: $0.rawValue, autoEnable: AutoEnable.none)
                }
            return API.OrganizationFeatureConfigurationResult(
                name: API.OrgFeature(rawValue: name),
                autoEnable: known.flatMap { API.OrgFeatureStatus(rawValue: $0.autoEnable) }
                    ?? API.OrgFeatureStatus.none,
                additionalConfiguration: additional.isEmpty
                    ? nil
                    : additional.map {
                        API.OrganizationAdditionalConfigurationResult(
                            name: API.OrgFeatureAdditionalConfiguration(rawValue: $0.name),
                            autoEnable: API.OrgFeatureStatus(rawValue: $0.autoEnable))
                    })
        }
    }

    var dataSources: API.OrganizationDataSourceConfigurationsResult {
        func isOn(_ feature: API.OrgFeature) -> Bool {
            contains { $0.name == feature.rawValue && $0.autoEnable != AutoEnable.none }
        }
        return API.OrganizationDataSourceConfigurationsResult(
            s3Logs: API.OrganizationS3LogsConfigurationResult(autoEnable: isOn(.s3DataEvents)),
            kubernetes: API.OrganizationKubernetesConfigurationResult(
                auditLogs: API.OrganizationKubernetesAuditLogsConfigurationResult(autoEnable: isOn(.eksAuditLogs))),
            malwareProtection: API.OrganizationMalwareProtectionConfigurationResult(
                scanEc2InstanceWithFindings: API.OrganizationScanEc2InstanceWithFindingsResult(
                    ebsVolumes: API.OrganizationEbsVolumesResult(autoEnable: isOn(.ebsMalwareProtection)))))
    }
}

extension API.OrganizationDataSourceConfigurations {
    /// What the older view asks for, in the newer one's terms.
    func changes(_ features: [OrganizationFeature]) -> [API.OrganizationFeatureConfiguration] {
        func change(_ feature: API.OrgFeature, _ isOn: Bool?) -> API.OrganizationFeatureConfiguration? {
            guard let isOn else { return nil }
            // What is ALL in the newer view is on in the older one already, and stays.
            let now = features.first { $0.name == feature.rawValue }?.autoEnable ?? AutoEnable.none
            guard isOn != (now != AutoEnable.none) else { return nil }
            return API.OrganizationFeatureConfiguration(
                name: feature, autoEnable: isOn ? .new : API.OrgFeatureStatus.none)
        }
        return [
            change(.s3DataEvents, s3Logs?.autoEnable),
            change(.eksAuditLogs, kubernetes?.auditLogs.autoEnable),
            change(.ebsMalwareProtection, malwareProtection?.scanEc2InstanceWithFindings?.ebsVolumes?.autoEnable),
        ].compactMap(\.self)
    }
}

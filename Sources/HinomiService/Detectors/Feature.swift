// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
import HinomiRecords
import HinomiStore

/// The features of a detector, which the older `dataSources` and the newer `features` are two views of.
enum Feature {
    /// What is always watched, and cannot be switched.
    static let foundational: [API.DetectorFeatureResult] = [.cloudTrail, .dnsLogs, .flowLogs]

    /// What can be switched, in the order it is told. EKS_RUNTIME_MONITORING shows once somebody has switched it.
    static let optional: [API.DetectorFeature] = [
        .s3DataEvents, .eksAuditLogs, .ebsMalwareProtection, .rdsLoginEvents, .lambdaNetworkLogs, .runtimeMonitoring,
    ]

    /// The features of a new detector: all on, but for what needs an agent.
    static func defaults(at now: Timestamp) -> [FeatureState] {
        optional.map { feature in
            let isEnabled = feature != .runtimeMonitoring
            return FeatureState(
                name: feature.rawValue, isEnabled: isEnabled, updatedAt: now,
                additional: additional(of: feature).map {
                    FeatureState(name: $0.rawValue, isEnabled: false, updatedAt: now)
                },
                enabledSince: isEnabled ? now : nil)
        }
    }

    /// What is switched apart within a feature.
    static func additional(of feature: API.DetectorFeature) -> [API.FeatureAdditionalConfiguration] {
        switch feature {
        case .eksRuntimeMonitoring: [.eksAddonManagement]
        case .runtimeMonitoring: [.eksAddonManagement, .ecsFargateAgentManagement, .ec2AgentManagement]
        default: []
        }
    }

    /// What the older view asks for, in the newer one's terms.
    static func changes(of sources: API.DataSourceConfigurations?) -> [API.DetectorFeatureConfiguration] {
        func change(_ feature: API.DetectorFeature, _ enable: Bool?) -> API.DetectorFeatureConfiguration? {
            enable.map { API.DetectorFeatureConfiguration(name: feature, status: $0 ? .enabled : .disabled) }
        }
        return [
            change(.s3DataEvents, sources?.s3Logs?.enable),
            change(.eksAuditLogs, sources?.kubernetes?.auditLogs.enable),
            change(.ebsMalwareProtection, sources?.malwareProtection?.scanEc2InstanceWithFindings?.ebsVolumes),
        ].compactMap(\.self)
    }
}

extension [FeatureState] {
    /// Switches what a request names and leaves the rest as it is.
    mutating func apply(_ changes: [API.DetectorFeatureConfiguration], at now: Timestamp) throws(APIError) {
        let names = changes.compactMap(\.name)
        if names.contains(.runtimeMonitoring), names.contains(.eksRuntimeMonitoring) {
            throw .badRequest(
                because: "the features RUNTIME_MONITORING and EKS_RUNTIME_MONITORING cannot both be given.")
        }
        for (i, change) in changes.enumerated() {
            guard let feature = change.name else { throw .invalid("features[\(i)].name", "it is required") }
            try apply(change, to: feature, at: now)
        }
    }

    private mutating func apply(
        _ change: API.DetectorFeatureConfiguration, to feature: API.DetectorFeature, at now: Timestamp
    ) throws(APIError) {
        let allowed = Feature.additional(of: feature)
        for additional in change.additionalConfiguration ?? [] where !allowed.contains(where: { $0 == additional.name })
        {
            throw .invalid(
                "additionalConfiguration.name",
                "\(feature.rawValue) has \(allowed.isEmpty ? "none" : allowed.map(\.rawValue).joined(separator: ", "))")
        }
        let i: Int
        if let known = firstIndex(where: { $0.name == feature.rawValue }) {
            i = known
        } else {
            append(FeatureState(name: feature.rawValue, isEnabled: false, updatedAt: now))
            i = count - 1
        }
        if let status = change.status, (status == .enabled) != self[i].isEnabled {
            self[i].isEnabled = status == .enabled
            self[i].updatedAt = now
            if self[i].isEnabled, self[i].enabledSince == nil { self[i].enabledSince = now }
        }
        guard let sent = change.additionalConfiguration else { return }
        // In the order in which they were sent last: clients compare them as a list.
        let before = self[i].additional
        let now = sent.compactMap { additional -> FeatureState? in
            guard let name = additional.name?.rawValue else { return nil }
            let old = before.first { $0.name == name }
            let isEnabled = additional.status.map { $0 == .enabled } ?? old?.isEnabled ?? false
            return FeatureState(
                name: name, isEnabled: isEnabled, updatedAt: old?.isEnabled == isEnabled ? old?.updatedAt ?? now : now)
        }
        self[i].additional = now + before.filter { old in !now.contains { $0.name == old.name } }
    }

    func isEnabled(_ feature: API.DetectorFeature) -> Bool {
        first { $0.name == feature.rawValue }?.isEnabled ?? false
    }
}

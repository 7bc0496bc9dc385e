// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
import HinomiRecords
import HinomiStore

// A detector as the API tells it.
extension DetectorRecord {
    var serviceRole: String {
        "arn:aws:iam::\(account):role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty"
    }

    func response(tags: [String: String]) -> API.GetDetectorResponse {
        API.GetDetectorResponse(
            createdAt: createdAt.iso8601,
            findingPublishingFrequency: API.FindingPublishingFrequency(rawValue: publishingFrequency),
            serviceRole: serviceRole, status: isEnabled ? .enabled : .disabled, updatedAt: updatedAt.iso8601,
            dataSources: dataSources, tags: tags, features: featureResults)
    }

    private var featureResults: [API.DetectorFeatureConfigurationResult] {
        Feature.foundational.map {
            API.DetectorFeatureConfigurationResult(
                name: $0, status: isEnabled ? .enabled : .disabled, updatedAt: createdAt)
        }
            + features.map { feature in
                API.DetectorFeatureConfigurationResult(
                    name: API.DetectorFeatureResult(rawValue: feature.name),
                    status: feature.isEnabled ? .enabled : .disabled, updatedAt: feature.updatedAt,
                    additionalConfiguration: feature.additional.isEmpty
                        ? nil
                        : feature.additional.map {
                            API.DetectorAdditionalConfigurationResult(
                                name: API.FeatureAdditionalConfiguration(rawValue: $0.name),
                                status: $0.isEnabled ? .enabled : .disabled, updatedAt: $0.updatedAt)
                        })
            }
    }

    var dataSources: API.DataSourceConfigurationsResult {
        func status(_ feature: API.DetectorFeature) -> API.DataSourceStatus {
            features.isEnabled(feature) ? .enabled : .disabled
        }
        let base: API.DataSourceStatus = isEnabled ? .enabled : .disabled
        return API.DataSourceConfigurationsResult(
            cloudTrail: API.CloudTrailConfigurationResult(status: base),
            dnsLogs: API.DNSLogsConfigurationResult(status: base),
            flowLogs: API.FlowLogsConfigurationResult(status: base),
            s3Logs: API.S3LogsConfigurationResult(status: status(.s3DataEvents)),
            kubernetes: API.KubernetesConfigurationResult(
                auditLogs: API.KubernetesAuditLogsConfigurationResult(status: status(.eksAuditLogs))),
            malwareProtection: API.MalwareProtectionConfigurationResult(
                scanEc2InstanceWithFindings: API.ScanEc2InstanceWithFindingsResult(
                    ebsVolumes: API.EbsVolumesResult(status: status(.ebsMalwareProtection))),
                serviceRole: serviceRole))
    }
}

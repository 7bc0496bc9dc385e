// SPDX-License-Identifier: Apache-2.0

package import HinomiAPIModel
import HinomiRecords
import HinomiStore

// What administrators switch in the detectors of their members.
extension GuardDutyService {
    package func getMemberDetectors(
        _ input: API.GetMemberDetectorsRequest, _ call: ServiceCall
    ) throws -> API.GetMemberDetectorsResponse {
        let detector = try call.detector(input.detectorID)
        var members: [API.MemberDataSourceConfiguration] = []
        let passedOver = try call.each(input.accountIDs) {
            members.append(try call.detector(of: $0, memberOf: detector).memberResponse)
        }
        return API.GetMemberDetectorsResponse(
            memberDataSourceConfigurations: members, unprocessedAccounts: passedOver)
    }

    package func updateMemberDetectors(
        _ input: API.UpdateMemberDetectorsRequest, _ call: ServiceCall
    ) throws -> API.UpdateMemberDetectorsResponse {
        let detector = try call.detector(input.detectorID)
        let changes = Feature.changes(of: input.dataSources) + (input.features ?? []).map(\.ofDetector)
        return API.UpdateMemberDetectorsResponse(
            unprocessedAccounts: try call.each(input.accountIDs) {
                var detector = try call.detector(of: $0, memberOf: detector)
                try detector.features.apply(changes, at: call.now)
                detector.updatedAt = call.now
                try call.store.save(detector)
            })
    }
}

extension ServiceCall {
    fileprivate func detector(of account: AccountID, memberOf detector: DetectorRecord) throws -> DetectorRecord {
        guard try member(account, of: detector).status.isAssociated else { throw Unprocessed.notMember }
        guard let detector = try store.detector(of: account, in: detector.region) else { throw Unprocessed.noDetector }
        return detector
    }
}

extension DetectorRecord {
    // Members' features lack the foundational ones.
    fileprivate var memberResponse: API.MemberDataSourceConfiguration {
        API.MemberDataSourceConfiguration(
            accountID: account.description, dataSources: dataSources,
            features: features.map { feature in
                API.MemberFeaturesConfigurationResult(
                    name: API.OrgFeature(rawValue: feature.name), status: feature.isEnabled ? .enabled : .disabled,
                    updatedAt: feature.updatedAt,
                    additionalConfiguration: feature.additional.isEmpty
                        ? nil
                        : feature.additional.map {
                            API.MemberAdditionalConfigurationResult(
                                name: API.OrgFeatureAdditionalConfiguration(rawValue: $0.name),
                                status: $0.isEnabled ? .enabled : .disabled, updatedAt: $0.updatedAt)
                        })
            })
    }
}

extension API.MemberFeaturesConfiguration {
    /// The same, said of a detector.
    fileprivate var ofDetector: API.DetectorFeatureConfiguration {
        API.DetectorFeatureConfiguration(
            name: name.flatMap { API.DetectorFeature(rawValue: $0.rawValue) }, status: status,
            additionalConfiguration: additionalConfiguration?.map {
                API.DetectorAdditionalConfiguration(
                    name: $0.name.flatMap { API.FeatureAdditionalConfiguration(rawValue: $0.rawValue) },
                    status: $0.status)
            })
    }
}

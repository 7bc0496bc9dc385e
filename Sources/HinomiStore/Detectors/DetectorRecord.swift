// SPDX-License-Identifier: Apache-2.0

package import HinomiRecords

/// A detector: that an account is watched in a region, and what of it.
package struct DetectorRecord: Hashable, Sendable {
    package var id: String
    package var account: AccountID
    package var region: String
    package var isEnabled: Bool
    /// How often findings that go on are published again, in the API's word.
    package var publishingFrequency: String
    package var createdAt: Timestamp
    package var updatedAt: Timestamp
    /// The features that can be switched, in the order in which they are told.
    package var features: [FeatureState]

    /// A detector of these facts.
    package init(
        id: String, account: AccountID, region: String, isEnabled: Bool, publishingFrequency: String,
        createdAt: Timestamp,
        updatedAt: Timestamp, features: [FeatureState]
    ) {
        self.id = id
        self.account = account
        self.region = region
        self.isEnabled = isEnabled
        self.publishingFrequency = publishingFrequency
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.features = features
    }

    /// The ARN under which it is tagged.
    package var arn: String { "arn:aws:guardduty:\(region):\(account):detector/\(id)" }
}

/// A feature of a detector, and whether it is on.
package struct FeatureState: Hashable, Codable, Sendable {
    package var name: String
    package var isEnabled: Bool
    package var updatedAt: Timestamp
    /// What belongs to it and is switched apart, in the order it was sent.
    package var additional: [FeatureState]
    /// When it was first on: from then on its trial counts.
    package var enabledSince: Timestamp?

    /// A feature of this name.
    package init(
        name: String, isEnabled: Bool, updatedAt: Timestamp, additional: [FeatureState] = [],
        enabledSince: Timestamp? = nil
    ) {
        self.name = name
        self.isEnabled = isEnabled
        self.updatedAt = updatedAt
        self.additional = additional
        self.enabledSince = enabledSince
    }
}

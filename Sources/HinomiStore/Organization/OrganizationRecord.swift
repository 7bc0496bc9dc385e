// SPDX-License-Identifier: Apache-2.0

package import HinomiRecords

/// The organization in a region: who administers it, and what its accounts get by themselves.
package struct OrganizationRecord: Hashable, Sendable {
    package let region: String
    package let administrator: AccountID
    package var enabledAt: Timestamp
    /// Which accounts become members by themselves: NEW, ALL or NONE.
    package var autoEnable: String
    /// Which features their detectors get; those not named get none.
    package var features: [OrganizationFeature]

    /// An organization of these facts.
    package init(
        region: String, administrator: AccountID, enabledAt: Timestamp,
        autoEnable: String = "NONE", features: [OrganizationFeature] = []
    ) {
        self.region = region
        self.administrator = administrator
        self.enabledAt = enabledAt
        self.autoEnable = autoEnable
        self.features = features
    }
}

/// A feature of an organization's members, and which of them get it: NEW, ALL or NONE.
package struct OrganizationFeature: Hashable, Codable, Sendable {
    package var name: String
    package var autoEnable: String
    /// What belongs to it, in the order it was sent.
    package var additional: [OrganizationFeature]

    /// A feature of this name.
    package init(name: String, autoEnable: String, additional: [OrganizationFeature] = []) {
        self.name = name
        self.autoEnable = autoEnable
        self.additional = additional
    }
}

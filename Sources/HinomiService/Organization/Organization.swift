// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
import HinomiFindings
package import HinomiRecords
package import HinomiStore

/// The accounts that this server knows, as one organization: what becomes of them by themselves.
///
/// There is no service of organizations to ask, so its accounts are all that have a key or a detector here.
package struct Organization {
    let store: Transaction
    let now: Timestamp

    /// The organization, to be changed in this transaction.
    package init(store: Transaction, now: Timestamp) {
        self.store = store
        self.now = now
    }

    /// Makes an account that was met for the first time a member with a detector, where the organization wants that of
    /// new accounts; otherwise does nothing. May be called again for the same account.
    package func admit(_ account: AccountID, in region: String) throws {
        guard let organization = try store.organization(in: region), organization.autoEnable != AutoEnable.none,
            organization.administrator != account,
            let administrator = try store.detector(of: organization.administrator, in: region)
        else { return }
        let member = try store.member(account, of: administrator.id)
        // Who was parted from comes back by itself only where all are to be members.
        guard member == nil || organization.autoEnable == AutoEnable.all else { return }
        if let member, member.isOfOrganization, member.status == .enabled { return }
        do {
            try join(account, email: member?.email ?? Organization.unknownEmail(of: account), administrator)
        } catch is Unprocessed {
            // It belongs to another administrator, or is one: that was its own choice, and stays.
        }
    }

    /// Whether a detector is that of the account that administers the organization.
    func isAdministered(by detector: DetectorRecord) throws -> Bool {
        try store.organization(in: detector.region)?.administrator == detector.account
    }

    /// Makes an account a member of its administrator without asking it, with a detector where it has none.
    func join(_ account: AccountID, email: String, _ administrator: DetectorRecord) throws {
        if let association = try store.association(of: account, in: administrator.region),
            association.administrator != administrator.account
        {
            throw Unprocessed.hasAdministrator
        }
        let features = try store.organization(in: administrator.region)?.features ?? []
        let known = try store.detector(of: account, in: administrator.region)
        if let known, try store.hasInvitedOrAssociatedMembers(known.id) { throw Unprocessed.isAdministrator }
        var member = try store.member(account, of: administrator.id)
        if member == nil, try store.memberCount(of: administrator.id) >= MemberLimits.members {
            throw Unprocessed.tooMany
        }
        var detector = known ?? DetectorRecord.new(account: account, region: administrator.region, now: now)
        if known == nil { for i in detector.features.indices { detector.features[i].withhold() } }
        detector.isEnabled = true
        detector.updatedAt = now
        try detector.features.apply(features.changes { $0 != AutoEnable.none }, at: now)
        try store.save(detector)
        member =
            member
            ?? MemberRecord(
                of: administrator, account: account, email: email, status: .created, updatedAt: now)
        guard var member else { return }
        member.email = email
        member.isOfOrganization = true
        try store.withdrawInvitation(of: member)
        try store.associate(member, .enabled, now: now)
    }

    /// What stands for the address of an account that nobody told.
    static func unknownEmail(of account: AccountID) -> String { "\(account)@account.invalid" }
}

/// Which accounts of an organization get something by themselves.
enum AutoEnable {
    static let new = API.AutoEnableMembers.new.rawValue
    static let all = API.AutoEnableMembers.all.rawValue
    static let none = API.AutoEnableMembers.none.rawValue
}

extension DetectorRecord {
    /// A detector as it is when nobody asks for anything.
    static func new(account: AccountID, region: String, now: Timestamp) -> DetectorRecord {
        DetectorRecord(
            id: FindingIdentity.detectorID(account: account, region: region), account: account, region: region,
            isEnabled: true, publishingFrequency: API.FindingPublishingFrequency.sixHours.rawValue, createdAt: now,
            updatedAt: now, features: Feature.defaults(at: now))
    }
}

extension FeatureState {
    // It never was on, so its trial has not begun.
    fileprivate mutating func withhold() {
        isEnabled = false
        enabledSince = nil
    }
}

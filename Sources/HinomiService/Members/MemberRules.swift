// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
import HinomiStore

/// What an account cannot do while it is a member, since its administrator does it for all.
enum MemberRules {
    /// What cannot be done at all, in the words that end "members cannot …". What is not named, members may do.
    static func refusal(of operation: API.Operation) -> String? {
        switch operation {
        case .archiveFindings, .unarchiveFindings: "archive findings"
        case .createFilter, .updateFilter, .deleteFilter: "manage filters"
        case .createIPSet, .updateIPSet, .deleteIPSet, .createThreatIntelSet, .updateThreatIntelSet,
            .deleteThreatIntelSet, .createThreatEntitySet, .updateThreatEntitySet, .deleteThreatEntitySet,
            .createTrustedEntitySet, .updateTrustedEntitySet, .deleteTrustedEntitySet:
            "manage lists"
        case .createMembers, .inviteMembers, .startMonitoringMembers, .stopMonitoringMembers, .updateMemberDetectors:
            "have members of their own"
        default: nil
        }
    }

    /// Refuses an operation that the caller cannot do as a member.
    static func check(_ operation: API.Operation, _ call: ServiceCall) throws {
        guard let deed = refusal(of: operation),
            let association = try call.store.association(of: call.caller.account, in: call.caller.region)
        else { return }
        throw APIError.member(of: association, cannot: deed)
    }

    /// Refuses what a member cannot change of its detector. Saying again what is so already changes nothing.
    static func check(_ old: DetectorRecord, becomes new: DetectorRecord, as association: MemberRecord) throws(APIError)
    {
        func refuse(_ deed: String) -> APIError { .member(of: association, cannot: deed) }
        if new.publishingFrequency != old.publishingFrequency {
            throw refuse("change how often findings are published")
        }
        guard new.switchesOn == old.switchesOn else { throw refuse("switch features") }
        if new.isEnabled, !old.isEnabled, association.status == .disabled {
            throw refuse("go on by themselves where they were suspended")
        }
        if !new.isEnabled, old.isEnabled, association.isOfOrganization { throw refuse("suspend themselves") }
    }

    /// Refuses a member to leave its administrator where the organization holds it.
    static func checkLeaving(_ association: MemberRecord, _ store: Transaction) throws {
        guard try store.isHeld(association) else { return }
        throw APIError.member(of: association, cannot: "leave while autoEnableOrganizationMembers is ALL")
    }
}

extension DetectorRecord {
    /// The names of its features that are on, and of what is on within them.
    fileprivate var switchesOn: Set<String> {
        Set(
            features.flatMap { feature in
                (feature.isEnabled ? [feature.name] : [])
                    + feature.additional.filter(\.isEnabled).map { "\(feature.name)/\($0.name)" }
            })
    }
}

extension Transaction {
    /// Whether a member belongs to an organization all of whose accounts are to be members.
    func isHeld(_ member: MemberRecord) throws -> Bool {
        guard member.isOfOrganization, let organization = try organization(in: member.region) else { return false }
        return organization.administrator == member.administrator && organization.autoEnable == AutoEnable.all
    }
}

extension APIError {
    static func member(of association: MemberRecord, cannot deed: String) -> APIError {
        .badRequest(
            because: "the current account is a member of the administrator account \(association.administrator), "
                + "and members cannot \(deed).")
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
import HinomiRecords
import HinomiStore

// What happens to the two accounts when a relationship changes.
extension Transaction {
    /// Makes an account a member that its administrator sees and decides for. The caller has seen to it that it may be.
    func associate(_ member: MemberRecord, _ status: MemberStatus, now: Timestamp) throws {
        try change(member, to: status, now: now)
        guard let administrator = try detector(member.detector),
            var detector = try detector(of: member.account, in: member.region),
            detector.publishingFrequency != administrator.publishingFrequency
        else { return }
        detector.publishingFrequency = administrator.publishingFrequency
        detector.updatedAt = now
        try save(detector)
    }

    /// Ends a relationship, and with it the invitation.
    func part(_ member: MemberRecord, _ status: MemberStatus, now: Timestamp) throws {
        try withdrawInvitation(of: member)
        try change(member, to: status, now: now)
    }

    /// Keeps a new status.
    func change(_ member: MemberRecord, to status: MemberStatus, now: Timestamp) throws {
        var member = member
        member.status = status
        member.updatedAt = now
        try save(member)
    }

    /// Suspends the detector of a member, or lets it go on.
    func setMonitoring(_ member: MemberRecord, _ isEnabled: Bool, now: Timestamp) throws {
        guard var detector = try detector(of: member.account, in: member.region), detector.isEnabled != isEnabled else {
            return
        }
        detector.isEnabled = isEnabled
        detector.updatedAt = now
        try save(detector)
    }
}

extension ServiceCall {
    /// Makes sure that a detector can go, and ends what its account is to others.
    func release(_ detector: DetectorRecord) throws {
        guard try !store.hasInvitedOrAssociatedMembers(detector.id) else {
            // Programs compare this text.
            throw APIError.badRequest(
                because: "the current account cannot delete detector while it has invited or associated members.")
        }
        guard let association = try store.association(of: detector.account, in: detector.region) else { return }
        try MemberRules.checkLeaving(association, store)
        try store.part(association, .resigned, now: now)
    }
}

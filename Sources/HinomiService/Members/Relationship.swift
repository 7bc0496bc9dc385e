// SPDX-License-Identifier: Apache-2.0

import HinomiStore

/// What can happen between an administrator and an account that it lists.
enum RelationshipEvent: CaseIterable {
    /// The administrator invites it.
    case invite
    /// It accepts.
    case accept
    /// It declines, or deletes the invitation.
    case decline
    /// The administrator suspends it.
    case stop
    /// The administrator ends that.
    case start
    /// The administrator parts from it, or takes an invitation back.
    case disassociate
    /// It leaves.
    case resign
    /// The organization makes it a member.
    case admit
}

extension MemberStatus {
    /// How it stands after an event; nil where that cannot happen.
    func after(_ event: RelationshipEvent) -> MemberStatus? {
        switch (event, self) {
        case (.invite, .created), (.invite, .removed), (.invite, .resigned): .invited
        case (.accept, .invited): .enabled
        case (.decline, .invited): .resigned
        case (.stop, .enabled), (.stop, .disabled): .disabled
        case (.start, .enabled), (.start, .disabled): .enabled
        case (.disassociate, .invited), (.disassociate, .enabled), (.disassociate, .disabled): .removed
        case (.resign, .enabled), (.resign, .disabled): .resigned
        case (.admit, _): .enabled
        default: nil
        }
    }
}

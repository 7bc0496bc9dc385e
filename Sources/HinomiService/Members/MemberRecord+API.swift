// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
import HinomiFindings
import HinomiRecords
import HinomiStore

// Members and invitations as the API tells them.
extension MemberRecord {
    var response: API.Member {
        // The id of the member's detector is its owner's alone until it is associated.
        API.Member(
            accountID: account.description,
            detectorID: status.isAssociated ? FindingIdentity.detectorID(account: account, region: region) : nil,
            masterID: administrator.description, email: email, relationshipStatus: status.rawValue,
            invitedAt: invitedAt?.iso8601, updatedAt: updatedAt.iso8601, administratorID: administrator.description)
    }
}

extension InvitationRecord {
    var response: API.Invitation {
        API.Invitation(
            accountID: member.administrator.description, invitationID: id, relationshipStatus: member.status.rawValue,
            invitedAt: invitedAt.iso8601)
    }
}

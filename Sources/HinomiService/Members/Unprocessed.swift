// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
import HinomiRecords
import HinomiStore

/// Why one account of a request was passed over, while the others were not. Programs compare these texts.
struct Unprocessed: Error {
    let reason: String

    private init(_ reason: String) { self.reason = "The request is rejected because \(reason)" }

    static let invalid = Unprocessed("an invalid or out-of-range value is specified as an input parameter.")
    static let notMember = Unprocessed(
        "the given account ID is not an associated member of account the current account.")
    static let invitedAlready = Unprocessed(
        "the current account has already invited or is already the GuardDuty master of the given member account ID.")
    static let own = Unprocessed("an account cannot be a member of its own.")
    static let tooMany = Unprocessed("an administrator can have at most \(MemberLimits.members) members.")
    static let associated = Unprocessed("the given account ID is an associated member: disassociate it first.")
    static let noDetector = Unprocessed("the given account ID has no detector in this region.")
    static let noInvitation = Unprocessed("the given account ID has not invited the current account.")
    static let acceptedAlready = Unprocessed(
        "the invitation of the given account ID was accepted: disassociate from the administrator account first.")
    static let ofOrganization = Unprocessed(
        "the given account ID belongs to the organization: it becomes a member by CreateMembers, without an invitation."
    )
    static let allEnabled = Unprocessed(
        "autoEnableOrganizationMembers is ALL: members of the organization cannot be stopped or disassociated.")
    static let hasAdministrator = Unprocessed("the given account ID is a member of another administrator account.")
    static let isAdministrator = Unprocessed("the given account ID has members of its own.")
}

/// How much there may be of members.
enum MemberLimits {
    static let members = 10_000
    /// The longest message to an invited account, in characters.
    static let message = 2_000
}

extension ServiceCall {
    /// Does something for each account, and tells of those that were passed over.
    func each(_ accounts: [String], _ act: (AccountID) throws -> Void) throws -> [API.UnprocessedAccount] {
        var passedOver: [API.UnprocessedAccount] = []
        for text in accounts {
            do {
                guard let account = AccountID(digits: text) else { throw Unprocessed.invalid }
                try act(account)
            } catch let error as Unprocessed {
                passedOver.append(API.UnprocessedAccount(accountID: text, result: error.reason))
            }
        }
        return passedOver
    }
}

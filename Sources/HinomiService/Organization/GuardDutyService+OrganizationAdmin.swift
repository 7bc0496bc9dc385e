// SPDX-License-Identifier: Apache-2.0

package import HinomiAPIModel
import HinomiRecords
import HinomiStore

// Who administers the organization. The operator's account is its management account: an administrator sees the findings of
// all, and may not be named by anybody.
extension GuardDutyService {
    package func enableOrganizationAdminAccount(
        _ input: API.EnableOrganizationAdminAccountRequest, _ call: ServiceCall
    ) throws -> API.EnableOrganizationAdminAccountResponse {
        let account = try AccountID(administratorOf: input.adminAccountID)
        try call.checkManagement()
        guard try call.store.knows(account) else {
            throw APIError.invalid("adminAccountId", "it must be an account that has a key or a detector here")
        }
        if let other = try call.store.organizations().first(where: { $0.administrator != account }) {
            throw APIError.badRequest(
                because: "the organization has the administrator account \(other.administrator) in \(other.region).")
        }
        guard try call.store.association(of: account, in: call.caller.region) == nil else {
            throw APIError.badRequest(because: "the account \(account) is a member of another administrator account.")
        }
        if try call.store.organization(in: call.caller.region) == nil {
            try call.store.save(
                OrganizationRecord(
                    region: call.caller.region, administrator: account, enabledAt: call.now))
        }
        if try call.store.detector(of: account, in: call.caller.region) == nil {
            try call.store.save(DetectorRecord.new(account: account, region: call.caller.region, now: call.now))
        }
        return API.EnableOrganizationAdminAccountResponse()
    }

    // Its members by the organization are on their own again; those that it invited stay.
    package func disableOrganizationAdminAccount(
        _ input: API.DisableOrganizationAdminAccountRequest, _ call: ServiceCall
    ) throws -> API.DisableOrganizationAdminAccountResponse {
        let account = try AccountID(administratorOf: input.adminAccountID)
        try call.checkManagement()
        guard try call.store.organization(in: call.caller.region)?.administrator == account else {
            throw APIError.badRequest(because: "the account \(account) does not administer the organization.")
        }
        if let detector = try call.store.detector(of: account, in: call.caller.region) {
            for member in try call.store.members(of: detector.id, onlyAssociated: true) where member.isOfOrganization {
                try call.store.part(member, .removed, now: call.now)
            }
        }
        try call.store.deleteOrganization(in: call.caller.region)
        return API.DisableOrganizationAdminAccountResponse()
    }

    package func listOrganizationAdminAccounts(
        _ input: API.ListOrganizationAdminAccountsRequest, _ call: ServiceCall
    ) throws -> API.ListOrganizationAdminAccountsResponse {
        let organization = try call.store.organization(in: call.caller.region)
        // Its administrator may know as well.
        if organization?.administrator != call.caller.account { try call.checkManagement() }
        let page = try Page(
            of: organization.map { [$0.administrator.description] } ?? [], by: \.self, size: input.maxResults,
            after: input.nextToken)
        return API.ListOrganizationAdminAccountsResponse(
            adminAccounts: page.elements.map { API.AdminAccount(adminAccountID: $0, adminStatus: .enabled) },
            nextToken: page.nextToken)
    }
}

extension AccountID {
    fileprivate init(administratorOf text: String) throws(APIError) {
        guard let account = AccountID(digits: text) else {
            throw .invalid("adminAccountId", "it must be an account of twelve digits")
        }
        self = account
    }
}

extension ServiceCall {
    /// Refuses who is not the management account.
    fileprivate func checkManagement() throws {
        guard try store.operatorAccount() == caller.account else {
            throw APIError.badRequest(because: "the current account is not the management account of the organization.")
        }
    }
}

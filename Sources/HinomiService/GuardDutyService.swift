// SPDX-License-Identifier: Apache-2.0

package import HinomiAPIModel
package import HinomiStore

/// What each operation of the API does; a file a resource family.
package struct GuardDutyService: GuardDutyAPI {
    /// What its methods are given besides the request.
    package typealias Call = ServiceCall

    /// What reading logs would cost.
    let prices: PriceList
    /// Where lists may be fetched from.
    let lists: ListSources

    /// A service that tells costs by these prices, and whose users' lists come from these sources.
    package init(prices: PriceList = .published, lists: ListSources = ListSources()) {
        self.prices = prices
        self.lists = lists
    }

    /// Answers a request, unless it is for what the caller cannot do as a member of an administrator.
    package func perform(_ operation: API.Operation, _ request: APIRequest, _ call: ServiceCall) throws -> [UInt8] {
        try MemberRules.check(operation, call)
        return try answer(operation, request, call)
    }
}

extension API.Operation {
    /// Whether it only looks. Such operations are answered from one moment of the store, beside each other.
    package var isReading: Bool {
        ["Get", "List", "Describe"].contains { rawValue.hasPrefix($0) }
    }

    /// What a key must allow for it.
    package var neededLevel: AccessLevel {
        if isReading { return .read }
        switch self {
        case .archiveFindings, .unarchiveFindings, .updateFindingsFeedback, .createSampleFindings: return .operate
        default: return .administer
        }
    }
}

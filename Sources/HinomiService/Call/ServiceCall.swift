// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
package import HinomiRecords
package import HinomiStore

/// One request on its way through the service: who asks, when, and the transaction in which it is answered.
///
/// An operation is done in one transaction. Where it throws, nothing was done.
package struct ServiceCall {
    package let caller: Caller
    package let store: Transaction
    package let now: Timestamp
    /// What it leaves to be done once it is committed.
    package let followUps = FollowUps()

    /// A request of this caller.
    package init(_ caller: Caller, store: Transaction, now: Timestamp) {
        self.caller = caller
        self.store = store
        self.now = now
    }
}

extension ServiceCall {
    /// The caller's detector of this id; who names one that is not theirs is told the same as who names none.
    func detector(_ id: String) throws -> DetectorRecord {
        guard let detector = try store.detector(id), detector.account == caller.account,
            detector.region == caller.region
        else { throw APIError.notOwned }
        return detector
    }

    /// Gives back what an earlier request with the same token made; otherwise makes it, and remembers.
    func once(_ operation: API.Operation, _ token: String?, make: () throws -> String) throws -> String {
        guard let token, !token.isEmpty else { return try make() }
        if let arn = try store.made(
            by: token, operation.rawValue, account: caller.account, region: caller.region)
        {
            return arn
        }
        let arn = try make()
        try store.remember(
            token, operation.rawValue, account: caller.account, region: caller.region, made: arn, now: now)
        return arn
    }
}

extension APIError {
    /// Programs compare this text.
    static let notOwned = APIError.badRequest(because: "the input detectorId is not owned by the current account.")

    /// A parameter that the model lets through, and that is wrong all the same.
    static func invalid(_ parameter: String, _ rule: String) -> APIError { .invalid(.member(.body, parameter), rule) }
}

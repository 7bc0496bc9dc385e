// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
import HinomiRecords
import HinomiService
import HinomiStore

/// What a server does where nobody has a key yet: it makes one, and turns a detector on.
enum FirstStart {
    /// Makes them; nil where somebody has a key already.
    static func run(
        _ store: Store, _ seal: SecretSeal, _ service: GuardDutyService, account: AccountID, region: String,
        now: Timestamp
    ) throws -> NewAccessKey? {
        return try store.writeNow { transaction in
            guard try transaction.keys().isEmpty else { return nil }
            let key = try transaction.makeKey(
                account: account, level: .administer, note: "made by the first start", seal: seal, now: now)
            let caller = Caller(account: account, region: region, level: .administer, keyID: key.key.id)
            if try transaction.detector(of: account, in: region) == nil {
                try service.enable(ServiceCall(caller, store: transaction, now: now))
            }
            return key
        }
    }
}

extension NewAccessKey {
    /// What to put into a shell so that the aws CLI asks this server.
    func lines(endpoint: String, region: String) -> String {
        "export AWS_ACCESS_KEY_ID=\(key.id) AWS_SECRET_ACCESS_KEY=\(secret)\n"
            + "export AWS_ENDPOINT_URL=\(endpoint) AWS_DEFAULT_REGION=\(region)\n"
            + "aws guardduty list-detectors\n"
    }
}

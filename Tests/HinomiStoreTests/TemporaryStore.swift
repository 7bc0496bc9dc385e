// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiFindings
import HinomiRecords

@testable import HinomiStore

/// A store in a folder that is gone when the test is done.
final class TemporaryStore {
    let folder: String
    let store: Store

    init() throws {
        folder = NSTemporaryDirectory() + "hinomi-store-" + UUID().uuidString
        store = try Store(folder: folder)
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    static let account = AccountID(number: 111_111_111_111)
    static let region = "eu-west-1"
    static let now = Timestamp(seconds: 1_790_000_000)

    /// A sample of every type, as it is stored.
    static func samples(account: AccountID = account) throws -> [StoredFinding] {
        try SampleFindings(account: account, region: region, at: now).all().map {
            try StoredFinding(document: $0.json())
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiAPIModel
import HinomiRecords
import HinomiService
import HinomiStore

/// A service with a store of its own, asked by an account whose detector is on.
final class Office: Sendable {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hinomi-\(UUID().uuidString)").path
    let store: Store
    let service: GuardDutyService
    let detectorID: String
    let caller: Caller
    static let opening = Timestamp(milliseconds: 1_796_000_000_000)

    init(account: UInt64 = 111_111_111_111, sources: ListSources = ListSources()) throws {
        let store = try Store(folder: folder)
        let service = GuardDutyService(lists: sources)
        let caller = Caller(
            account: AccountID(number: account), region: "eu-west-1", level: .administer, keyID: "AKIAEXAMPLE")
        detectorID = try store.writeNow {
            try service.createDetector(
                API.CreateDetectorRequest(enable: true), ServiceCall(caller, store: $0, now: Office.opening)
            ).detectorID ?? ""
        }
        self.store = store
        self.service = service
        self.caller = caller
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// What a request gives, some seconds after the opening, and the lists that it leaves to be read.
    @discardableResult
    func ask<Answer>(
        after seconds: Int64 = 0, _ body: (GuardDutyService, ServiceCall) throws -> Answer
    ) throws -> (answer: Answer, toRead: [String]) {
        try store.writeNow {
            let call = ServiceCall(caller, store: $0, now: Office.opening.advanced(seconds: seconds))
            return (try body(service, call), call.followUps.lists)
        }
    }

    /// The detector as it is stored.
    func detector() throws -> DetectorRecord? { try store.readNow { try $0.detector(detectorID) } }
}

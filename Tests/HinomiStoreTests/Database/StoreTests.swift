// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Testing

@testable import HinomiStore

@Suite struct StoreTests {
    private static func detector() -> DetectorRecord {
        DetectorRecord(
            id: "d", account: TemporaryStore.account, region: TemporaryStore.region, isEnabled: true,
            publishingFrequency: "SIX_HOURS", createdAt: TemporaryStore.now, updatedAt: TemporaryStore.now,
            features: [FeatureState(name: "S3_DATA_EVENTS", isEnabled: true, updatedAt: TemporaryStore.now)])
    }

    @Test func `what is written is there when the store is opened again`() throws {
        let temporary = try TemporaryStore()
        try temporary.store.writeNow { try $0.save(StoreTests.detector()) }
        let again = try Store(folder: temporary.folder)
        #expect(try again.readNow { try $0.detector("d") } == StoreTests.detector())
        #expect(try again.faultsNow().isEmpty)
        try again.close()
    }

    @Test func `a transaction that throws did nothing`() throws {
        struct Refused: Error {}
        let temporary = try TemporaryStore()
        #expect(throws: Refused.self) {
            try temporary.store.writeNow { transaction in
                try transaction.save(StoreTests.detector())
                throw Refused()
            }
        }
        #expect(try temporary.store.readNow { try $0.detectors() }.isEmpty)
    }

    @Test func `a detector takes all that belongs to it along`() throws {
        let temporary = try TemporaryStore()
        let detector = StoreTests.detector()
        try temporary.store.writeNow { transaction in
            try transaction.save(detector)
            try transaction.save(
                [FilterRecord(detector: "d", name: "f", description: "", archives: true, rank: 1, criteria: [])],
                of: "d")
            try transaction.tag(detector.arn, with: ["a": "b"])
            try transaction.tag(detector.arn + "/filter/f", with: ["a": "b"])
            try transaction.save(try TemporaryStore.samples()[0], now: TemporaryStore.now)
            try transaction.deleteDetector(detector)
        }
        try temporary.store.readNow { (transaction) throws in
            #expect(try transaction.detectors().isEmpty)
            #expect(try transaction.filters(of: "d").isEmpty)
            #expect(try transaction.tags(of: detector.arn + "/filter/f").isEmpty)
            #expect(try transaction.finding(try TemporaryStore.samples()[0].id) == nil)
        }
    }

    @Test func `tokens are remembered for a day, by account, region and operation`() throws {
        let temporary = try TemporaryStore()
        let (account, region, now) = (TemporaryStore.account, TemporaryStore.region, TemporaryStore.now)
        try temporary.store.writeNow { transaction in
            try transaction.remember("t", "CreateFilter", account: account, region: region, made: "arn", now: now)
            #expect(try transaction.made(by: "t", "CreateFilter", account: account, region: region) == "arn")
            #expect(try transaction.made(by: "t", "CreateIPSet", account: account, region: region) == nil)
            #expect(try transaction.made(by: "t", "CreateFilter", account: account, region: "eu-west-2") == nil)
            try transaction.remember(
                "u", "CreateFilter", account: account, region: region, made: "arn", now: now.advanced(seconds: 86_401))
            #expect(try transaction.made(by: "t", "CreateFilter", account: account, region: region) == nil)
        }
    }

    @Test func `usage is summed over thirty days`() throws {
        let temporary = try TemporaryStore()
        let (account, region, now) = (TemporaryStore.account, TemporaryStore.region, TemporaryStore.now)
        try temporary.store.writeNow { transaction in
            for days in [0, 29, 30] as [Int64] {
                try transaction.meter(
                    100, of: .flowLogs, account: account, region: region, now: now.advanced(seconds: -86_400 * days))
            }
            try transaction.meter(7, of: .cloudTrail, account: account, region: "eu-west-2", now: now)
            let usage = try transaction.usage(of: [account], in: region, now: now)
            #expect(usage == [UsageAmount(account: account, source: .flowLogs, bucket: "", amount: 200)])
        }
    }

    @Test func `buckets are told apart up to a number`() throws {
        let temporary = try TemporaryStore()
        let (account, region, now) = (TemporaryStore.account, TemporaryStore.region, TemporaryStore.now)
        try temporary.store.writeNow { transaction in
            for number in 0..<1_200 {
                try transaction.meter(
                    2, of: .s3DataEvents, account: account, region: region, bucket: "b\(number)", now: now)
            }
            try transaction.meter(5, of: .s3DataEvents, account: account, region: region, bucket: "b7", now: now)
            let usage = try transaction.usage(of: [account], in: region, now: now)
            #expect(usage.count == 1_001)
            #expect(usage.reduce(0) { $0 + $1.amount } == 2_405)
            #expect(usage.first { $0.bucket.isEmpty }?.amount == 400)
            #expect(usage.first { $0.bucket == "b7" }?.amount == 7)
        }
    }
}

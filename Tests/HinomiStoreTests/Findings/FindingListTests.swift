// SPDX-License-Identifier: Apache-2.0

import GRDB
import HinomiFindings
import HinomiRecords
import Testing

@testable import HinomiStore

/// The database must list what criteria say in memory, in the order that sorting says in memory.
@Suite struct FindingListTests {
    private static let scope = FindingScope(region: TemporaryStore.region, accounts: [TemporaryStore.account])

    private static func listed(
        _ transaction: Transaction, _ criteria: FindingCriteria, sort: FindingSort? = nil, page: Int = 50
    ) throws -> [String] {
        var ids: [String] = []
        var position: FindingPosition?
        repeat {
            let (page, end) = try transaction.findingIDs(in: scope, criteria, sort: sort, limit: page, after: position)
            ids += page
            position = end
        } while position != nil
        return ids
    }

    @Test func `the database agrees with criteria in memory, for every attribute and operator`() throws {
        let temporary = try TemporaryStore()
        let samples = try TemporaryStore.samples()
        try temporary.store.writeNow { transaction in
            for sample in samples { try transaction.save(sample, now: TemporaryStore.now) }
        }
        var attributes: [String: Set<String>] = [:]
        for sample in samples {
            for (name, values) in sample.attributes.listed {
                attributes[name, default: []].formUnion(values.map(\.text))
            }
        }
        #expect(attributes.count > 30)
        var compared = 0
        for (name, values) in attributes.sorted(by: { $0.key < $1.key }) {
            for value in values.sorted().prefix(3) {
                var conditions: [JSONObject] = [
                    ["eq": .array([.string(value)])], ["neq": .array([.string(value)])],
                    ["equals": .array([.string(value), .string("12345")])],
                ]
                if let number = Double(value) {
                    let bound = JSONValue.number(JSONNumber(integer: Int64(number)))
                    conditions += ["gt", "gte", "lt", "lte"].map { [$0: bound] }
                }
                for condition in conditions {
                    let criteria = try FindingCriteria(
                        .object(["criterion": .object(JSONObject([.init(key: name, value: .object(condition))]))]),
                        for: .listing)
                    let expected = Set(samples.filter { criteria.matches($0.attributes) }.map(\.id))
                    let found = try temporary.store.readNow { try FindingListTests.listed($0, criteria) }
                    #expect(Set(found) == expected && found.count == expected.count, "\(name) \(condition)")
                    compared += 1
                }
            }
        }
        #expect(compared > 200)
    }

    @Test(arguments: [
        "updatedAt", "severity", "type", "id", "service.archived", "resource.instanceDetails.instanceId", "accountId",
    ])
    func `pages come in the order of sorting in memory, whole and without repetitions`(attribute: String) throws {
        let temporary = try TemporaryStore()
        let samples = try TemporaryStore.samples()
        try temporary.store.writeNow { transaction in
            for sample in samples { try transaction.save(sample, now: TemporaryStore.now) }
        }
        let byID = Dictionary(uniqueKeysWithValues: samples.map { ($0.id, $0) })
        let everything = try FindingCriteria(.object([:]), for: .listing)
        for order in ["ASC", "DESC"] {
            let sort = try FindingSort(
                .object(["attributeName": .string(attribute), "orderBy": .string(order)]))
            let ids = try temporary.store.readNow {
                try FindingListTests.listed($0, everything, sort: sort, page: 7)
            }
            #expect(Set(ids) == Set(byID.keys))
            #expect(ids.count == samples.count)
            let keys = ids.map { byID[$0].flatMap { sort.key(of: $0.attributes) } }
            for (a, b) in zip(keys, keys.dropFirst()) { #expect(!sort.precedes(b, a)) }
        }
    }

    @Test func `values are counted exactly, whatever is saved and deleted`() throws {
        let temporary = try TemporaryStore()
        var samples = try TemporaryStore.samples()
        try temporary.store.writeNow { transaction in
            for sample in samples { try transaction.save(sample, now: TemporaryStore.now) }
            for i in samples.indices where i % 3 == 0 {
                samples[i].archive(true)
                try transaction.save(samples[i], now: TemporaryStore.now)
            }
            try transaction.deleteFindings(samples.prefix(40).map(\.id))
            try transaction.save(samples[0], now: TemporaryStore.now)
        }
        func wrong() throws -> Int? {
            try temporary.store.readNow { transaction in
                try Int.fetchOne(
                    transaction.db,
                    sql: """
                        SELECT count(*) FROM attributeValue WHERE findings <= 0 OR findings !=
                            (SELECT count(*) FROM findingValue WHERE value = attributeValue.id)
                        """)
            }
        }
        #expect(try wrong() == 0)
        try temporary.store.writeNow { _ = try $0.deleteFindings(savedBefore: TemporaryStore.now, limit: 1_000) }
        #expect(try wrong() == 0)
        try temporary.store.writeNow { (transaction) throws in
            let later = TemporaryStore.now.advanced(seconds: 1)
            #expect(try transaction.deleteFindings(savedBefore: later, limit: 100) == 100)
            #expect(try transaction.deleteFindings(savedBefore: later, limit: 1_000) == samples.count - 139)
            #expect(try Int.fetchOne(transaction.db, sql: "SELECT count(*) FROM attributeValue") == 0)
            #expect(try Int.fetchOne(transaction.db, sql: "SELECT count(*) FROM findingValue") == 0)
        }
    }

    @Test func `others' findings are out of scope`() throws {
        let temporary = try TemporaryStore()
        let samples = try TemporaryStore.samples(account: AccountID(number: 222_222_222_222))
        try temporary.store.writeNow { transaction in
            for sample in samples.prefix(5) { try transaction.save(sample, now: TemporaryStore.now) }
            #expect(try transaction.documents(samples.map(\.id), in: FindingListTests.scope).isEmpty)
            let everything = try FindingCriteria(.object([:]), for: .listing)
            #expect(try FindingListTests.listed(transaction, everything).isEmpty)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import HinomiStore

/// What reading logs would cost, in US dollars: nothing is charged here, but people want to compare.
///
/// The prices of the real service in us-east-1. Steps are by month, by account and region.
package struct PriceList: Hashable, Sendable {
    /// A price that holds up to an amount in a month; the last one holds for all above.
    package struct Step: Hashable, Sendable {
        package var upTo: Double
        package var price: Double

        /// So much for each unit, up to an amount of units.
        package init(upTo: Double = .infinity, price: Double) {
            self.upTo = upTo
            self.price = price
        }
    }

    /// For a million management events.
    package var cloudTrail: [Step]
    /// For a gigabyte of flow and query logs together.
    package var networkLogs: [Step]
    /// For a million data events of S3.
    package var s3DataEvents: [Step]

    /// A list of these prices.
    package init(cloudTrail: [Step], networkLogs: [Step], s3DataEvents: [Step]) {
        self.cloudTrail = cloudTrail
        self.networkLogs = networkLogs
        self.s3DataEvents = s3DataEvents
    }

    /// The published prices.
    package static let published = PriceList(
        cloudTrail: [Step(price: 4)],
        networkLogs: [
            Step(upTo: 500, price: 1), Step(upTo: 2_500, price: 0.5), Step(upTo: 10_000, price: 0.25),
            Step(price: 0.15),
        ],
        s3DataEvents: [Step(upTo: 500, price: 0.8), Step(upTo: 5_000, price: 0.4), Step(price: 0.2)])

    /// Reads a list, as `{"cloudTrail": [{"price": 4}], "networkLogs": [{"upTo": 500, "price": 1}, {"price": 0.5}], …}`; what it does not
    /// name has the published prices.
    package init(json text: [UInt8]) throws(PriceError) {
        let value: JSONValue
        do throws(JSONError) {
            value = try text.withUnsafeBufferPointer { bytes throws(JSONError) in try JSONValue.parse(bytes) }
        } catch {
            throw PriceError("it is not valid JSON: \(error)")
        }
        guard let members = value.members else { throw PriceError("it must be an object") }
        self = .published
        for member in members {
            let steps = try PriceList.steps(member.value, of: member.key)
            switch member.key {
            case "cloudTrail": cloudTrail = steps
            case "networkLogs": networkLogs = steps
            case "s3DataEvents": s3DataEvents = steps
            default: throw PriceError("there is no \(member.key); there are cloudTrail, networkLogs and s3DataEvents")
            }
        }
    }

    private static func steps(_ value: JSONValue, of name: String) throws(PriceError) -> [Step] {
        guard let elements = value.elements, !elements.isEmpty, elements.count <= 100 else {
            throw PriceError("\(name) must be a list of 1 to 100 steps")
        }
        var steps: [Step] = []
        for (i, element) in elements.enumerated() {
            guard let price = element["price"]?.double, price >= 0, price.isFinite else {
                throw PriceError("\(name)[\(i)].price must be a number, 0 or more")
            }
            let upTo = element["upTo"]?.double ?? .infinity
            guard upTo > steps.last?.upTo ?? 0, i == elements.count - 1 || upTo.isFinite else {
                throw PriceError("\(name)[\(i)].upTo must be more than the one before, and of the last only left out")
            }
            steps.append(Step(upTo: upTo, price: price))
        }
        guard steps.last?.upTo == .infinity else { throw PriceError("the last step of \(name) must have no upTo") }
        return steps
    }

    /// What each source costs of what was read for one account. Flow and query logs share their steps, and the cost of both
    /// in proportion.
    func costs(of amounts: [UsageSource: Int]) -> [UsageSource: Double] {
        func amount(_ source: UsageSource) -> Double { Double(amounts[source] ?? 0) }
        let network = amount(.flowLogs) + amount(.dnsLogs)
        let networkCost = PriceList.cost(network / 1e9, networkLogs)
        var costs: [UsageSource: Double] = [:]
        for source in amounts.keys {
            switch source {
            case .flowLogs, .dnsLogs: costs[source] = network > 0 ? networkCost * amount(source) / network : 0
            case .cloudTrail: costs[source] = PriceList.cost(amount(source) / 1e6, cloudTrail)
            case .s3DataEvents: costs[source] = PriceList.cost(amount(source) / 1e6, s3DataEvents)
            }
        }
        return costs
    }

    private static func cost(_ units: Double, _ steps: [Step]) -> Double {
        var cost = 0.0
        var begin = 0.0
        for step in steps where units > begin {
            cost += (min(units, step.upTo) - begin) * step.price
            begin = step.upTo
        }
        return cost
    }
}

/// Why a list of prices cannot be used.
package struct PriceError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}

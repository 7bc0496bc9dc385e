// SPDX-License-Identifier: Apache-2.0

import HinomiStore
import Testing

@testable import HinomiAPIModel
@testable import HinomiService

@Suite struct PriceListTests {
    private func cost(_ source: UsageSource, _ amount: Int) -> Double {
        PriceList.published.costs(of: [source: amount])[source] ?? -1
    }

    // By hand from the published steps.
    @Test func `each step has its price`() {
        #expect(cost(.cloudTrail, 2_500_000) == 10)
        #expect(cost(.flowLogs, 500_000_000_000) == 500)
        #expect(cost(.flowLogs, 600_000_000_000) == 550)
        #expect(cost(.flowLogs, 2_500_000_000_000) == 1_500)
        #expect(cost(.flowLogs, 10_000_000_000_000) == 3_375)
        #expect(cost(.dnsLogs, 11_000_000_000_000) == 3_525)
        #expect(cost(.s3DataEvents, 500_000_000) == 400)
        #expect(cost(.s3DataEvents, 600_000_000) == 440)
        #expect(cost(.cloudTrail, 0) == 0)
    }

    @Test func `flow and query logs share their steps`() {
        let costs = PriceList.published.costs(of: [.flowLogs: 450_000_000_000, .dnsLogs: 150_000_000_000])
        #expect(costs[.flowLogs] == 550 * 0.75)
        #expect(costs[.dnsLogs] == 550 * 0.25)
    }

    @Test func `amounts are told to the hundredth of a cent`() {
        #expect(API.Total.dollars(0.42).amount == "0.4200")
        #expect(API.Total.dollars(12.00005).amount == "12.0001")
        #expect(API.Total.dollars(0).amount == "0.0000")
    }
}

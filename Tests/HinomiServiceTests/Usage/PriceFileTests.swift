// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HinomiService

@Suite struct PriceFileTests {
    @Test func `what is not named has the published price`() throws {
        let prices = try PriceList(
            json: Array(#"{"networkLogs": [{"upTo": 10, "price": 2}, {"price": 0.5}]}"#.utf8))
        #expect(prices.cloudTrail == PriceList.published.cloudTrail)
        #expect(prices.s3DataEvents == PriceList.published.s3DataEvents)
        #expect(prices.networkLogs == [PriceList.Step(upTo: 10, price: 2), PriceList.Step(price: 0.5)])
    }

    @Test(arguments: [
        ("", "JSON"), ("[]", "object"), (#"{"rds": [{"price": 1}]}"#, "no rds"), (#"{"cloudTrail": []}"#, "steps"),
        (#"{"cloudTrail": [{"price": -1}]}"#, "price"), (#"{"cloudTrail": [{"price": "4"}]}"#, "price"),
        (#"{"cloudTrail": [{"price": 1}, {"price": 2}]}"#, "upTo"),
        (#"{"cloudTrail": [{"upTo": 5, "price": 1}, {"upTo": 5, "price": 2}, {"price": 1}]}"#, "upTo"),
        (#"{"cloudTrail": [{"upTo": 5, "price": 1}]}"#, "no upTo"),
    ])
    func `what cannot be used is refused with a reason`(text: String, reason: String) {
        #expect {
            _ = try PriceList(json: Array(text.utf8))
        } throws: { "\($0)".contains(reason) }
    }
}

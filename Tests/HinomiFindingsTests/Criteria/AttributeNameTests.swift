// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import HinomiFindings

struct AttributeNameTests {
    @Test func `a table is read as its margin says`() {
        #expect(
            AttributeName.read("-: type id\na.b: c d\n  e\na: z") == ["a.b.c", "a.b.d", "a.b.e", "a.z", "id", "type"])
    }

    @Test func `every attribute for listing is one for filters, and every time as well`() {
        #expect(Set(AttributeName.listing).isSubset(of: AttributeName.filter))
        #expect(Set(AttributeName.read(AttributeName.timeTable)).isSubset(of: AttributeName.filter))
        #expect((AttributeName.listing.count, AttributeName.filter.count) == (49, 629))
    }

    @Test(.enabled(if: Repository.exists(Repository.criteriaAttributes), "the reference is not here"))
    func `the names are those of the reference`() throws {
        let data = try Data(contentsOf: Repository.criteriaAttributes)
        let reference = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        for (key, names) in [
            ("list_findings_attributes", AttributeName.listing), ("create_filter_attributes", AttributeName.filter),
            ("timestamp_attributes_epoch_milliseconds", AttributeName.read(AttributeName.timeTable)),
        ] {
            let theirs = try #require(reference[key] as? [String])
            #expect(names == theirs.sorted(), "\(key)")
        }
    }
}

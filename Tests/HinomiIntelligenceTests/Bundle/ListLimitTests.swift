// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Testing

@testable import HinomiIntelligence

@Suite struct ListLimitTests {
    @Test func `a list with too many entries is refused whole`() throws {
        var builder = IntelligenceBundle.Builder()
        builder.listEntryLimit = 3
        try builder.add("first.net\n203.0.113.1\n2001:db8::1\n", name: "fits")
        try builder.trust("fine.org", name: "trusted")
        #expect(throws: IntelligenceError.tooManyEntries(list: "long")) {
            try builder.add("a.net\nb.c.net\n198.51.100.1\n2001:db8::2\ne.net\n", name: "long")
        }
        #expect(throws: IntelligenceError.tooManyEntries(list: "long")) {
            try builder.trust("first.net\n203.0.113.1\nb.net\nc.net\nd.net\n", name: "long")
        }
        let bundle = builder.build()
        #expect(bundle.has("first.net") && bundle.has("203.0.113.1") && bundle.has("2001:db8::1"))
        for miss in ["a.net", "b.c.net", "198.51.100.1", "2001:db8::2", "e.net"] {
            #expect(!bundle.has(miss), "\(miss)")
        }
        #expect(bundle.lists.map(\.name) == ["Hinomi built-in", "fits", "trusted"])
    }
}

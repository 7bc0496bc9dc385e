// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Testing

@testable import HinomiIntelligence

@Suite struct NeverAlertTests {
    @Test func `every built-in entry is well formed and stands once`() {
        var seen = Set<String>()
        var name = [UInt8]()
        for group in NeverAlert.nameGroups {
            for member in group.members.split(whereSeparator: \.isWhitespace) {
                let text = member.hasPrefix("*.") ? member.dropFirst(2) : member
                let isName = Array(text.utf8).withUnsafeBufferPointer { (try? ListedName.normalise($0, into: &name)) != nil }
                #expect(isName && name.elementsEqual(text.utf8), "\(member)")
                #expect(seen.insert(String(text)).inserted, "\(member) stands twice")
            }
        }
        #expect(seen.count > 800)
        for group in NeverAlert.addressGroups {
            let members = group.members.split(whereSeparator: \.isWhitespace)
            #expect(NeverAlert.networks(of: group).map(\.description) == members.map { CIDR(String($0))?.description })
            for member in members { #expect(seen.insert(String(member)).inserted, "\(member) stands twice") }
        }
    }
}

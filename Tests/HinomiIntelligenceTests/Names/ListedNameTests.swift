// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HinomiIntelligence

private func normalised(_ text: String) -> String? {
    var name = [UInt8]()
    let isName = Array(text.utf8).withUnsafeBufferPointer { (try? ListedName.normalise($0, into: &name)) != nil }
    return isName ? String(decoding: name, as: UTF8.self) : nil
}

@Suite struct ListedNameTests {
    @Test(arguments: [
        ("Example.ORG", "example.org"), ("example.org.", "example.org"), ("_dmarc.example.org", "_dmarc.example.org"),
        ("xn--mnchen-3ya.de", "xn--mnchen-3ya.de"), ("München.de", "xn--mnchen-3ya.de"), ("bücher.example", "xn--bcher-kva.example"),
        ("例え.テスト", "xn--r8jz45g.xn--zckzah"), ("правда.рф", "xn--80aafi6cg.xn--p1ai"),
        ("www.食狮.中国", "www.xn--85x722f.xn--fiqs8s"), ("1.2.3.a4", "1.2.3.a4"),
    ])
    func `names are brought into one form`(text: String, expected: String) {
        #expect(normalised(text) == expected)
    }

    @Test(arguments: [
        "", ".", "com", "a..b", ".a.b", "a.b..", "a b.com", "a/b.com", "1.2.3.4", "1.2.3.400", "a.123", "b\u{7}.com",
        String(repeating: "a", count: 64) + ".com", String(repeating: "abcdefg.", count: 32) + "com",
    ])
    func `what is no name is refused`(text: String) {
        #expect(normalised(text) == nil)
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiMail
import HinomiStore
import Testing

struct MailAddressTests {
    @Test(arguments: [
        "a@b", "first.last@example.com", "o'neil+tag=1@mail-1.example.co.jp", "x_y@EXAMPLE.org",
    ])
    func `ordinary addresses are taken as they are`(text: String) throws {
        #expect(try #require(MailAddress(text)).description == text)
    }

    @Test(arguments: [
        "", "a", "@b", "a@", "a@b@c", "a b@c", "a@b c", "a..b@c", ".a@c", "a.@c", "a@.c", "a@c.", "a@-c", "a@c-",
        "a@b\r\nBcc: x@y", "a\n@b", "a\0@b", "\"a\"@b", "a@[127.0.0.1]", "<a@b>", "a@b>", "ä@b", "a@bücher.example",
        "a,b@c", "a@b,c@d", "a:b@c", "a@b;c", "a\u{2028}@b",
    ])
    func `what could end a header or a command, or is no address, is refused`(text: String) {
        #expect(MailAddress(text) == nil)
    }

    @Test func `addresses too long for the mail system are refused`() {
        let long = String(repeating: "a", count: 65)
        #expect(MailAddress("\(long.dropLast())@b") != nil)
        #expect(MailAddress("\(long)@b") == nil)
        #expect(MailAddress("a@\(long.dropLast(1)).com") == nil)
        #expect(MailAddress("a@" + String(repeating: "b.", count: 130) + "c") == nil)
    }

    @Test func `a mailbox is an address, or a name and an address`() throws {
        #expect(Mailbox("a@b")?.name == nil)
        let named = try #require(Mailbox("  Hinomi, at home <a@b>"))
        #expect(named.name == "Hinomi, at home")
        #expect(named.address.description == "a@b")
        #expect(Mailbox("<a@b>")?.name == nil)
        for wrong in ["", "Name", "Name a@b", "Name <a@b> x", "Name <a b>"] { #expect(Mailbox(wrong) == nil) }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HinomiMail

struct SMTPReplyParserTests {
    private func parse(_ text: String) throws(SMTPError) -> SMTPReply? {
        var parser = SMTPReplyParser()
        return try parser.take(text.utf8)
    }

    @Test func `a reply of one line ends with it`() throws {
        #expect(try parse("250 ok\r\n") == SMTPReply(code: 250, lines: ["ok"]))
        #expect(try parse("354\r\n") == SMTPReply(code: 354, lines: [""]))
        #expect(try parse("250 bare\n") == SMTPReply(code: 250, lines: ["bare"]))
    }

    @Test func `a reply of several lines comes whole, however it is cut`() throws {
        let text = "250-mail.example\r\n250-SIZE 100\r\n250 AUTH PLAIN\r\n"
        let bytes = Array(text.utf8)
        for cut in bytes.indices.dropFirst() {
            var parser = SMTPReplyParser()
            #expect(try parser.take(bytes[..<cut]) == nil)
            #expect(try parser.take(bytes[cut...])?.lines == ["mail.example", "SIZE 100", "AUTH PLAIN"])
            #expect(!parser.hasRest)
        }
    }

    @Test func `what follows a reply stays as a rest`() throws {
        var parser = SMTPReplyParser()
        #expect(try parser.take("220 go\r\n250 more\r\n".utf8)?.code == 220)
        #expect(parser.hasRest)
    }

    @Test(arguments: [
        "ok\r\n", "25 ok\r\n", "2500 ok\r\n", "250+ok\r\n", "150 ok\r\n", "600 ok\r\n", "250-a\r\n251 b\r\n", "\r\n",
        "HTTP/1.1 200 OK\r\n", "\u{FF12}50 ok\r\n",
    ])
    func `what is no reply is refused`(text: String) {
        #expect(throws: SMTPError.self) { try parse(text) }
    }

    @Test func `endless lines and endless replies are refused`() {
        #expect(throws: SMTPError.self) { try parse(String(repeating: "a", count: 10_000)) }
        #expect(throws: SMTPError.self) { try parse("250 " + String(repeating: "a", count: 10_000) + "\r\n") }
        #expect(throws: SMTPError.self) { try parse(String(repeating: "250-more\r\n", count: 1_000)) }
    }

    @Test func `logs are told a reply in one short line`() throws {
        let reply = try #require(try parse("550-no\u{1B}[2J\r\n550 " + String(repeating: "x", count: 500) + "\r\n"))
        #expect(reply.told.hasPrefix("550 no?[2J x"))
        #expect(reply.told.count <= 204)
    }
}

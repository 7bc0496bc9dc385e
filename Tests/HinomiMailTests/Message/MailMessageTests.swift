// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiRecords
import HinomiStore
import Testing

@testable import HinomiMail

struct MailMessageTests {
    private func message(subject: String = "Hello", name: String? = nil, body: String = "Text\n") throws -> [String] {
        let message = MailMessage(
            from: Mailbox(name: name, try #require(MailAddress("sender@example.com"))),
            to: try #require(MailAddress("reader@example.org")), subject: subject, body: body,
            // 2026-11-29T19:05:52Z was a Sunday.
            date: try #require(Timestamp(iso8601: "2026-11-29T19:05:52Z")), id: "one")
        let text = String(decoding: message.bytes, as: UTF8.self)
        #expect(text.hasSuffix("\r\n"))
        #expect(!text.replacing("\r\n", with: "").contains { $0 == "\r" || $0 == "\n" || $0 == "\r\n" })
        #expect(message.bytes.allSatisfy { $0 < 0x80 })
        return text.components(separatedBy: "\r\n")
    }

    private func headers(_ lines: [String]) -> ArraySlice<String> { lines.prefix { !$0.isEmpty } }

    @Test func `a plain mail has the headers that are due`() throws {
        let lines = try message()
        for line in [
            "Date: Sun, 29 Nov 2026 19:05:52 +0000", "From: sender@example.com", "To: reader@example.org",
            "Subject: Hello", "Message-ID: <one@example.com>",
            "List-Unsubscribe: <mailto:sender@example.com?subject=unsubscribe>", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable",
        ] { #expect(headers(lines).contains(line)) }
        #expect(lines.suffix(3) == ["", "Text", ""])
    }

    @Test(arguments: ["\r\n", "\n", "\r", "\u{85}", "\u{2028}", "\0", "\u{B}"])
    func `neither a subject nor a name can add a header`(separator: String) throws {
        let plain = try headers(message()).count
        let evil = "Hello\(separator)Bcc: victim@example.net"
        let lines = try headers(message(subject: evil, name: evil))
        #expect(lines.filter { $0.lowercased().hasPrefix("bcc:") }.isEmpty)
        #expect(lines.filter { !$0.hasPrefix(" ") }.count == plain)
    }

    @Test func `text beyond ASCII is in encoded words that decode to it`() throws {
        let subject = "火の見からの招待 — " + String(repeating: "長い件名", count: 20)
        let lines = try message(subject: subject)
        let start = try #require(lines.firstIndex { $0.hasPrefix("Subject: ") })
        var words = [String(lines[start].dropFirst("Subject: ".count))]
        words += lines[(start + 1)...].prefix { $0.hasPrefix(" ") }.map { String($0.dropFirst()) }
        #expect(words.allSatisfy { $0.utf8.count <= 75 && $0.hasPrefix("=?UTF-8?B?") && $0.hasSuffix("?=") })
        let decoded = try words.map {
            String(decoding: try #require(Data(base64Encoded: String($0.dropFirst(10).dropLast(2)))), as: UTF8.self)
        }
        #expect(decoded.joined() == subject)
    }

    @Test func `a plain name is quoted, with its quotes escaped`() throws {
        let lines = try message(name: #"Say "hi" \ now"#)
        #expect(lines.contains(#"From: "Say \"hi\" \\ now" <sender@example.com>"#))
    }

    @Test func `text that looks encoded is encoded, so that it shows as it is`() {
        #expect(EncodedWord.header("=?UTF-8?B?QQ==?=") == "=?UTF-8?B?PT9VVEYtOD9CP1FRPT0/PQ==?=")
    }

    // The expected forms follow RFC 2045, section 6.7.
    @Test(arguments: [
        ("a=b", "a=3Db\r\n"), ("end ", "end=20\r\n"), ("tab\t", "tab=09\r\n"), ("é", "=C3=A9\r\n"),
        ("one\ntwo\r\nthree\rfour", "one\r\ntwo\r\nthree\r\nfour\r\n"), ("\u{7}", "=07\r\n"),
    ])
    func `bodies are quoted-printable`(text: String, encoded: String) {
        #expect(String(decoding: QuotedPrintable.encode(text), as: UTF8.self) == encoded)
    }

    @Test func `long lines are broken softly at 76 characters`() {
        let text = String(repeating: "é", count: 200)
        let lines = String(decoding: QuotedPrintable.encode(text), as: UTF8.self).components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 76 })
        #expect(lines.dropLast(2).allSatisfy { $0.hasSuffix("=") })
        #expect(
            lines.map { $0.hasSuffix("=") ? String($0.dropLast()) : $0 }.joined()
                == String(repeating: "=C3=A9", count: 200))
    }

    @Test func `lines that begin with a dot get another`() {
        let stuffed = SMTPClient.stuffed(Array(".\r\na.b\r\n..c\r\n".utf8))
        #expect(String(decoding: stuffed, as: UTF8.self) == "..\r\na.b\r\n...c\r\n")
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiRecords
import HinomiStore
import NIOCore
import Testing

@testable import HinomiMail

struct SMTPClientTests {
    private func send(
        to server: ScriptedServer, _ encryption: SMTPServer.Encryption = .offered, login: SMTPServer.Login? = nil,
        body: String = "Hello\n.\n.dot\n", timeout: TimeAmount = .seconds(10)
    ) async throws {
        let client = SMTPClient(
            SMTPServer(host: "127.0.0.1", port: server.port, encryption: encryption, login: login), timeout: timeout)
        let message = MailMessage(
            from: Mailbox(try #require(MailAddress("sender@example.com"))),
            to: try #require(MailAddress("reader@example.org")), subject: "Subject", body: body,
            date: Timestamp(milliseconds: 0), id: "one")
        do {
            try await client.send(message)
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    @Test func `a mail is handed over, with dots doubled`() async throws {
        let server = try await ScriptedServer(
            .say("220 mail.example ESMTP\r\n"), .hear("EHLO [127.0.0.1]"),
            .say("250-mail.example\r\n250 SIZE 1000\r\n"),
            .hear("MAIL FROM:<sender@example.com>"), .say("250 ok\r\n"), .hear("RCPT TO:<reader@example.org>"),
            .say("250 ok\r\n"), .hear("DATA"), .say("354 go on\r\n"), .hearMail, .say("250 taken\r\n"), .hear("QUIT"),
            .say("221 bye\r\n"), .close)
        try await send(to: server)
        let heard = server.heard
        #expect(heard.contains("Subject: Subject"))
        let body = try #require(heard.firstIndex(of: ""))
        #expect(Array(heard[(body + 1)...].prefix(3)) == ["Hello", "..", "..dot"])
        #expect(heard.last == "QUIT")
    }

    @Test func `a server that hangs up instead of saying good-bye has taken the mail all the same`() async throws {
        let server = try await ScriptedServer(
            .say("220 hi\r\n"), .hear("EHLO"), .say("250 mail\r\n"), .hear("MAIL"), .say("250 ok\r\n"), .hear("RCPT"),
            .say("250 ok\r\n"), .hear("DATA"), .say("354 go on\r\n"), .hearMail, .say("250 taken\r\n"), .close)
        try await send(to: server)
    }

    @Test func `an old server is greeted with HELO`() async throws {
        let server = try await ScriptedServer(
            .say("220 old\r\n"), .hear("EHLO"), .say("502 what?\r\n"), .hear("HELO [127.0.0.1]"), .say("250 hi\r\n"),
            .hear("MAIL"), .say("250 ok\r\n"), .hear("RCPT"), .say("250 ok\r\n"), .hear("DATA"), .say("354 go on\r\n"),
            .hearMail, .say("250 taken\r\n"), .hear("QUIT"), .say("221 bye\r\n"))
        try await send(to: server)
    }

    @Test func `a recipient that does not exist is refused for good, one that is busy for now`() async throws {
        for (reply, isFinal) in [("550 no such user", true), ("450 later", false)] {
            let server = try await ScriptedServer(
                .say("220 hi\r\n"), .hear("EHLO"), .say("250 mail\r\n"), .hear("MAIL"), .say("250 ok\r\n"),
                .hear("RCPT"),
                .say("\(reply)\r\n"))
            let error = await #expect(throws: SMTPError.self) { try await send(to: server) }
            #expect(error?.isFinal == isFinal)
            #expect(error?.description == "RCPT TO was refused: \(reply)")
        }
    }

    @Test func `a sender that is refused may be set right, so it is not for good`() async throws {
        let server = try await ScriptedServer(
            .say("220 hi\r\n"), .hear("EHLO"), .say("250 mail\r\n"), .hear("MAIL"), .say("553 not you\r\n"))
        let error = await #expect(throws: SMTPError.self) { try await send(to: server) }
        #expect(error == .refused(command: "MAIL FROM", reply: "553 not you", forGood: false))
    }

    @Test func `a mail that is refused after its end counts as not sent`() async throws {
        let server = try await ScriptedServer(
            .say("220 hi\r\n"), .hear("EHLO"), .say("250 mail\r\n"), .hear("MAIL"), .say("250 ok\r\n"), .hear("RCPT"),
            .say("250 ok\r\n"), .hear("DATA"), .say("354 go on\r\n"), .hearMail, .say("554 spam\r\n"))
        let error = await #expect(throws: SMTPError.self) { try await send(to: server) }
        #expect(error?.isFinal == true)
    }

    @Test func `a connection that ends before the mail is taken counts as not sent`() async throws {
        let server = try await ScriptedServer(
            .say("220 hi\r\n"), .hear("EHLO"), .say("250 mail\r\n"), .hear("MAIL"), .say("250 ok\r\n"), .hear("RCPT"),
            .say("250 ok\r\n"), .hear("DATA"), .say("354 go on\r\n"), .hearMail, .close)
        let error = await #expect(throws: SMTPError.self) { try await send(to: server) }
        #expect(error == .connection("the server closed it"))
    }

    @Test func `a server that says nothing is given up`() async throws {
        let server = try await ScriptedServer(.hear("nothing"))
        let error = await #expect(throws: SMTPError.self) { try await send(to: server, timeout: .milliseconds(50)) }
        #expect(error == .timeout)
    }

    @Test func `nobody listening is no connection`() async throws {
        let server = try await ScriptedServer(.close)
        await server.stop()
        let error = await #expect(throws: SMTPError.self) { try await send(to: server) }
        guard case .connection = error else { return #expect(error == nil) }
    }

    @Test(arguments: [
        String(repeating: "a", count: 100_000), "220 " + String(repeating: "a", count: 100_000),
        String(repeating: "220-more\r\n", count: 10_000), "HTTP/1.1 400 Bad Request\r\n", "\0\0\0\0\r\n", "999 x\r\n",
    ])
    func `a server that speaks no SMTP is left`(greeting: String) async throws {
        let server = try await ScriptedServer(.say(greeting))
        let error = await #expect(throws: SMTPError.self) { try await send(to: server) }
        guard case .badReply = error else { return #expect(error == nil) }
    }

    @Test func `a greeting that is no greeting ends it`() async throws {
        let server = try await ScriptedServer(.say("554 go away\r\n"), .hear("EHLO"))
        let error = await #expect(throws: SMTPError.self) { try await send(to: server) }
        #expect(error == .refused(command: "the connection", reply: "554 go away", forGood: false))
        #expect(server.heard.isEmpty)
    }

    @Test func `without STARTTLS a password is not sent`() async throws {
        let server = try await ScriptedServer(
            .say("220 hi\r\n"), .hear("EHLO"), .say("250-mail\r\n250 AUTH PLAIN LOGIN\r\n"), .hear("QUIT"))
        let error = await #expect(throws: SMTPError.self) {
            try await send(to: server, .required, login: SMTPServer.Login(user: "me", password: "secret"))
        }
        #expect(error == .unable("the server does not offer STARTTLS"))
        #expect(server.heard == ["EHLO [127.0.0.1]"])

        let open = try await ScriptedServer(
            .say("220 hi\r\n"), .hear("EHLO"), .say("250-mail\r\n250 AUTH PLAIN LOGIN\r\n"), .hear("QUIT"))
        await #expect(throws: SMTPError.self) {
            try await send(to: open, .offered, login: SMTPServer.Login(user: "me", password: "secret"))
        }
        #expect(open.heard == ["EHLO [127.0.0.1]"])
    }

    @Test func `replies slipped in before the encryption begins end the connection`() async throws {
        let server = try await ScriptedServer(
            .say("220 hi\r\n"), .hear("EHLO"), .say("250-mail\r\n250 STARTTLS\r\n"), .hear("STARTTLS"),
            .say("220 go\r\n250-mail\r\n250 AUTH PLAIN\r\n"))
        let error = await #expect(throws: SMTPError.self) { try await send(to: server, .required) }
        #expect(error == .badReply("it answers what was not asked"))
    }

    @Test func `a server that offers encryption and cannot do it gets nothing`() async throws {
        let server = try await ScriptedServer(
            .say("220 hi\r\n"), .hear("EHLO"), .say("250-mail\r\n250 STARTTLS\r\n"), .hear("STARTTLS"),
            .say("220 go\r\n"),
            .hear("\u{16}"), .say("250 no TLS here\r\n"), .hear("MAIL"))
        await #expect(throws: SMTPError.self) { try await send(to: server, timeout: .seconds(2)) }
        #expect(!server.heard.contains { $0.hasPrefix("MAIL") })
    }

    @Test func `URLs tell the server, its port, how it is encrypted and the login`() throws {
        #expect(
            SMTPServer(url: "smtps://me%40x:p%3Ass%2F@mail.example")
                == SMTPServer(
                    host: "mail.example", port: 465, encryption: .implicit,
                    login: SMTPServer.Login(user: "me@x", password: "p:ss/")))
        #expect(
            SMTPServer(url: "smtp://mail.example") == SMTPServer(host: "mail.example", port: 587, encryption: .offered))
        #expect(
            SMTPServer(url: "smtp://a:b@[::1]:25")
                == SMTPServer(
                    host: "::1", port: 25, encryption: .required, login: SMTPServer.Login(user: "a", password: "b")))
        for wrong in [
            "", "mail.example", "http://mail.example", "smtp://", "smtp://user@mail.example", "smtp://mail.example/x",
            "smtp://a:b%00c@mail.example", "smtp://mail.example:99999", "smtp://mail.example?tls=no",
        ] { #expect(SMTPServer(url: wrong) == nil, "\(wrong)") }
    }
}

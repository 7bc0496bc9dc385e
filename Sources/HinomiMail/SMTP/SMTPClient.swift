// SPDX-License-Identifier: Apache-2.0

import Foundation
package import NIOCore
import NIOPosix

/// Hands mails to a server by SMTP (RFC 5321), encrypted (RFC 3207, 8314), with a login where it has one (RFC 4954).
package struct SMTPClient: Sendable {
    private let server: SMTPServer
    private let group: any EventLoopGroup
    private let timeout: TimeAmount

    /// A client of a server, which may take `timeout` for each answer, and four times as long to take a mail.
    package init(
        _ server: SMTPServer, on group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        timeout: TimeAmount = .seconds(30)
    ) {
        self.server = server
        self.group = group
        self.timeout = timeout
    }

    /// Hands over a mail. When this returns, the server has taken it.
    package func send(_ message: MailMessage) async throws(SMTPError) {
        let (connection, greeting) = try await SMTPConnection.open(
            server, tls: server.encryption == .implicit ? try TLSSetup(server) : nil, on: group, timeout: timeout)
        do throws(SMTPError) {
            try greeting.mustBe(220, "the connection")
            let isEncrypted = try await introduce(connection)
            if let login = server.login {
                guard isEncrypted.now else {
                    throw .unable("a password is not sent over a connection that is not encrypted")
                }
                try await authenticate(connection, login, isEncrypted.offers)
            }
            try await handOver(message, connection)
        } catch {
            await connection.close()
            throw error
        }
        // It has the mail: how it says good-bye does not matter.
        _ = try? await connection.ask("QUIT")
        await connection.close()
    }

    private func introduce(_ connection: SMTPConnection) async throws(SMTPError) -> (now: Bool, offers: Offers) {
        let offers = try await greet(connection)
        if server.encryption == .implicit { return (true, offers) }
        guard offers.has("STARTTLS") else {
            guard server.encryption == .offered else { throw .unable("the server does not offer STARTTLS") }
            return (false, offers)
        }
        let tls = try TLSSetup(server)
        try await connection.ask("STARTTLS").mustBe(220, "STARTTLS")
        try await connection.encrypt(tls)
        // What was offered before may have been said by anybody.
        return (true, try await greet(connection))
    }

    private func greet(_ connection: SMTPConnection) async throws(SMTPError) -> Offers {
        let reply = try await connection.ask("EHLO \(connection.ownLiteral)")
        if reply.code == 250 { return Offers(reply) }
        guard reply.isPermanentRefusal else { throw reply.refusal("EHLO", forGood: false) }
        try await connection.ask("HELO \(connection.ownLiteral)").mustBe(250, "HELO")
        return Offers()
    }

    private func authenticate(
        _ connection: SMTPConnection, _ login: SMTPServer.Login, _ offers: Offers
    ) async throws(SMTPError) {
        if offers.has("AUTH", "PLAIN") {
            let text = base64("\0\(login.user)\0\(login.password)")
            try await connection.ask("AUTH PLAIN \(text)").mustBe(235, "AUTH")
        } else if offers.has("AUTH", "LOGIN") {
            try await connection.ask("AUTH LOGIN").mustBe(334, "AUTH")
            try await connection.ask(base64(login.user)).mustBe(334, "AUTH")
            try await connection.ask(base64(login.password)).mustBe(235, "AUTH")
        } else {
            throw .unable("the server offers neither AUTH PLAIN nor AUTH LOGIN")
        }
    }

    private func handOver(_ message: MailMessage, _ connection: SMTPConnection) async throws(SMTPError) {
        try await connection.ask("MAIL FROM:<\(message.from.address)>").mustBe(250, "MAIL FROM")
        // Only what is said of the recipient or the mail itself is said for good: all else can be set right meanwhile.
        let recipient = try await connection.ask("RCPT TO:<\(message.to)>")
        guard recipient.code == 250 || recipient.code == 251 else {
            throw recipient.refusal("RCPT TO", forGood: recipient.isPermanentRefusal)
        }
        try await connection.ask("DATA").mustBe(354, "DATA")
        let taken = try await connection.ask(
            SMTPClient.stuffed(message.bytes) + Array(".\r\n".utf8), patience: timeout * 4)
        guard taken.code == 250 else { throw taken.refusal("the mail", forGood: taken.isPermanentRefusal) }
    }

    private func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    /// The lines of a mail with a dot before each that begins with one, since a dot alone ends it.
    static func stuffed(_ bytes: [UInt8]) -> [UInt8] {
        var stuffed: [UInt8] = []
        stuffed.reserveCapacity(bytes.count + 16)
        var atStart = true
        for byte in bytes {
            if atStart, byte == UInt8(ascii: ".") { stuffed.append(byte) }
            stuffed.append(byte)
            atStart = byte == 0x0A
        }
        return stuffed
    }
}

/// What a server says it can do.
private struct Offers: Sendable {
    // Each a word and its parameters, in capitals.
    private var words: [[String]] = []

    init() {}

    init(_ reply: SMTPReply) {
        // Some write the parameters of AUTH after a sign of equality.
        words = reply.lines.dropFirst().map {
            $0.uppercased().split { $0 == " " || $0 == "=" }.map(String.init)
        }
    }

    func has(_ word: String, _ parameter: String? = nil) -> Bool {
        words.contains { $0.first == word && parameter.map($0.dropFirst().contains) ?? true }
    }
}

extension SMTPReply {
    fileprivate func mustBe(_ code: Int, _ command: String) throws(SMTPError) {
        guard self.code == code else { throw refusal(command, forGood: false) }
    }

    fileprivate func refusal(_ command: String, forGood: Bool) -> SMTPError {
        .refused(command: command, reply: told, forGood: forGood)
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A server that takes mails, and how to speak to it.
package struct SMTPServer: Hashable, Sendable {
    /// Whether the connection is encrypted.
    package enum Encryption: Hashable, Sendable {
        /// From the first byte on.
        case implicit
        /// After STARTTLS, without which nothing is sent.
        case required
        /// After STARTTLS where the server offers it.
        case offered
    }

    /// A name and a password.
    package struct Login: Hashable, Sendable {
        package var user: String
        package var password: String

        /// A login of these.
        package init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }

    package var host: String
    package var port: Int
    package var encryption: Encryption
    package var login: Login?
    /// A file of the certificates, in PEM, that the server's must be signed by; nil for those the system trusts.
    package var authorities: String?

    /// A server of these facts.
    package init(host: String, port: Int, encryption: Encryption, login: Login? = nil, authorities: String? = nil) {
        self.host = host
        self.port = port
        self.encryption = encryption
        self.login = login
        self.authorities = authorities
    }

    /// Reads `smtp://user:password@host:port` or `smtps://…`; nil where it is neither.
    ///
    /// A password is never sent unencrypted: with one, `smtp` insists on STARTTLS.
    package init?(url: String) {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
            scheme == "smtp" || scheme == "smtps", let host = parts.host, !host.isEmpty,
            parts.path.isEmpty || parts.path == "/", parts.query == nil, parts.fragment == nil,
            (parts.user == nil) == (parts.password == nil)
        else { return nil }
        let isImplicit = scheme == "smtps"
        let port = parts.port ?? (isImplicit ? 465 : 587)
        guard 1...65_535 ~= port else { return nil }
        var login: Login?
        if let user = parts.user, let password = parts.password {
            // What AUTH PLAIN separates by.
            guard !user.isEmpty, !(user + password).unicodeScalars.contains("\0") else { return nil }
            login = Login(user: user, password: password)
        }
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        self.init(
            host: isBracketed ? String(host.dropFirst().dropLast()) : host, port: port,
            encryption: isImplicit ? .implicit : login == nil ? .offered : .required, login: login)
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Why a mail could not be handed to a server.
package enum SMTPError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no connection, or it ended.
    case connection(String)
    /// The server did not answer in time.
    case timeout
    /// What came is no reply of SMTP.
    case badReply(String)
    /// The server refused a command, now or for good.
    case refused(command: String, reply: String, forGood: Bool)
    /// The server cannot do what is needed.
    case unable(String)

    /// Whether trying again is of no use.
    package var isFinal: Bool { if case .refused(_, _, forGood: true) = self { true } else { false } }

    package var description: String {
        switch self {
        case .connection(let reason): "no connection: \(reason)"
        case .timeout: "the server did not answer in time"
        case .badReply(let fault): "the server's reply is not valid: \(fault)"
        case .refused(let command, let reply, _): "\(command) was refused: \(reply)"
        case .unable(let reason): reason
        }
    }
}

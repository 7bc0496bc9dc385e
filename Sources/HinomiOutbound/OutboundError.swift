// SPDX-License-Identifier: Apache-2.0

/// Why a request for a user was not made, or gave nothing.
package enum OutboundError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The address is not one; the rest of the sentence says how.
    case malformed(String)
    case unknownHost(String)
    case forbiddenPort(Int)
    case forbiddenAddress(String, String)
    case tooManyRedirects
    case downgrade
    case unreachable(String)
    case tooLarge(Int)
    case encoded(String)
    case tooSlow
    /// The file cannot be read; the text says why.
    case unreadable(String)

    package var description: String {
        switch self {
        case .malformed(let what): "the address is not valid: \(what)"
        case .unknownHost(let host): "the host \(host) is not known"
        case .forbiddenPort(let port): "the port \(port) is not allowed"
        case .forbiddenAddress(let host, let reason): "\(host) is not allowed: it is \(reason)"
        case .tooManyRedirects: "it was redirected too often"
        case .downgrade: "it was redirected from https to http"
        case .unreachable(let what): "the server could not be reached: \(what)"
        case .tooLarge(let bytes): "it is larger than \(bytes) bytes"
        case .encoded(let encoding): "it came with the encoding \(encoding), which is not read"
        case .tooSlow: "it took too long"
        case .unreadable(let what): "the file cannot be read: \(what)"
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Why a request is not believed to come from who it says. All are answered with status 403.
package enum SignatureError: Error, Hashable, Sendable {
    /// It is not signed at all.
    case missing
    /// Its signature is put wrongly; `what` says how.
    case incomplete(String)
    /// Nobody has this key, or its session is another.
    case unknownKey
    /// The key was for a time that is over.
    case keyExpired
    /// It was signed otherwise, with another secret, or changed on the way.
    case mismatch
    /// It was signed too long ago or for too far ahead; `what` says when.
    case outsideWindow(String)

    /// The error's class, as clients know it.
    package var type: String {
        switch self {
        case .missing: "MissingAuthenticationTokenException"
        case .incomplete: "IncompleteSignatureException"
        case .unknownKey: "UnrecognizedClientException"
        case .keyExpired: "ExpiredTokenException"
        case .mismatch, .outsideWindow: "InvalidSignatureException"
        }
    }

    /// The error in a sentence.
    package var message: String {
        switch self {
        case .missing: "Missing Authentication Token"
        case .incomplete(let what): what
        case .unknownKey: "The security token included in the request is invalid."
        case .keyExpired: "The security token included in the request is expired"
        case .mismatch:
            "The request signature we calculated does not match the signature you provided. "
                + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details."
        case .outsideWindow(let what): what
        }
    }
}

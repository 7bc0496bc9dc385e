// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
package import HinomiAWS
package import HinomiOutbound
import HinomiSigning

/// Where lists may be fetched from, as the operator wants it.
package struct ListSources: Sendable {
    /// Whether files of this machine and addresses of its networks are allowed.
    package var allowsLocal: Bool
    /// A service that answers in place of S3.
    package var s3Endpoint: OutboundURL?
    /// With which requests to S3 are signed; nil for no signature.
    package var credentials: CredentialCache?

    /// The sources of the internet, and what else is said.
    package init(
        allowsLocal: Bool = false, s3Endpoint: OutboundURL? = nil, credentials: CredentialCache? = nil
    ) {
        self.allowsLocal = allowsLocal
        self.s3Endpoint = s3Endpoint
        self.credentials = credentials
    }

    /// The guard that requests for lists pass.
    package var destinations: DestinationGuard {
        DestinationGuard(allowsLocal: allowsLocal, trustedOrigins: s3Endpoint.map { [$0.origin] } ?? [])
    }

    /// Understands a location; refuses what could never be fetched.
    func location(_ text: String) throws(APIError) -> ListLocation {
        do throws(OutboundError) {
            if text.lowercased().hasPrefix("s3:") {
                guard let object = S3Object(uri: text) else {
                    throw .malformed("it must be s3://BUCKET/KEY")
                }
                return .s3(object)
            }
            if text.lowercased().hasPrefix("file:") {
                guard allowsLocal, text.hasPrefix("file:///"), let path = PercentEncoding.decode(text.dropFirst(7)),
                    !path.utf8.contains(0)
                else {
                    throw .malformed("files of the server are not allowed, or it is not file:///PATH")
                }
                return .file(path)
            }
            let url = try OutboundURL(text)
            if let object = S3Object(url) { return .s3(object) }
            try destinations.precheck(url)
            return .web(url)
        } catch {
            throw .invalid("location", "\(error)")
        }
    }
}

/// Where the content of a list is.
enum ListLocation: Hashable {
    case web(OutboundURL)
    case s3(S3Object)
    case file(String)
}

// SPDX-License-Identifier: Apache-2.0

import Crypto
import HinomiRecords

/// What a signature holds for: a day, a region, a service.
package struct CredentialScope: Hashable, Sendable, CustomStringConvertible {
    package var day: String
    package var region: String
    package var service: String

    /// A scope of these parts, `day` as `20261129`.
    package init(day: String, region: String, service: String) {
        self.day = day
        self.region = region
        self.service = service
    }

    package var description: String { "\(day)/\(region)/\(service)/aws4_request" }

    /// The signature of a canonical request under a secret.
    func signature(of canonical: String, at time: String, secret: String) -> [UInt8] {
        let text = "AWS4-HMAC-SHA256\n\(time)\n\(self)\n\(Hex.text(SHA256.hash(data: Array(canonical.utf8))))"
        let key = [day, region, service, "aws4_request"].reduce(SymmetricKey(data: Array("AWS4\(secret)".utf8))) {
            SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array($1.utf8), using: $0))
        }
        return Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
    }
}

extension Timestamp {
    /// The time as signatures write it: `20261129T183000Z`.
    package var signatureText: String {
        String(iso8601.prefix(19)).filter { $0 != "-" && $0 != ":" } + "Z"
    }

    /// A time as signatures write it.
    package init?(signatureText text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z") else { return nil }
        func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        self.init(
            iso8601: "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(9..<11)):\(part(11..<13)):\(part(13..<15))Z")
    }
}

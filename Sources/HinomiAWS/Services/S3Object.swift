// SPDX-License-Identifier: Apache-2.0

package import HinomiOutbound
import HinomiSigning

/// An object in S3, by any of the forms in which people write one.
package struct S3Object: Hashable, Sendable {
    package var bucket: String
    package var key: String
    /// The region that the form tells; many tell none.
    package var region: String?

    /// Reads `s3://bucket/key`; nil where it is another form.
    package init?(uri: String) {
        guard uri.lowercased().hasPrefix("s3://") else { return nil }
        let parts = uri.dropFirst(5).split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        self.init(bucket: String(parts[0]), key: String(parts[1]), region: nil)
    }

    /// Reads the web addresses of objects, of a path (`https://s3-REGION.amazonaws.com/bucket/key`) and of a host
    /// (`https://bucket.s3.REGION.amazonaws.com/key`); nil where it is none, or is signed already.
    package init?(_ url: OutboundURL) {
        let suffix = ".amazonaws.com"
        guard case .name(let host) = url.host, host.hasSuffix(suffix), url.port == 443 || url.port == 80,
            !url.target.contains("?"), let path = PercentEncoding.decode(url.target.dropFirst())
        else { return nil }
        var labels = host.dropLast(suffix.count).split(separator: ".", omittingEmptySubsequences: false)
        // What stands at the end is `s3`, `s3-REGION` or `s3.REGION`; what stands before is a bucket.
        var region: String?
        if let last = labels.last, last.hasPrefix("s3-") {
            region = String(last.dropFirst(3))
        } else if labels.count >= 2, labels[labels.count - 2] == "s3" {
            region = labels.popLast().map(String.init)
        }
        guard let service = labels.popLast(), service == "s3" || service.hasPrefix("s3-") else { return nil }
        if labels.isEmpty {
            let parts = path.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { return nil }
            self.init(bucket: String(parts[0]), key: String(parts[1]), region: region)
        } else {
            self.init(bucket: labels.joined(separator: "."), key: path, region: region)
        }
    }

    /// The object of a key in a bucket; nil where there can be none of these names.
    package init?(bucket: String, key: String, region: String? = nil) {
        guard S3Object.isBucket(bucket), !key.isEmpty, key.utf8.count <= 1_024, region.map(Region.isName) ?? true else {
            return nil
        }
        self.bucket = bucket
        self.key = key
        self.region = region
    }

    /// Whether a text may be a bucket's name: it becomes part of the names of hosts.
    package static func isBucket(_ name: String) -> Bool {
        3...63 ~= name.utf8.count && !name.contains("..") && !name.hasPrefix(".") && !name.hasSuffix(".")
            && name.utf8.allSatisfy {
                0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
            }
    }

    /// The form that people write: `s3://bucket/key`.
    package var uri: String { "s3://\(bucket)/\(key)" }

    /// Where the object is fetched from.
    package func url(region: String, endpoint: OutboundURL?) -> OutboundURL {
        S3Object.url(
            bucket: bucket, target: PercentEncoding.encode(key, keepingSlashes: true), region: region,
            endpoint: endpoint)
    }

    /// Where a bucket is, with what stands behind its slash, encoded.
    static func url(bucket: String, target: String, region: String, endpoint: OutboundURL?) -> OutboundURL {
        if let endpoint { return endpoint.at("/\(bucket)/\(target)") }
        let service = "s3.\(region).\(Region.domain(of: region))"
        // No certificate of S3 holds for a bucket with dots in its name.
        if bucket.contains(".") {
            return OutboundURL(scheme: .https, host: .name(service), port: 443, target: "/\(bucket)/\(target)")
        }
        return OutboundURL(scheme: .https, host: .name("\(bucket).\(service)"), port: 443, target: "/\(target)")
    }
}

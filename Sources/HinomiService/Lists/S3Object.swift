// SPDX-License-Identifier: Apache-2.0

import HinomiOutbound
import HinomiSigning

/// An object in S3, by any of the forms in which people write one.
struct S3Object: Hashable {
    var bucket: String
    var key: String
    /// The region that the form tells; many tell none.
    var region: String?

    /// Reads `s3://bucket/key`; nil where it is another form.
    init?(uri: String) {
        guard uri.lowercased().hasPrefix("s3://") else { return nil }
        let parts = uri.dropFirst(5).split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        self.init(bucket: String(parts[0]), key: String(parts[1]), region: nil)
    }

    /// Reads the web addresses of objects, of a path (`https://s3-REGION.amazonaws.com/bucket/key`) and of a host
    /// (`https://bucket.s3.REGION.amazonaws.com/key`); nil where it is none, or is signed already.
    init?(_ url: OutboundURL) {
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

    private init?(bucket: String, key: String, region: String?) {
        guard 3...63 ~= bucket.utf8.count, bucket.utf8.allSatisfy(S3Object.isBucketByte), !bucket.contains(".."),
            bucket.utf8.first != UInt8(ascii: "."), bucket.utf8.last != UInt8(ascii: "."), !key.isEmpty,
            key.utf8.count <= 1_024, region?.utf8.allSatisfy(S3Object.isBucketByte) ?? true
        else { return nil }
        self.bucket = bucket
        self.key = key
        self.region = region
    }

    private static func isBucketByte(_ byte: UInt8) -> Bool {
        0x61...0x7A ~= byte || 0x30...0x39 ~= byte || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    /// Where the object is fetched from.
    func url(region: String, endpoint: OutboundURL?) -> OutboundURL {
        let path = "/" + PercentEncoding.encode(key, keepingSlashes: true)
        if let endpoint {
            return OutboundURL(
                scheme: endpoint.scheme, host: endpoint.host, port: endpoint.port, target: "/\(bucket)\(path)")
        }
        // No certificate of S3 holds for a bucket with dots in its name.
        if bucket.contains(".") {
            return OutboundURL(
                scheme: .https, host: .name("s3.\(region).amazonaws.com"), port: 443, target: "/\(bucket)\(path)")
        }
        return OutboundURL(
            scheme: .https, host: .name("\(bucket).s3.\(region).amazonaws.com"), port: 443, target: path)
    }
}

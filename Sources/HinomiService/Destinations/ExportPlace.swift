// SPDX-License-Identifier: Apache-2.0

import HinomiAWS
import HinomiRecords

/// A bucket and what its objects' names begin with, as `arn:aws:s3:::BUCKET/PREFIX` says.
struct ExportPlace: Hashable {
    var bucket: String
    /// Empty, or with a slash at its end.
    var prefix: String

    /// Reads an ARN; nil where it is no bucket's.
    init?(arn: String) {
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[2] == "s3", parts[3].isEmpty, parts[4].isEmpty else {
            return nil
        }
        let names = parts[5].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        bucket = String(names[0])
        prefix = names.count > 1 ? String(names[1]) : ""
        while prefix.hasSuffix("/") { prefix.removeLast() }
        if !prefix.isEmpty { prefix += "/" }
        guard prefix.utf8.count <= 512, S3Object(uri: "s3://\(bucket)/\(prefix)x") != nil else { return nil }
    }

    /// The folder in which findings of an account in a region are.
    func folder(of account: AccountID, in region: String) -> String {
        "\(prefix)AWSLogs/\(account)/GuardDuty/\(region)/"
    }

    /// An object of this place.
    func object(_ key: String) -> S3Object? { S3Object(uri: "s3://\(bucket)/\(key)") }
}

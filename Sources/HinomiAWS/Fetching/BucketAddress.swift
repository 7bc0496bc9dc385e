// SPDX-License-Identifier: Apache-2.0

/// A folder of a bucket, or the whole bucket: `s3://bucket/folder`.
package struct BucketAddress: Hashable, Sendable {
    package let bucket: String
    /// What the names of its objects begin with: empty, or with a slash at the end.
    package let prefix: String

    /// Reads an address; nil where it is none.
    package init?(_ text: String) {
        guard text.hasPrefix("s3://") else { return nil }
        let parts = text.dropFirst(5).split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, S3Object.isBucket(String(name)) else { return nil }
        bucket = String(name)
        let folder = parts.count > 1 ? String(parts[1]) : ""
        prefix = folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
        guard prefix.utf8.count <= 1_000 else { return nil }
    }

    /// The form that people write.
    package var text: String { "s3://\(bucket)/\(prefix)" }
}

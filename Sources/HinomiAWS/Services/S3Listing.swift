// SPDX-License-Identifier: Apache-2.0

import HinomiOutbound
package import HinomiRecords
import HinomiSigning

/// A page of what is in a bucket.
package struct S3Listing: Sendable {
    /// An object, as lists tell it.
    package struct Entry: Hashable, Sendable {
        package var object: S3Object
        /// The entity tag, without quotes; it changes with the content.
        package var tag: String
        package var size: Int
        package var modified: Timestamp
    }

    /// The objects, in the order of the bytes of their names.
    package var entries: [Entry] = []
    /// The folders, with the slash at the end.
    package var folders: [String] = []
    /// With what the next page is asked for; nil at the end.
    package var next: String?
    /// The time by S3's clock.
    package var time: Timestamp?
    /// How many objects have names that cannot be asked for.
    package var unusable = 0

    init(entries: [Entry] = [], folders: [String] = [], next: String? = nil, time: Timestamp? = nil) {
        self.entries = entries
        self.folders = folders
        self.next = next
        self.time = time
    }

    /// Reads S3's answer.
    init(_ answer: OutboundAnswer, of bucket: String) throws(AWSError) {
        let root = try XMLElement.parse(answer.body)
        guard root.name == "ListBucketResult" else { throw .unreadable("the answer is no list of a bucket") }
        for content in root.all("Contents") {
            guard let key = content["Key"].flatMap({ S3Listing.decoded($0.text) }),
                let object = S3Object(bucket: bucket, key: key),
                let size = content["Size"].flatMap({ Int($0.text) }),
                let modified = content["LastModified"].flatMap({ Timestamp(iso8601: $0.text) })
            else {
                unusable += 1
                continue
            }
            entries.append(
                Entry(object: object, tag: S3Tag.plain(content["ETag"]?.text ?? ""), size: size, modified: modified))
        }
        folders = root.all("CommonPrefixes").compactMap { $0["Prefix"].flatMap { S3Listing.decoded($0.text) } }
        if root["IsTruncated"]?.text == "true" {
            guard let token = root["NextContinuationToken"]?.text, !token.isEmpty else {
                throw .unreadable("the list goes on, and does not say where")
            }
            next = token
        }
        time = answer.header("date").flatMap { Timestamp(httpDate: $0) }
    }

    // With `encoding-type=url`, blanks are `+` or `%20`.
    private static func decoded(_ text: String) -> String? {
        PercentEncoding.decode(String(text.map { $0 == "+" ? " " : $0 }))
    }
}

/// Entity tags.
enum S3Tag {
    /// The tag without its quotes; empty where it holds what no tag holds, since it becomes part of a header.
    static func plain(_ text: String) -> String {
        let tag = text.filter { $0 != "\"" }
        return tag.utf8.count <= 128 && tag.utf8.allSatisfy { 0x21...0x7E ~= $0 } ? tag : ""
    }
}

extension Timestamp {
    /// The time in HTTP's preferred form, `Mon, 30 Nov 2026 02:16:57 GMT`.
    init?(httpDate text: String) {
        let parts = text.split(separator: " ")
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: String(parts[2])) else {
            return nil
        }
        let number = month + 1 < 10 ? "0\(month + 1)" : "\(month + 1)"
        self.init(iso8601: "\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
    }
}

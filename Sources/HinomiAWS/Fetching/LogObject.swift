// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import HinomiSources

/// An object that may hold logs.
struct LogObject: Hashable, Sendable {
    var object: S3Object
    /// The entity tag, which changes with the content; empty where it is not known.
    var tag: String
    /// Bytes, where they are known.
    var size: Int?

    /// What it is known by, the same whoever tells of it: 32 hexadecimal digits that follow from bucket, key and tag.
    var name: String {
        [UInt64(1), 2].map { seed in
            var hash = StableHash(seed: seed)
            for part in [object.bucket, object.key, tag] { hash.combine(part) }
            let digits = String(hash.value, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    var label: SpoolSource.Label { SpoolSource.Label(name: object.uri, key: object.key) }

    /// Why nobody needs to look into it, by its name; nil where one must.
    var uselessness: Uselessness? {
        if object.key.hasSuffix("/") { return .folder }
        switch S3Key.parse(object.key)?.service {
        case .cloudTrailDigest: return .service("CloudTrail-Digest")
        case .cloudTrailInsight: return .service("CloudTrail-Insight")
        case .other(let name): return .service(name)
        default: return nil
        }
    }

    enum Uselessness: Hashable {
        /// It stands for a folder, as consoles make them.
        case folder
        /// It is another service's log, with the name of its folder.
        case service(String)
    }

    /// The time of its log, by its name; else the earliest, so that it does not wait for others.
    var time: Timestamp {
        let facts = S3Key.parse(object.key)
        return facts?.fileTime ?? facts?.date ?? .distantPast
    }
}

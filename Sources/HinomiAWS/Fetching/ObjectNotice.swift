// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import HinomiSigning

/// What a message in a queue says about objects.
enum ObjectNotice: Equatable {
    /// These objects are new; there may be none among what happened.
    case created([LogObject])
    /// S3 tries out whether it may write to the queue.
    case test
    /// It says nothing about objects.
    case other

    /// Objects that one message may tell of.
    static let objectLimit = 1_000

    /// Reads a message: S3's own form, the same in an envelope of SNS, EventBridge's, or what CloudTrail tells SNS.
    init(_ body: String) {
        guard let value = try? JSONValue.parse(body, maximumBytes: 1 << 20), value.members != nil else {
            self = .other
            return
        }
        self = ObjectNotice.read(value, isInEnvelope: false)
    }

    private static func read(_ value: JSONValue, isInEnvelope: Bool) -> ObjectNotice {
        if let records = value["Records"]?.elements { return records.isEmpty ? .other : ofS3(records) }
        if value["Event"]?.text == "s3:TestEvent" { return .test }
        if value["source"]?.text == "aws.s3", let detail = value["detail"] {
            return ofEventBridge(detail, type: value["detail-type"]?.text ?? "")
        }
        if let bucket = value["s3Bucket"]?.text, let keys = value["s3ObjectKey"]?.elements {
            return created(keys.map { $0.text.flatMap { object(bucket, $0, tag: nil, size: nil) } })
        }
        if !isInEnvelope, value["Type"]?.text == "Notification", let text = value["Message"]?.text,
            let inner = try? JSONValue.parse(text, maximumBytes: 1 << 20), inner.members != nil
        {
            return read(inner, isInEnvelope: true)
        }
        return .other
    }

    private static func ofS3(_ records: [JSONValue]) -> ObjectNotice {
        var objects: [LogObject?] = []
        for record in records {
            guard record["eventSource"]?.text == "aws:s3", let event = record["eventName"]?.text else { return .other }
            guard event.hasPrefix("ObjectCreated:") else { continue }
            let detail = record["s3"]
            objects.append(
                object(
                    detail?["bucket"]?["name"]?.text, detail?["object"]?["key"]?.text.flatMap(decoded),
                    tag: detail?["object"]?["eTag"]?.text, size: detail?["object"]?["size"]?.integer))
        }
        return created(objects)
    }

    // Keys stand here as they are, not encoded.
    private static func ofEventBridge(_ detail: JSONValue, type: String) -> ObjectNotice {
        guard type == "Object Created" else { return .created([]) }
        return created([
            object(
                detail["bucket"]?["name"]?.text, detail["object"]?["key"]?.text,
                tag: detail["object"]?["etag"]?.text, size: detail["object"]?["size"]?.integer)
        ])
    }

    // A message of which one part cannot be understood is not understood.
    private static func created(_ objects: [LogObject?]) -> ObjectNotice {
        let understood = objects.compactMap(\.self)
        guard understood.count == objects.count, objects.count <= objectLimit else { return .other }
        return .created(understood)
    }

    private static func object(_ bucket: String?, _ key: String?, tag: String?, size: Int64?) -> LogObject? {
        guard let bucket, let key, let object = S3Object(bucket: bucket, key: key) else { return nil }
        return LogObject(object: object, tag: S3Tag.plain(tag ?? ""), size: size.flatMap { Int(exactly: $0) })
    }

    // Keys in S3's own messages are encoded as forms are: a blank is a plus.
    private static func decoded(_ key: String) -> String? {
        PercentEncoding.decode(String(key.map { $0 == "+" ? " " : $0 }))
    }
}

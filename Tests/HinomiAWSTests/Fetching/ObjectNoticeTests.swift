// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Testing

@testable import HinomiAWS

struct ObjectNoticeTests {
    private static let records = """
        {"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"our-logs"},\
        "object":{"key":"a+b/%C3%BC%2B.gz","size":12,"eTag":"0f"}}},\
        {"eventSource":"aws:s3","eventName":"ObjectRemoved:Delete","s3":{}}]}
        """

    private func object(_ key: String, tag: String = "0f", size: Int? = 12) throws -> LogObject {
        LogObject(object: try #require(S3Object(bucket: "our-logs", key: key)), tag: tag, size: size)
    }

    private func inEnvelope(_ text: String, raw: Bool = false) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return raw ? text : "{\"Type\":\"Notification\",\"MessageId\":\"1\",\"Message\":\"\(escaped)\"}"
    }

    @Test(arguments: [false, true])
    func `S3's own form, plain and in an envelope of SNS: keys are decoded`(isInEnvelope: Bool) throws {
        let text = isInEnvelope ? inEnvelope(ObjectNoticeTests.records) : ObjectNoticeTests.records
        #expect(ObjectNotice(text) == .created([try object("a b/ü+.gz")]))
    }

    @Test func `EventBridge's form: keys are as they are`() throws {
        let text = """
            {"source":"aws.s3","detail-type":"Object Created","detail":{"bucket":{"name":"our-logs"},\
            "object":{"key":"a+b/%C3%BC.gz","size":12,"etag":"0f"}}}
            """
        let expected = ObjectNotice.created([try object("a+b/%C3%BC.gz")])
        #expect(ObjectNotice(text) == expected)
        #expect(ObjectNotice(inEnvelope(text)) == expected)
        #expect(ObjectNotice(text.replacing("Object Created", with: "Object Deleted")) == .created([]))
    }

    @Test func `CloudTrail's form`() throws {
        let text = #"{"s3Bucket":"our-logs","s3ObjectKey":["a+b.gz","c.gz"]}"#
        #expect(
            ObjectNotice(inEnvelope(text))
                == .created([
                    try object("a+b.gz", tag: "", size: nil), try object("c.gz", tag: "", size: nil),
                ]))
    }

    @Test func `S3 tries a queue out`() {
        #expect(ObjectNotice(#"{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"our-logs"}"#) == .test)
    }

    @Test(arguments: [
        "", "hello", "[]", "{}", #"{"Records":[]}"#, #"{"Records":[{"eventSource":"aws:ses","eventName":"x"}]}"#,
        #"{"Type":"Notification","Message":"hello"}"#, #"{"Type":"SubscriptionConfirmation","Message":"x"}"#,
        // A bucket's name becomes a host's.
        #"{"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"evil.example/"},"object":{"key":"k"}}}]}"#,
        #"{"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"our-logs"},"object":{"key":"%zz"}}}]}"#,
        #"{"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put"}]}"#,
    ])
    func `what tells of no objects is left alone`(text: String) {
        #expect(ObjectNotice(text) == .other)
    }

    @Test func `envelopes within envelopes are not opened`() {
        #expect(ObjectNotice(inEnvelope(inEnvelope(ObjectNoticeTests.records))) == .other)
    }

    @Test func `too many objects in one message are not taken`() {
        let keys = (0...ObjectNotice.objectLimit).map { "\"k\($0)\"" }.joined(separator: ",")
        #expect(ObjectNotice("{\"s3Bucket\":\"our-logs\",\"s3ObjectKey\":[\(keys)]}") == .other)
    }

    @Test func `an object is known by bucket, key and tag`() throws {
        let name = try object("a.gz").name
        #expect(name.utf8.count == 32 && name.allSatisfy { $0.isHexDigit })
        #expect(try object("a.gz", size: nil).name == name)
        #expect(try object("a.gz", tag: "10").name != name)
        #expect(try object("b.gz").name != name)
    }

    @Test func `names tell what is not read, and of when logs are`() throws {
        let root = "x/AWSLogs/111122223333"
        #expect(
            try object("\(root)/CloudTrail-Digest/us-east-1/2026/11/29/x.json.gz").uselessness
                == .service("CloudTrail-Digest"))
        #expect(
            try object("\(root)/elasticloadbalancing/us-east-1/2026/11/29/x.log.gz").uselessness
                == .service("elasticloadbalancing"))
        #expect(try object("x/").uselessness == .folder)
        #expect(try object("x/unknown.log").uselessness == nil)
        let trail = "\(root)/CloudTrail/us-east-1/2026/11/29/111122223333_CloudTrail_us-east-1_20261129T1205Z_x.json.gz"
        #expect(try object(trail).uselessness == nil)
        #expect(try object(trail).time.iso8601.hasPrefix("2026-11-29T12:05:00"))
    }
}

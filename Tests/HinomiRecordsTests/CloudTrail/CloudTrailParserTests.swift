// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import HinomiRecords

@Suite struct CloudTrailParserTests {
    static func record(_ name: String, more: String = "") -> String {
        #"{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/bob","userName":"bob"},"#
            + #""eventTime":"2026-11-23T18:20:47Z","eventSource":"iam.amazonaws.com","eventName":"\#(name)","awsRegion":"us-east-1","#
            + #""sourceIPAddress":"198.51.100.85","requestParameters":{"a":[{"b":"}]"}]},"eventID":"id-\#(name)"\#(more)}"#
    }

    static let assumedRole = #"""
        {"eventVersion": "1.09", "userIdentity": {"type": "AssumedRole", "principalId": "AROAEXAMPLE:i-0abc",
          "arn": "arn:aws:sts::111122223333:assumed-role/web/i-0abc", "accountId": "111122223333",
          "accessKeyId": "ASIAEXAMPLE", "sessionContext": {"sessionIssuer": {"type": "Role", "principalId": "AROAEXAMPLE",
          "arn": "arn:aws:iam::111122223333:role/web", "accountId": "111122223333", "userName": "web"},
          "webIdFederationData": {"federatedProvider": "cognito-identity.amazonaws.com", "attributes": {}},
          "attributes": {"creationDate": "2026-11-23T18:00:00Z", "mfaAuthenticated": "false"}, "ec2RoleDelivery": "2.0"},
          "invokedBy": "autoscaling.amazonaws.com", "inScopeOf": {"sourceAccount": "111122223333",
          "issuerType": "AWS::EC2::Instance",
          "credentialsIssuedTo": "arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc"}},
         "eventTime": "2026-11-23T18:20:47Z", "eventSource": "s3.amazonaws.com", "eventName": "GetObject",
         "awsRegion": "eu-west-1", "sourceIPAddress": "autoscaling.amazonaws.com", "userAgent": "[aws-cli\/2 \"x\"]",
         "errorCode": "AccessDenied", "errorMessage": "no", "requestParameters": null, "responseElements": {},
         "additionalEventData": {"bytes": 12}, "requestID": "r1", "eventID": "e1", "readOnly": true,
         "resources": [{"ARN": "arn:aws:s3:::b"}], "eventType": "AwsApiCall", "managementEvent": false,
         "recipientAccountId": "444455556666", "sharedEventID": "s1", "vpcEndpointId": "vpce-1", "eventCategory": "Data",
         "serviceEventDetails": {"x": 1}, "tlsDetails": {"tlsVersion": "TLSv1.3"}, "newField": [1, {"eventName": "no"}]}
        """#

    @Test func `every field is read from where it stands`() throws {
        let parsed = calls("{\"Records\": [\(CloudTrailParserTests.assumedRole)]}")
        #expect(parsed.refusals.isEmpty)
        let call = try #require(parsed.records.first)
        #expect(call.time == Timestamp(iso8601: "2026-11-23T18:20:47Z"))
        #expect(call.recordID == StableHash.of("e1") >> 1)
        #expect(call.offset == 13 && call.byteCount == CloudTrailParserTests.assumedRole.utf8.count)
        #expect(
            call.texts == [
                "eventVersion": "1.09", "eventID": "e1", "eventName": "GetObject", "eventSource": "s3.amazonaws.com",
                "eventType": "AwsApiCall", "eventCategory": "Data", "awsRegion": "eu-west-1",
                "sourceIPAddress": "autoscaling.amazonaws.com", "userAgent": "[aws-cli/2 \"x\"]",
                "errorCode": "AccessDenied",
                "errorMessage": "no", "requestID": "r1", "sharedEventID": "s1", "recipientAccountId": "444455556666",
                "vpcEndpointId": "vpce-1", "userIdentity.type": "AssumedRole",
                "userIdentity.principalId": "AROAEXAMPLE:i-0abc",
                "userIdentity.arn": "arn:aws:sts::111122223333:assumed-role/web/i-0abc",
                "userIdentity.accountId": "111122223333", "userIdentity.accessKeyId": "ASIAEXAMPLE",
                "userIdentity.invokedBy": "autoscaling.amazonaws.com",
                "userIdentity.sessionContext.sessionIssuer.type": "Role",
                "userIdentity.sessionContext.sessionIssuer.principalId": "AROAEXAMPLE",
                "userIdentity.sessionContext.sessionIssuer.arn": "arn:aws:iam::111122223333:role/web",
                "userIdentity.sessionContext.sessionIssuer.accountId": "111122223333",
                "userIdentity.sessionContext.sessionIssuer.userName": "web",
                "userIdentity.sessionContext.attributes.mfaAuthenticated": "false",
                "userIdentity.sessionContext.attributes.creationDate": "2026-11-23T18:00:00Z",
                "userIdentity.sessionContext.ec2RoleDelivery": "2.0",
                "userIdentity.inScopeOf.issuerType": "AWS::EC2::Instance",
                "userIdentity.inScopeOf.credentialsIssuedTo":
                    "arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc",
            ])
        #expect(call.values["requestParameters"] == "null" && call.values["responseElements"] == "{}")
        #expect(
            call.values["resources"] == #"[{"ARN": "arn:aws:s3:::b"}]"#
                && call.values["serviceEventDetails"] == #"{"x": 1}"#)
        #expect(call.readOnly == true && call.managementEvent == false && call.address == nil)
        #expect(call.account.number == 444_455_556_666)
    }

    @Test func `absent, null and values of other kinds are told apart`() throws {
        let text =
            #"{"eventTime":"2026-11-23T18:20:47Z","eventName":"X","userIdentity":null,"readOnly":"true","errorCode":null,"#
            + #""eventID":7,"userAgent":{"a":1},"sourceIPAddress":"2001:DB8::1"}"#
        let call = try #require(calls(text).records.first)
        #expect(call.values == ["userIdentity": "null"])
        #expect(call.texts == ["eventName": "X", "sourceIPAddress": "2001:DB8::1"])
        #expect(call.readOnly == true && call.managementEvent == nil && call.account == .unknown)
        #expect(call.address == IPAddress(high: 0x2001_0DB8_0000_0000, low: 1))
        #expect(call.recordID == StableHash.of(text) >> 1)
    }

    @Test func `every form that records come in is taken`() {
        let a = CloudTrailParserTests.record("A")
        let b = CloudTrailParserTests.record("B")
        func quoted(_ text: String) -> String {
            text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
        }
        let forms = [
            "{\"Records\":[\(a),\(b)]}", "{\"Records\":[\(a)]}{\"Records\":[\(b)]}",
            "{\"Records\":[\(a)]}\n{\"Records\":[\(b)]}\n",
            "\u{FEFF}{ \"Records\" : [ \(a) ,\n \(b) ] , \"x\" : {\"y\":[]} } ", "[\(a),\(b)]",
            "[\n  \(a),\n  \(b)\n]\n",
            "\(a)\n\(b)\n", "\(a)\r\n\(b)", "\(a)\(b)", "{\"x\":[1],\"Records\":[\(a)],\"Records\":[\(b)]}",
            "{\"Records\":[]}\n\(a)\n\(b)",
            "{\"version\":\"0\",\"detail-type\":\"AWS API Call via CloudTrail\",\"source\":\"aws.iam\",\"detail\":\(a)}\n\(b)",
            "{\"eventData\":\(a)}\n{\"eventData\":\"\(quoted(b))\"}",
            "{\"Events\":[{\"EventId\":\"1\",\"CloudTrailEvent\":\"\(quoted(a))\"},{\"CloudTrailEvent\":\"\(quoted(b))\"}]}",
            "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{\"message\":\"\(quoted(a))\"},{\"message\":\"\(quoted(b))\"}]}",
            "{\"logEvents\":[{\"message\":\"\(quoted("{\"detail\":\(a)}"))\"}]}\n{\"event\":\(b)}",
        ]
        for form in forms {
            let parsed = calls(form)
            #expect(parsed.refusals.isEmpty, "\(form)")
            #expect(parsed.records.map { $0.texts["eventName"] } == ["A", "B"], "\(form)")
            #expect(parsed.records.map(\.record) == [a, b], "\(form)")
        }
    }

    @Test func `an envelope lends its time to a record without one`() {
        let detail = #"{"eventName":"X","eventSource":"iam.amazonaws.com"}"#
        let parsed = calls(#"{"time":"2026-01-02T03:04:05Z","detail":\#(detail)}"#)
        #expect(parsed.records.map(\.time) == [Timestamp(iso8601: "2026-01-02T03:04:05Z")])
        #expect(calls(detail).refusals == [ParseRefusal(offset: 0, reason: .badTime)])
    }

    @Test(arguments: ["null", "\"\"", "\"yesterday\"", "5", "{}"])
    func `an envelope lends its time to a record whose own cannot be read`(time: String) {
        let detail = #"{"eventTime":\#(time),"eventName":"X","eventSource":"iam.amazonaws.com"}"#
        let parsed = calls(#"{"detail":\#(detail),"time":"2026-01-02T03:04:05Z"}"#)
        #expect(parsed.records.map(\.time) == [Timestamp(iso8601: "2026-01-02T03:04:05Z")])
        #expect(parsed.records.map(\.record) == [detail])
        #expect(calls(detail).refusals == [ParseRefusal(offset: 0, reason: .badTime)])
    }

    @Test func `a record is read again as it was, with the time that it was given`() {
        let detail = #"{"Records":[{"eventName":"Y"}],"eventName":"X","eventSource":"iam.amazonaws.com","detail":{}}"#
        let time = Timestamp(seconds: 1_795_435_200)
        let guarded = GuardedBytes(detail)
        var rereader = CallRereader()
        var names: [String?] = []
        for _ in 0..<2 {
            rereader.read(guarded.bytes, time: time) { view, _ in
                names.append(view.eventName.string)
                #expect(view.time == time && view.record.source == detail)
            }
        }
        #expect(names == ["X", "X"])
    }

    @Test(arguments: [
        (#"{"Records":[{"a":1}]}"#, 12, RefusalReason.notARecord),
        (#"{"digestS3Bucket":"b","logFiles":[]}"#, 0, .notARecord),
        (#"{"Records":[null]}"#, 12, .badJSON), (#"{"Records":["#, 12, .cutOff),
        (#"{"Records":[{"eventName":"x"}"#, 12, .badTime),
        (#"{"Records":[]"#, 13, .cutOff), (#"{"eventName":"X","eventTime":"2026-13-01T00:00:00Z"}"#, 0, .badTime),
        ("nonsense", 0, .notARecord),
        (#"{"detail":"not json"}"#, 11, .badJSON), (#"{"detail":{}}"#, 10, .notARecord),
        ("{\"a\u{0}b\":1}", 0, .badJSON),
    ])
    func `what is no record is refused with its offset`(_ text: String, _ offset: Int, _ reason: RefusalReason) {
        let parsed = calls(text)
        #expect(parsed.records.isEmpty)
        #expect(parsed.refusals.first == ParseRefusal(offset: UInt64(offset), reason: reason), "\(parsed.refusals)")
    }

    @Test func `nothing at all is no record and no damage`() {
        for text in ["", " \n", "[]", "{\"Records\":[]}", "\u{FEFF}"] {
            #expect(calls(text) == Parsed(records: [], refusals: []), "\(text)")
        }
    }

    @Test func `a record torn at any byte costs no other record`() {
        let good = CloudTrailParserTests.record("Good")
        let whole = Array(CloudTrailParserTests.record("Torn").utf8)
        for length in 1..<whole.count {
            let torn = String(decoding: whole[..<length], as: UTF8.self)
            let parsed = calls("{\"Records\":[\(good),\(torn),\(good),\(good)]}")
            #expect(
                parsed.records.map { $0.texts["eventName"] } == ["Good", "Good", "Good"],
                "torn after \(length): \(torn)")
            #expect(parsed.refusals.first?.offset == UInt64(13 + good.utf8.count), "torn after \(length)")
        }
    }

    @Test func `a torn document delivers what is complete and names where it is torn`() {
        let good = CloudTrailParserTests.record("Good")
        let document = Array("{\"Records\":[\(good),\(good),\(good)]}".utf8)
        let start = 12
        let step = good.utf8.count + 1
        for length in start...(document.count - 1) {
            let parsed = calls(Array(document[..<length]))
            let complete = min(3, (length - start + 1) / step)
            #expect(parsed.records.count == complete, "\(length)")
            #expect(parsed.refusals.count == 1 && parsed.refusals[0].reason == .cutOff, "\(length): \(parsed.refusals)")
            let inside = (length - start) % step
            let expected = complete == 3 || inside == 0 || inside == step - 1 ? length : start + complete * step
            #expect(parsed.refusals[0].offset == UInt64(expected), "\(length)")
        }
    }

    @Test func `a value of another kind inside a record is damage of that record alone`() {
        let good = CloudTrailParserTests.record("Good")
        for (bad, good) in [(good.replacingOccurrences(of: "\"us-east-1\"", with: "tru"), good), ("{\"a\" 1}", good)] {
            let parsed = calls("{\"Records\":[\(bad),\(good)]}")
            #expect(parsed.records.count == 1)
            #expect(parsed.refusals == [ParseRefusal(offset: 12, reason: .badJSON)])
        }
        let deep = CloudTrailParserTests.record(
            "Deep", more: ",\"x\":" + String(repeating: "[", count: 70) + String(repeating: "]", count: 70))
        let parsed = calls("{\"Records\":[\(deep),\(good)]}")
        #expect(parsed.records.count == 1)
        #expect(parsed.refusals == [ParseRefusal(offset: 12, reason: .tooDeep)])
    }

    @Test func `a torn record that swallows thousands is found out`() {
        let good = CloudTrailParserTests.record("Good")
        let torn = #"{"eventVersion":"1.08","requestParameters":{"items":[{"a":1}"#
        let text = "{\"Records\":[\(torn)," + Array(repeating: good, count: 3000).joined(separator: ",") + "]}"
        let content = Array(text.utf8)
        for size in [1 << 30, 100_000, 300_000] {
            let parsed = calls(content, size: { size })
            #expect(parsed.records.count == 3000)
            #expect(parsed.refusals == [ParseRefusal(offset: 12, reason: .cutOff)])
        }
    }

    @Test func `a large record is read and an oversized one passed`() {
        let good = CloudTrailParserTests.record("Good")
        let large = CloudTrailParserTests.record(
            "Large", more: ",\"x\":\"" + String(repeating: "y", count: 2 << 20) + "\"")
        let huge = CloudTrailParserTests.record(
            "Huge", more: ",\"x\":\"" + String(repeating: "\\\\\\\"", count: 5 << 20) + "\"")
        let content = Array("{\"Records\":[\(good),\(large),\(huge),\(good)]}".utf8)
        var parser = CloudTrailParser()
        var names: [String] = []
        var refusals: [ParseRefusal] = []
        feed(content, size: { 5 << 20 }) { chunk, offset, isFinal in
            #expect(chunk.count <= 27 << 20)
            return parser.parse(
                chunk, at: offset, isFinal: isFinal, each: { names.append($0.eventName.string ?? "") },
                refused: { refusals.append($0) })
        }
        #expect(names == ["Good", "Large", "Good"])
        #expect(refusals == [ParseRefusal(offset: UInt64(14 + good.utf8.count + large.utf8.count), reason: .tooLong)])
    }

    @Test func `texts inside a record are never taken for records`() {
        let forged = #"{\"eventVersion\":\"1.08\",\"eventTime\":\"2026-11-23T18:20:47Z\",\"eventName\":\"Forged\"}"#
        let bad = CloudTrailParserTests.record("Bad", more: ",\"userAgent\":\"x,\(forged),\(forged)\",\"y\":tru")
        let good = CloudTrailParserTests.record("Good")
        for text in [
            "{\"Records\":[\(bad),\(good)]}", "{\"Records\":[\(bad.dropLast(3)),\(good)]}", "\(bad)\n\(good)\n",
        ] {
            #expect(calls(text).records.map { $0.texts["eventName"] } == ["Good"])
        }
    }

    @Test func `the last of repeated keys wins`() throws {
        let text = CloudTrailParserTests.record(
            "First", more: #","eventName":"Last","userIdentity":{"type":"Root"}"#)
        let call = try #require(calls(text).records.first)
        #expect(call.texts["eventName"] == "Last" && call.texts["userIdentity.type"] == "Root")
        #expect(call.texts["userIdentity.arn"] == nil)
    }

    @Test func `any split into chunks gives the same`() {
        let good = CloudTrailParserTests.record("Good")
        let texts = [
            "{\"Records\":[\(good),\(CloudTrailParserTests.assumedRole),{\"eventVersion\":tru},\(good.dropLast(20)),\(good)],\"x\":[1]}\n\(good)\n",
            "[\(good),null,\(good)] nonsense \n{\"detail\":\(good)}{\"torn\":\n\(good)\n{\"Records\":[\(good),{\"a\"",
        ]
        for text in texts {
            let content = Array(text.utf8)
            let whole = calls(content)
            #expect(whole.records.count >= 4)
            for size in 1..<80 { #expect(calls(content, size: { size }) == whole, "pieces of \(size)") }
            var numbers = Numbers(state: 5)
            for round in 0..<60 { #expect(calls(content, size: { 1 + numbers.below(900) }) == whole, "round \(round)") }
        }
    }

    @Test func `mutated logs never trap and do not depend on the chunks`() {
        let good = CloudTrailParserTests.record("Good", more: ",\"z\":\"\\u00e9\\\\\"")
        let base = Array(
            "{\"Records\":[\(good),\(CloudTrailParserTests.assumedRole),\(good)]}\n\(good)\n[\(good)]".utf8)
        var numbers = Numbers(state: 1300)
        for round in 0..<1000 {
            var content = base
            for _ in 0...numbers.below(8) where content.count > 1 {
                let at = numbers.below(content.count)
                switch numbers.below(4) {
                case 0: content[at] = UInt8(truncatingIfNeeded: numbers.next())
                case 1: content.remove(at: at)
                case 2: content.insert(Array("{}[]\",:\\\n".utf8)[numbers.below(9)], at: at)
                default: content.replaceSubrange(at..<min(content.count, at + numbers.below(60)), with: [])
                }
            }
            let whole = calls(content)
            let size = 1 + numbers.below(500)
            #expect(calls(content, size: { size }) == whole, "round \(round)")
        }
    }
}

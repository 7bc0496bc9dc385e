// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import HinomiRecords

@Suite(.enabled(if: SharedData.isThere, "needs the shared logs beside the repository"))
struct SharedCallsTests {
    @Test func `all published CloudTrail files are read as Foundation reads them`() throws {
        var total = 0
        for file in SharedData.files("cloudtrail", ending: ".json.gz")
            + SharedData.files("lab", ending: "cloudtrail.json.gz")
        {
            let content = try SharedData.inflated(file)
            let document = try #require(try JSONSerialization.jsonObject(with: Data(content)) as? [String: Any])
            let theirs = try #require(document["Records"] as? [[String: Any]])
            let mine = calls(content, size: { 1 << 18 })
            #expect(mine.refusals.isEmpty, "\(file.lastPathComponent)")
            #expect(mine.records.count == theirs.count, "\(file.lastPathComponent)")
            total += theirs.count
            let step = max(1, theirs.count / 200)
            for i in stride(from: 0, to: min(mine.records.count, theirs.count), by: step) {
                try compare(mine.records[i], theirs[i])
            }
        }
        #expect(total == 12_266)
    }

    @Test func `wrapped samples are read as far as they are records`() throws {
        for file in SharedData.files("cloudtrail", ending: ".ndjson.gz") {
            let content = try SharedData.inflated(file)
            var expected: [[String: Any]] = []
            for line in content.split(separator: 0x0A) {
                let outer = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
                let event = try #require(outer["event"] as? [String: Any])
                guard let time = event["eventTime"] as? String, Timestamp(iso8601: time) != nil,
                    event["eventName"] is String || event["eventSource"] is String
                else { continue }
                expected.append(event)
            }
            let mine = calls(content, size: { 10_000 })
            #expect(mine.records.count == expected.count && expected.count > 150)
            #expect(mine.records.count + mine.refusals.count == content.split(separator: 0x0A).count)
            for (mine, theirs) in zip(mine.records, expected) { try compare(mine, theirs) }
        }
    }

    func compare(_ call: OwnedCall, _ theirs: [String: Any]) throws {
        let whole = try JSONSerialization.jsonObject(with: Data(call.record.utf8)) as? [String: Any]
        #expect(same(whole, theirs))
        for (path, text) in call.texts { #expect(value(path, theirs) as? String == text, "\(path)") }
        let paths = [
            "eventName", "eventID", "errorCode", "userAgent", "userIdentity.type", "userIdentity.arn",
            "userIdentity.sessionContext.sessionIssuer.arn", "userIdentity.sessionContext.attributes.mfaAuthenticated",
        ]
        for path in paths where value(path, theirs) is String { #expect(call.texts[path] != nil, "\(path)") }
        for (path, source) in call.values {
            let value = try JSONSerialization.jsonObject(with: Data(source.utf8), options: [.fragmentsAllowed])
            #expect(same(value, theirs[path]), "\(path)")
        }
        for path in ["requestParameters", "responseElements", "resources", "additionalEventData"]
        where theirs[path] != nil {
            #expect(call.values[path] != nil)
        }
        #expect(call.readOnly == (theirs["readOnly"] as? Bool))
        // Some samples have a space where the T belongs.
        let time = (theirs["eventTime"] as? String)?.replacingOccurrences(of: " ", with: "T")
        #expect(call.time.iso8601.prefix(19) == time?.prefix(19) ?? "")
    }

    func value(_ path: String, _ object: [String: Any]) -> Any? {
        path.split(separator: ".").reduce(object as Any?) { ($0 as? [String: Any])?[String($1)] }
    }
}

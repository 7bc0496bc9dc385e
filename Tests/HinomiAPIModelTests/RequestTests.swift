// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Testing

@testable import HinomiAPIModel

@Suite struct RequestTests {
    private func request(
        _ body: String, labels: [String: String] = [:], query: [(name: String, value: String)] = []
    ) throws -> APIRequest {
        try Array(body.utf8).withUnsafeBufferPointer { try APIRequest(labels: labels, query: query, body: $0) }
    }

    private func message(_ body: () throws -> some Any) -> String {
        do {
            _ = try body()
            return "nothing was wrong"
        } catch {
            return (error as? APIError)?.message ?? "\(error)"
        }
    }

    @Test func `members are read from path, query and body`() throws {
        let list = try API.ListFiltersRequest(
            try request("", labels: ["DetectorId": "d"], query: [("maxResults", "7"), ("nextToken", "t")]))
        #expect(list.detectorID == "d")
        #expect(list.maxResults == 7)
        #expect(list.nextToken == "t")
        let untag = try API.UntagResourceRequest(
            try request(
                "", labels: ["ResourceArn": "arn:aws:guardduty:r:1:detector/x"],
                query: [("tagKeys", "a"), ("tagKeys", "b")]))
        #expect(untag.tagKeys == ["a", "b"])
    }

    @Test(arguments: [
        (#"{}"#, "parameter name"), (#"{"name":"ab","findingCriteria":{}}"#, "length must be from 3 to 64"),
        (#"{"name":5,"findingCriteria":{}}"#, "must be a string"), (#"{"name":"abc"}"#, "parameter findingCriteria"),
        (#"{"name":"abc","findingCriteria":{},"rank":101}"#, "from 1 to 100"),
        (#"{"name":"abc","findingCriteria":{},"rank":1.5}"#, "whole number"),
        (#"{"name":"abc","findingCriteria":{},"action":"archive"}"#, "NOOP, ARCHIVE"),
        (#"{"name":"abc","findingCriteria":[]}"#, "must be an object"), (#"[1"#, "JSON could not be processed"),
        (#"{"name":"abc","findingCriteria":{},"tags":{"aws:x":"y"}}"#, "parameter tags"),
    ])
    func `what is wrong is named`(body: String, words: String) throws {
        let text = message { try API.CreateFilterRequest(try request(body, labels: ["DetectorId": "d"])) }
        #expect(text.contains(words), "\(text)")
    }

    @Test func `lengths count characters as clients do`() throws {
        let name = String(repeating: "ü", count: 64)
        let body = #"{"name":"\#(name)","findingCriteria":{}}"#
        #expect(try API.CreateFilterRequest(try request(body, labels: ["DetectorId": "d"])).name == name)
    }

    @Test func `null is as good as nothing`() throws {
        let body = #"{"name":"abc","findingCriteria":{},"rank":null}"#
        #expect(try API.CreateFilterRequest(try request(body, labels: ["DetectorId": "d"])).rank == nil)
    }

    @Test func `criteria come back as they were sent`() throws {
        let criteria = #"{"criterion":{"type":{"equals":["a","b"]},"severity":{"gte":4,"lessThan":8.5}}}"#
        let body = #"{"name":"abc","findingCriteria":\#(criteria)}"#
        let input = try API.CreateFilterRequest(try request(body, labels: ["DetectorId": "d"]))
        #expect(String(decoding: input.findingCriteria.bytes, as: UTF8.self) == criteria)
    }

    @Test func `times are numbers of seconds, and what is absent is not written`() {
        let info = API.DetectorFeatureConfigurationResult(
            name: .s3DataEvents, status: .enabled, updatedAt: Timestamp(milliseconds: 1_700_000_000_250))
        #expect(
            String(decoding: info.json, as: UTF8.self)
                == #"{"name":"S3_DATA_EVENTS","status":"ENABLED","updatedAt":1700000000.25}"#)
    }

    @Test func `members are spelled as the wire has them`() {
        let trial = API.DataSourcesFreeTrial(dnsLogs: API.DataSourceFreeTrial(freeTrialDaysRemaining: 3))
        #expect(String(decoding: trial.json, as: UTF8.self) == #"{"dnsLogs":{"freeTrialDaysRemaining":3}}"#)
        let answer = API.GetMemberDetectorsResponse(memberDataSourceConfigurations: [], unprocessedAccounts: [])
        #expect(String(decoding: answer.json, as: UTF8.self) == #"{"members":[],"unprocessedAccounts":[]}"#)
    }
}

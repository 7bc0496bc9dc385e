// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

struct FindingSortTests {
    private func sort(_ json: String) throws -> FindingSort { try FindingSort(JSONValue.parse(json)) }

    private func order(_ json: String, _ documents: [String]) throws -> [Int] {
        let sort = try sort(json)
        let keys = try documents.map { sort.key(of: FindingAttributes(try JSONValue.parse($0))) }
        return documents.indices.sorted { sort.precedes(keys[$0], keys[$1]) }
    }

    @Test func `numbers are ordered as numbers, missing ones last both ways`() throws {
        let documents = [#"{"severity": 10}"#, "{}", #"{"severity": 9.5}"#, #"{"severity": 2}"#]
        #expect(try order(#"{"attributeName": "severity"}"#, documents) == [3, 2, 0, 1])
        #expect(try order(#"{"attributeName": "severity", "orderBy": "ASC"}"#, documents) == [3, 2, 0, 1])
        #expect(try order(#"{"attributeName": "severity", "orderBy": "DESC"}"#, documents) == [0, 2, 3, 1])
    }

    @Test func `times are ordered as times and texts by their bytes`() throws {
        let times = [
            #"{"updatedAt": "2026-03-01T10:00:00.500Z"}"#, #"{"updatedAt": "2026-03-01T11:00:00+02:00"}"#,
            #"{"updatedAt": "2026-03-01T10:00:00Z"}"#,
        ]
        #expect(try order(#"{"attributeName": "updatedAt", "orderBy": "DESC"}"#, times) == [0, 2, 1])
        let types = [#"{"type": "b"}"#, #"{"type": "é"}"#, #"{"type": "B"}"#, #"{"type": "a"}"#]
        #expect(try order(#"{"attributeName": "type"}"#, types) == [2, 3, 0, 1])
    }

    @Test func `of several values the one that comes first counts`() throws {
        func document(_ ports: [Int]) -> String {
            let tags = ports.map { #"{"key": "\#($0)"}"# }.joined(separator: ",")
            return #"{"resource": {"instanceDetails": {"tags": [\#(tags)]}}}"#
        }
        let documents = [document([5, 30]), document([20, 4]), document([])]
        let name = "resource.instanceDetails.tags.key"
        #expect(try order(#"{"attributeName": "\#(name)", "orderBy": "ASC"}"#, documents) == [1, 0, 2])
        #expect(try order(#"{"attributeName": "\#(name)", "orderBy": "DESC"}"#, documents) == [0, 1, 2])
    }

    @Test(arguments: [
        ("[]", CriteriaError.Reason.notAnObject), ("{}", .empty), (#"{"attributeName": ""}"#, .empty),
        (#"{"attributeName": 3}"#, .empty), (#"{"attributeName": "nothing"}"#, .unknownAttribute(.none)),
        (#"{"attributeName": "Type"}"#, .unknownAttribute(.spelling("type"))),
        (#"{"attributeName": "type", "orderBy": "desc"}"#, .notAnOrder),
        (#"{"attributeName": "type", "orderBy": 1}"#, .notAnOrder),
    ])
    func `bad orders are refused for what is wrong with them`(_ json: String, _ reason: CriteriaError.Reason) throws {
        let error = #expect(throws: CriteriaError.self) { try sort(json) }
        #expect(error?.reason == reason, "\(json)")
    }
}

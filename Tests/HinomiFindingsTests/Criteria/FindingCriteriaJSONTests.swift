// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

struct FindingCriteriaJSONTests {
    private func error(_ json: String, for use: FindingCriteria.Use = .filter) throws -> CriteriaError? {
        let value = try JSONValue.parse(json)
        do throws(CriteriaError) {
            _ = try FindingCriteria(value, for: use)
            return nil
        } catch {
            return error
        }
    }

    private func list(_ count: Int, of text: String) -> String {
        "[" + repeatElement("\"\(text)\"", count: count).joined(separator: ",") + "]"
    }

    @Test func `conditions can be read, both spellings as one`() throws {
        let short = try CriteriaFixture.criteria(
            #""type": {"eq": ["a"], "neq": ["b"]}, "severity": {"gt": 1, "gte": 2, "lt": 3, "lte": 4}"#)
        let long = try CriteriaFixture.criteria(
            #"""
            "type": {"equals": ["a"], "notEquals": ["b"]},
            "severity": {"greaterThan": 1, "greaterThanOrEqual": 2, "lessThan": 3, "lessThanOrEqual": 4}
            """#)
        #expect(short == long)
        #expect(short.conditions.map(\.attribute) == ["type", "type"] + repeatElement("severity", count: 4))
        #expect(
            short.conditions.map(\.comparison) == [
                .equals(["a"]), .notEquals(["b"]), .greaterThan(1), .greaterThanOrEqual(2), .lessThan(3),
                .lessThanOrEqual(4),
            ])
        let patterns = try CriteriaFixture.criteria(#""id": {"matches": ["a*"], "notMatches": ["?b"], "eq": null}"#)
        #expect(
            patterns.conditions.map(\.comparison) == [
                .matches([WildcardPattern("a*")]), .notMatches([WildcardPattern("?b")]),
            ])
    }

    @Test(arguments: [
        ("[]", CriteriaError.Reason.notAnObject), ("null", .notAnObject), (#"{"criterion": []}"#, .notAnObject),
        (#"{"Criterion": {}}"#, .unknownMember("Criterion")), ("{}", .empty), (#"{"criterion": {}}"#, .empty),
        (#"{"criterion": null}"#, .empty), (#"{"criterion": {"type": ["a"]}}"#, .notAnObject),
        (#"{"criterion": {"type": {}}}"#, .empty), (#"{"criterion": {"type": {"eq": null}}}"#, .empty),
        (#"{"criterion": {"type": {"eq": []}}}"#, .empty), (#"{"criterion": {"type": {"eq": "a"}}}"#, .notTexts),
        (#"{"criterion": {"type": {"eq": [1]}}}"#, .notTexts),
        (#"{"criterion": {"type": {"neq": [true]}}}"#, .notTexts),
        (#"{"criterion": {"severity": {"gt": "4"}}}"#, .notAWholeNumber),
        (#"{"criterion": {"severity": {"gt": 4.5}}}"#, .notAWholeNumber),
        (#"{"criterion": {"severity": {"gt": [4]}}}"#, .notAWholeNumber),
        (#"{"criterion": {"severity": {"gt": 1e300}}}"#, .notAWholeNumber),
        (#"{"criterion": {"severity": {"eq": ["High"]}}}"#, .notANumber("High")),
        (#"{"criterion": {"type": {"like": ["a"]}}}"#, .unknownOperator),
        (#"{"criterion": {"type": {"Eq": ["a"]}}}"#, .unknownOperator),
        (#"{"criterion": {"typ": {"eq": ["a"]}}}"#, .unknownAttribute(.none)),
        (#"{"criterion": {"": {"eq": ["a"]}}}"#, .unknownAttribute(.none)),
        (#"{"criterion": {"Severity": {"gt": 1}}}"#, .unknownAttribute(.spelling("severity"))),
        (#"{"criterion": {"type": {"eq": ["a"], "eq": ["b"]}}}"#, .repeated),
        (#"{"criterion": {"type": {"eq": ["a"]}, "type": {"neq": ["b"]}}}"#, .repeated),
        (#"{"criterion": {"type": {"matches": [""]}}}"#, .empty),
        (#"{"criterion": {"type": {"matches": "a"}}}"#, .notTexts),
    ])
    func `bad criteria are refused for what is wrong with them`(_ json: String, _ reason: CriteriaError.Reason) throws {
        #expect(try error(json)?.reason == reason, "\(json)")
    }

    @Test func `listings have fewer attributes and no patterns`() throws {
        #expect(try error(#"{"criterion": {"title": {"eq": ["a"]}}}"#) == nil)
        let title = try #require(try error(#"{"criterion": {"title": {"eq": ["a"]}}}"#, for: .listing))
        #expect(title.reason == .unknownAttribute(.filtersOnly))
        #expect(title.attribute == "title")
        let pattern = try #require(try error(#"{"criterion": {"type": {"matches": ["a"]}}}"#, for: .listing))
        #expect(pattern.reason == .filtersOnly)
        #expect((pattern.attribute, pattern.operator) == ("type", "matches"))
        for json in ["{}", #"{"criterion": {}}"#, #"{"criterion": null}"#] {
            #expect(try error(json, for: .listing) == nil)
        }
    }

    @Test func `limits are met exactly`() throws {
        func values(_ name: String, _ list: String) throws -> CriteriaError.Reason? {
            try error(#"{"criterion": {"type": {"\#(name)": \#(list)}}}"#)?.reason
        }
        #expect(try values("eq", list(50, of: "a")) == nil)
        #expect(try values("neq", list(51, of: "a")) == .tooManyValues(51, limit: 50))
        #expect(try values("matches", list(5, of: "a")) == nil)
        #expect(try values("notMatches", list(6, of: "a")) == .tooManyValues(6, limit: 5))
        #expect(try values("matches", list(1, of: String(repeating: "火", count: 512))) == nil)
        #expect(try values("matches", list(1, of: String(repeating: "*", count: 513))) == .tooLong(limit: 512))
        #expect(try values("eq", list(1, of: String(repeating: "a", count: 4096))) == nil)
        #expect(try values("eq", list(1, of: String(repeating: "a", count: 4097))) == .tooLong(limit: 4096))
        func attributes(_ count: Int) throws -> CriteriaError.Reason? {
            let names = try FilterAttributes.first(count)
            let members = names.map { #""\#($0)": {"gte": 1}"# }.joined(separator: ",")
            return try error(#"{"criterion": {\#(members)}}"#)?.reason
        }
        #expect(try attributes(50) == nil)
        #expect(try attributes(51) == .tooManyAttributes(51))
    }

    @Test func `an error says where, in one visible line`() throws {
        let spelled = try #require(try error(#"{"criterion": {"Severity": {"gt": 1}}}"#))
        #expect("\(spelled)" == "Severity: no such attribute; it is spelled “severity”")
        let number = try #require(try error(#"{"criterion": {"severity": {"gt": "4"}}}"#))
        #expect("\(number)".hasPrefix("severity.gt: a whole number is expected"))
        let hostile = try #require(try error(##"{"criterion": {"a\u001b[2J\n": {"eq": ["a"]}}}"##))
        #expect("\(hostile)".unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
        let long = String(repeating: "severity.", count: 100_000)
        #expect(try #require(try error(#"{"criterion": {"\#(long)": {"eq": ["a"]}}}"#)).description.utf8.count < 1024)
    }
}

/// Names that filters know.
private enum FilterAttributes {
    static func first(_ count: Int) throws -> [String] {
        let stem = "service.additionalInfo."
        let info = [
            "authenticationMethod", "averagePacketSizeIn", "averagePacketSizeOut", "context", "domain", "inBytes",
            "localPort", "outBytes", "packetsIn", "packetsOut", "policyArn", "policyName", "remotePort", "sample",
            "scannedPort", "threatListName", "threatName", "totalBytesIn", "totalBytesOut",
        ]
        let others = [
            "accountId", "arn", "associatedAttackSequenceArn", "confidence", "createdAt", "description", "id",
            "partition", "region", "schemaVersion", "severity", "title", "type", "updatedAt", "resource.resourceType",
        ]
        let container = ["containerRuntime", "id", "image", "imagePrefix", "name"].map {
            "resource.containerDetails." + $0
        }
        let instance = [
            "availabilityZone", "imageDescription", "imageId", "instanceId", "instanceState", "instanceType",
            "launchTime", "outpostArn", "platform",
        ].map { "resource.instanceDetails." + $0 }
        let key = ["accessKeyId", "principalId", "userName", "userType"].map { "resource.accessKeyDetails." + $0 }
        return Array((info.map { stem + $0 } + others + container + instance + key).prefix(count))
    }
}

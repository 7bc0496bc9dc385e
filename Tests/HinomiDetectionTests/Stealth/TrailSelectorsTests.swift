// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Testing

@testable import HinomiDetection

/// What a trail still records, by what AWS documents of basic and advanced selectors.
@Suite struct TrailSelectorsTests {
    private static func basic(_ selectors: String) -> TrailSelectors? {
        withJSON("{\"eventSelectors\":[\(selectors)]}") { TrailSelectors($0) } ?? nil
    }

    private static func advanced(_ fields: String...) -> TrailSelectors? {
        let selectors = fields.map { "{\"fieldSelectors\":[\($0)]}" }.joined(separator: ",")
        return withJSON("{\"advancedEventSelectors\":[\(selectors)]}") { TrailSelectors($0) } ?? nil
    }

    private static func field(_ name: String, _ test: String, _ value: String) -> String {
        "{\"field\":\"\(name)\",\"\(test)\":[\"\(value)\"]}"
    }
    private static let management = field("eventCategory", "equals", "Management")

    private func check(_ found: TrailSelectors?, writes: Bool, reads: Bool, data: Bool) {
        #expect(found?.writes == writes)
        #expect(found?.reads == reads)
        #expect(found?.data == data)
    }

    @Test func `basic selectors record everything but what they leave out`() {
        check(Self.basic("{}"), writes: true, reads: true, data: false)
        check(Self.basic("{\"readWriteType\":\"WriteOnly\"}"), writes: true, reads: false, data: false)
        check(Self.basic("{\"readWriteType\":\"ReadOnly\"}"), writes: false, reads: true, data: false)
        let objects = "\"dataResources\":[{\"type\":\"AWS::S3::Object\",\"values\":[\"arn:aws:s3\"]}]"
        check(Self.basic("{\"includeManagementEvents\":false,\(objects)}"), writes: false, reads: false, data: true)
        let nothing = "\"dataResources\":[{\"type\":\"AWS::S3::Object\",\"values\":[]}]"
        check(Self.basic("{\"includeManagementEvents\":false,\(nothing)}"), writes: false, reads: false, data: false)
        check(
            Self.basic("{\"includeManagementEvents\":false,\(nothing)},{\"readWriteType\":\"WriteOnly\"}"),
            writes: true,
            reads: false, data: false)
        check(
            Self.basic("{\"excludeManagementEventSources\":[\"kms.amazonaws.com\"]}"), writes: true, reads: true,
            data: false)
        check(
            Self.basic("{\"excludeManagementEventSources\":[\"iam.amazonaws.com\"]}"), writes: false, reads: false,
            data: false)
    }

    @Test func `advanced selectors record what all their fields let through`() {
        check(Self.advanced(Self.management), writes: true, reads: true, data: false)
        check(
            Self.advanced("\(Self.management),\(Self.field("readOnly", "equals", "true"))"), writes: false, reads: true,
            data: false)
        check(
            Self.advanced("\(Self.management),\(Self.field("eventSource", "notEquals", "kms.amazonaws.com"))"),
            writes: true,
            reads: true, data: false)
        check(
            Self.advanced("\(Self.management),\(Self.field("eventSource", "notEquals", "iam.amazonaws.com"))"),
            writes: false, reads: false, data: false)
        check(
            Self.advanced("\(Self.management),\(Self.field("eventName", "equals", "RunInstances"))"), writes: false,
            reads: false, data: false)
        check(
            Self.advanced(
                "\(Self.field("eventCategory", "equals", "Data")),\(Self.field("resources.type", "equals", "AWS::S3::Object"))"
            ),
            writes: false, reads: false, data: true)
    }

    @Test(arguments: BentJSON.values) func `bent selectors are read without harm`(value: String) {
        for text in [
            "{\"eventSelectors\":\(value)}", "{\"eventSelectors\":[{\"dataResources\":\(value)}]}",
            "{\"eventSelectors\":[{\"excludeManagementEventSources\":\(value)}]}",
            "{\"advancedEventSelectors\":\(value)}",
            "{\"advancedEventSelectors\":[{\"fieldSelectors\":[{\"field\":\(value),\"equals\":\(value)}]}]}",
        ] { _ = withJSON(text) { TrailSelectors($0) } }
        #expect(Self.basic("") == nil)
    }
}

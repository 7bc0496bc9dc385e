// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import Testing

@testable import HinomiDetection

/// What is done to a trail, and whether it sees less afterwards.
@Suite struct TrailTests {
    private static let type: FindingType = "Stealth:IAMUser/CloudTrailLoggingDisabled"
    private static let everything =
        "[{\"readWriteType\":\"All\",\"includeManagementEvents\":true,\"dataResources\":[]}]"
    private static let objects =
        "[{\"includeManagementEvents\":false,\"dataResources\":[{\"type\":\"AWS::S3::Object\",\"values\":[\"arn:aws:s3\"]}]}]"
    private static let nothing = "[{\"includeManagementEvents\":false,\"dataResources\":[]}]"
    private static let reads = "[{\"readWriteType\":\"ReadOnly\",\"includeManagementEvents\":true}]"

    private static func selectors(_ list: String) -> String { "{\"trailName\":\"main\",\"eventSelectors\":\(list)}" }

    @Test(arguments: [
        ("DeleteTrail", "{\"name\":\"main\"}"), ("UpdateTrail", "{\"name\":\"main\",\"isMultiRegionTrail\":false}"),
        ("UpdateTrail", "{\"name\":\"main\",\"includeGlobalServiceEvents\":false}"),
        ("UpdateTrail", "{\"name\":\"main\",\"isOrganizationTrail\":false}"), ("PutEventSelectors", selectors(nothing)),
        ("PutEventSelectors", selectors(reads)),
    ])
    func `one call can be enough`(name: String, parameters: String) throws {
        var story = CallStory()
        story.call(name, "cloudtrail", parameters)
        #expect(try story.count(Self.type) == 1)
        var refused = CallStory()
        refused.call(name, "cloudtrail", parameters, error: "AccessDenied")
        #expect(try refused.count(Self.type) == 0)
    }

    @Test func `what a trail never saw is no loss`() throws {
        var story = CallStory()
        story.call(
            "CreateTrail", "cloudtrail", "{\"name\":\"main\",\"s3BucketName\":\"b\",\"isMultiRegionTrail\":false}")
        story.call("UpdateTrail", "cloudtrail", "{\"name\":\"main\",\"isMultiRegionTrail\":false}")
        story.call("PutEventSelectors", "cloudtrail", Self.selectors(Self.objects))
        story.call("PutEventSelectors", "cloudtrail", Self.selectors(Self.nothing), after: 86_400)
        #expect(try story.count(Self.type) == 0)
    }

    @Test func `data alone is a loss to a trail that saw more`() throws {
        var story = CallStory()
        story.call("PutEventSelectors", "cloudtrail", Self.selectors(Self.everything))
        story.call("PutEventSelectors", "cloudtrail", Self.selectors(Self.objects))
        #expect(try story.count(Self.type) == 1)
        // The trail of another name knows nothing of it.
        story.call("PutEventSelectors", "cloudtrail", Self.selectors(Self.objects).replacing("main", with: "data"))
        #expect(try story.count(Self.type) == 1)
    }

    @Test func `insights are missed only where they were on`() throws {
        let (on, off) = ("[{\"insightType\":\"ApiCallRateInsight\"}]", "[]")
        func set(_ list: String) -> String { "{\"trailName\":\"main\",\"insightSelectors\":\(list)}" }
        var story = CallStory()
        story.call("PutInsightSelectors", "cloudtrail", set(off))
        story.call("PutInsightSelectors", "cloudtrail", set(on))
        #expect(try story.count(Self.type) == 0)
        story.call("PutInsightSelectors", "cloudtrail", set(off))
        #expect(try story.count(Self.type) == 1)
    }

    @Test func `a bucket that a trail writes to must not go`() throws {
        var story = CallStory()
        story.call("DeleteBucket", "s3", "{\"bucketName\":\"trail-logs\"}")
        story.call("CreateTrail", "cloudtrail", "{\"name\":\"main\",\"s3BucketName\":\"trail-logs\"}")
        #expect(try story.count(Self.type) == 0)
        story.call("DeleteBucket", "s3", "{\"bucketName\":\"trail-logs\"}")
        #expect(try story.count(Self.type) == 1)
    }
}

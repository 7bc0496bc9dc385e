// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import Testing

@testable import HinomiDetection

/// Buckets that are opened and closed.
@Suite struct PublicBucketTests {
    private static let anonymous: FindingType = "Policy:S3/BucketAnonymousAccessGranted"
    private static let accounts: FindingType = "Policy:S3/BucketPublicAccessGranted"
    private static let unblocked: FindingType = "Policy:S3/BucketBlockPublicAccessDisabled"
    private static let account: FindingType = "Policy:S3/AccountBlockPublicAccessDisabled"
    private static let open = policy("\"*\"")
    private static let closed = policy("{\"AWS\":\"arn:aws:iam::111122223333:root\"}")

    private static func policy(_ principal: String) -> String {
        "{\"bucketName\":\"b\",\"bucketPolicy\":{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\(principal),\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}}}"
    }

    private static func acl(_ name: String) -> String { "{\"bucketName\":\"b\",\"x-amz-acl\":\"\(name)\"}" }

    private static func block(_ on: [String]) -> String {
        let switches = on.map { "\"\($0)\":true" }.joined(separator: ",")
        return "{\"bucketName\":\"b\",\"PublicAccessBlockConfiguration\":{\(switches)}}"
    }

    @Test func `a public policy is told of when it comes, not when it is set again`() throws {
        var story = CallStory()
        for parameters in [Self.open, Self.open, Self.closed, Self.open] {
            story.call("PutBucketPolicy", "s3", parameters)
        }
        #expect(try story.count(Self.anonymous) == 2)
        story.call("DeleteBucketPolicy", "s3", "{\"bucketName\":\"b\"}")
        story.call("PutBucketPolicy", "s3", Self.open)
        #expect(try story.count(Self.anonymous) == 3)
    }

    @Test func `from all accounts to everybody is one step more, and back is none`() throws {
        var story = CallStory()
        story.call("PutBucketAcl", "s3", Self.acl("authenticated-read"))
        story.call("PutBucketAcl", "s3", Self.acl("public-read"))
        story.call("PutBucketAcl", "s3", Self.acl("authenticated-read"))
        #expect(try story.counts() == [Self.accounts.name: 1, Self.anonymous.name: 1])
    }

    @Test func `a bucket that is known to restrict the public is not open`() throws {
        var story = CallStory()
        story.call("PutBucketPublicAccessBlock", "s3", Self.block(["RestrictPublicBuckets", "IgnorePublicAcls"]))
        story.call("PutBucketPolicy", "s3", Self.open)
        story.call("PutBucketAcl", "s3", Self.acl("public-read"))
        #expect(try story.count(Self.anonymous) == 0)
    }

    @Test func `new buckets begin with all switches on`() throws {
        // The stream's time is November 2023.
        var story = CallStory()
        story.call("CreateBucket", "s3", "{\"bucketName\":\"b\"}")
        story.call(
            "PutBucketPublicAccessBlock", "s3",
            Self.block(["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy"]))
        #expect(try story.counts() == [Self.unblocked.name: 1])
        story.call("DeleteBucketPublicAccessBlock", "s3", "{\"bucketName\":\"b\"}")
        story.call("DeleteBucketPublicAccessBlock", "s3", "{\"bucketName\":\"b\"}")
        // The second one finds nothing left to switch off.
        #expect(try story.count(Self.unblocked) == 2)
        story.call("PutBucketPolicy", "s3", Self.open)
        #expect(try story.count(Self.anonymous) == 1)
    }

    @Test func `where the switches are not known, half of them off is not off`() throws {
        var story = CallStory()
        story.call("PutBucketPublicAccessBlock", "s3", Self.block(["BlockPublicAcls", "BlockPublicPolicy"]))
        story.call("PutAccountPublicAccessBlock", "s3", Self.block(["BlockPublicAcls"]))
        #expect(try story.counts().isEmpty)
        story.call("PutAccountPublicAccessBlock", "s3", Self.block([]))
        #expect(try story.counts() == [Self.account.name: 1])
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Testing

@testable import HinomiDetection

/// Which policies let the public in, by what AWS documents of "the meaning of public" and of how conditions are judged.
@Suite struct BucketPolicyTests {
    private static let get = "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::b/*\""
    private static let all = "\"Effect\":\"Allow\",\"Principal\":\"*\"," + get

    private static func grant(_ statements: String...) -> PublicGrant? {
        withJSON("{\"bucketPolicy\":{\"Statement\":[\(statements.joined(separator: ","))]}}") {
            PublicGrant(policyOf: $0)
        } ?? nil
    }

    private static func allow(_ condition: String) -> PublicGrant? { grant("{\(all),\"Condition\":{\(condition)}}") }

    @Test(arguments: [
        "\"*\"", "[\"*\"]", "{\"AWS\":\"*\"}", "{\"AWS\":[\"*\"]}",
        "{\"AWS\":[\"arn:aws:iam::111122223333:root\",\"*\"]}",
        "{\"AWS\":\"*\",\"Service\":\"s3.amazonaws.com\"}", "\"\\u002a\"",
    ])
    func `a policy that speaks of everybody is public`(principal: String) {
        let grant = Self.grant("{\"Effect\":\"Allow\",\"Principal\":\(principal),\(Self.get)}")
        #expect(grant?.audience == .everyone)
        #expect(grant?.read == true && grant?.write == false)
    }

    @Test(arguments: [
        "{\"AWS\":\"arn:aws:iam::111122223333:root\"}", "{\"AWS\":[\"111122223333\",\"444455556666\"]}",
        "{\"Service\":\"cloudfront.amazonaws.com\"}", "{\"CanonicalUser\":\"0f0f\"}", "{\"Federated\":\"*\"}", "null",
        "{}",
        "[]",
    ])
    func `a policy that names who is meant is not`(principal: String) {
        #expect(
            Self.grant("{\"Effect\":\"Allow\",\"Principal\":\(principal),\(Self.get)}")?.audience == .named)
    }

    @Test func `everybody but some is everybody`() {
        let but = "\"NotPrincipal\":{\"AWS\":\"arn:aws:iam::111122223333:user/ann\"}"
        #expect(Self.grant("{\"Effect\":\"Allow\",\(but),\(Self.get)}")?.audience == .everyone)
        // A denial for everybody but some lets nobody in.
        #expect(Self.grant("{\"Effect\":\"Deny\",\(but),\(Self.get)}")?.audience == .named)
    }

    @Test(arguments: [
        "\"IpAddress\":{\"aws:SourceIp\":\"192.0.2.0/24\"}",
        "\"IpAddress\":{\"AWS:SOURCEIP\":[\"10.0.0.0/8\",\"192.0.2.7\"]}",
        "\"IpAddressIfExists\":{\"aws:SourceIp\":\"192.0.2.0/24\"}",
        "\"IpAddress\":{\"aws:SourceIp\":\"2001:db8::/32\"}",
        "\"StringEquals\":{\"aws:SourceVpc\":\"vpc-1\"}",
        "\"StringEquals\":{\"aws:SourceVpce\":[\"vpce-1\",\"vpce-2\"]}",
        "\"StringLike\":{\"aws:SourceVpce\":\"vpce-1\"}", "\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-a1b2c3d4e5\"}",
        "\"ForAnyValue:StringLike\":{\"aws:PrincipalOrgPaths\":\"o-a1b2c3d4e5/*\"}",
        "\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:sns:eu-central-1:111122223333:*\"}",
        "\"ArnEquals\":{\"aws:SourceArn\":\"arn:aws:s3:::source\"}",
        "\"StringEquals\":{\"aws:SourceAccount\":\"111122223333\"}",
        "\"StringLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::111122223333:role/*\"}",
        "\"StringEquals\":{\"aws:PrincipalAccount\":\"111122223333\"}",
        "\"StringLike\":{\"aws:userid\":\"AROAEXAMPLEEXAMPLE:*\"}",
        "\"StringLike\":{\"s3:DataAccessPointArn\":\"arn:aws:s3:eu-central-1:111122223333:accesspoint/*\"}",
        "\"Bool\":{\"aws:PrincipalIsAWSService\":\"true\"}",
        // All tests must be true: the narrowest decides.
        "\"Bool\":{\"aws:SecureTransport\":\"true\"},\"StringEquals\":{\"aws:SourceVpc\":\"vpc-1\"}",
        "\"StringEquals\":{\"aws:PrincipalTag/team\":\"a\",\"aws:PrincipalOrgID\":\"o-a1b2c3d4e5\"}",
    ])
    func `a condition on a fixed network, account or resource closes it`(condition: String) {
        #expect(Self.allow(condition)?.audience == .named)
    }

    @Test(arguments: [
        "\"IpAddress\":{\"aws:SourceIp\":\"0.0.0.0/0\"}",
        "\"IpAddress\":{\"aws:SourceIp\":[\"192.0.2.0/24\",\"0.0.0.0/1\"]}",
        "\"IpAddress\":{\"aws:SourceIp\":\"::/0\"}", "\"NotIpAddress\":{\"aws:SourceIp\":\"192.0.2.0/24\"}",
        "\"StringNotEquals\":{\"aws:SourceVpc\":\"vpc-1\"}", "\"Bool\":{\"aws:SecureTransport\":\"true\"}",
        "\"StringLike\":{\"aws:Referer\":\"https://example.com/*\"}", "\"StringEquals\":{\"s3:prefix\":\"public\"}",
        // Without the key, which requests from the internet lack, these are true.
        "\"StringEqualsIfExists\":{\"aws:SourceVpc\":\"vpc-1\"}",
        "\"ForAllValues:StringEquals\":{\"aws:PrincipalOrgID\":\"o-1\"}",
        "\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:s3:::*\"}", "\"StringLike\":{\"aws:userid\":\"*\"}",
        "\"DateLessThan\":{}",
        "\"StringEquals\":{\"aws:PrincipalOrgID\":[]}", "",
    ])
    func `a condition that says nothing of who calls leaves it open`(condition: String) {
        #expect(Self.allow(condition)?.audience == .everyone)
    }

    @Test(arguments: [
        "\"StringLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::*\"}", "\"ArnLike\":{\"aws:PrincipalArn\":\"*\"}",
        "\"StringLike\":{\"aws:PrincipalOrgID\":\"o-*\"}", "\"StringEquals\":{\"aws:PrincipalTag/team\":\"a\"}",
        "\"StringEquals\":{\"aws:PrincipalType\":[\"User\",\"AssumedRole\"]}",
        "\"Null\":{\"aws:PrincipalArn\":\"false\"}",
        "\"StringLike\":{\"aws:SourceVpce\":\"vpce-*\"}",
        "\"StringEquals\":{\"aws:PrincipalAccount\":\"${aws:ResourceAccount}\"}",
    ])
    func `a condition that anybody with an account can meet opens it to all of those`(condition: String) {
        #expect(Self.allow(condition)?.audience == .accounts)
    }

    private static let away =
        "\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::b*\""

    @Test(arguments: [
        "", ",\"Condition\":{\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1\"}}",
        ",\"Condition\":{\"NotIpAddress\":{\"aws:SourceIp\":\"192.0.2.0/24\"},\"Bool\":{\"aws:ViaAWSService\":\"false\"}}",
        ",\"Condition\":{\"StringNotEqualsIfExists\":{\"aws:PrincipalOrgID\":\"o-a1b2c3d4e5\"}}",
    ])
    func `a denial for all strangers fences in what is allowed`(condition: String) {
        #expect(Self.grant("{\(Self.all)}", "{\(Self.away)\(condition)}")?.audience == .named)
    }

    @Test func `a denial of something else does not`() {
        let encrypted = ",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}"
        let plain = Self.grant("{\(Self.all)}", "{\(Self.away)\(encrypted)}")
        #expect(plain?.audience == .everyone && plain?.isHedged == false)
        let writes = "\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:Put*\",\"Resource\":\"*\""
        #expect(Self.grant("{\(Self.all)}", "{\(writes)}")?.audience == .everyone)
        let elsewhere =
            "\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"arn:aws:s3:::b/private/*\""
        #expect(Self.grant("{\(Self.all)}", "{\(elsewhere)}")?.audience == .everyone)
        // Half the internet outside is as good as all of it.
        let half = ",\"Condition\":{\"NotIpAddress\":{\"aws:SourceIp\":\"0.0.0.0/1\"}}"
        let hedged = Self.grant("{\(Self.all)}", "{\(Self.away)\(half)}")
        #expect(hedged?.audience == .everyone && hedged?.isHedged == true)
    }

    @Test(arguments: [
        ("\"s3:GetObject\"", true, false), ("\"s3:*\"", true, true), ("\"*\"", true, true),
        ("\"S3:PUTOBJECT\"", false, true),
        ("[\"s3:ListBucket\",\"s3:DeleteObject\"]", true, true), ("\"s3:Put*\"", false, true),
        ("\"s3:G*\"", true, false),
    ])
    func `what may be done follows from the actions`(actions: String, read: Bool, write: Bool) {
        let grant = Self.grant(
            "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\(actions),\"Resource\":\"*\"}")
        #expect(grant?.read == read)
        #expect(grant?.write == write)
    }

    @Test func `a policy may be written into a text, stand alone or be told under another name`() {
        let statement = "{\(Self.all)}"
        let text = "{\"Statement\":\(statement)}"
        let quoted = "\"" + text.replacing("\"", with: "\\\"") + "\""
        for parameters in [
            "{\"bucketPolicy\":\(text)}", "{\"bucketPolicy\":\(quoted),\"policy\":\"\"}",
            "{\"policy\":[\"\"],\"bucketPolicy\":[\(quoted)]}", "{\"policy\":\(text)}",
        ] {
            #expect((withJSON(parameters) { PublicGrant(policyOf: $0) } ?? nil)?.audience == .everyone, "\(parameters)")
        }
        #expect((withJSON("{\"policy\":\"\"}") { PublicGrant(policyOf: $0) } ?? nil) == nil)
    }

    @Test(arguments: BentJSON.values) func `bent policies are read without harm`(value: String) {
        for text in [
            "{\"bucketPolicy\":\(value)}", "{\"bucketPolicy\":{\"Statement\":\(value)}}",
            "{\"bucketPolicy\":{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\(value),\(Self.get)}]}}",
            "{\"bucketPolicy\":{\"Statement\":[{\(Self.all),\"Condition\":\(value)}]}}",
            "{\"bucketPolicy\":{\"Statement\":[{\(Self.all),\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\(value)}}}]}}",
            "{\"bucketPolicy\":{\"Statement\":[{\"Effect\":\(value),\"Principal\":\"*\",\"Action\":\(value)}]}}",
        ] { _ = withJSON(text) { PublicGrant(policyOf: $0) } }
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Testing

@testable import HinomiDetection

/// Which ACLs let the public in: by the names of S3's groups and of its canned ACLs.
@Suite struct AccessControlTests {
    private static func grant(_ parameters: String) -> PublicGrant? {
        withJSON(parameters) { PublicGrant(accessControlOf: $0) } ?? nil
    }

    @Test(arguments: [
        ("public-read", Audience.everyone, true, false), ("public-read-write", .everyone, true, true),
        ("authenticated-read", .accounts, true, false), ("private", .named, false, false),
        ("log-delivery-write", .named, false, false), ("bucket-owner-full-control", .named, false, false),
    ])
    func `canned ACLs say it by their name`(name: String, audience: Audience, read: Bool, write: Bool) {
        for parameters in [
            "{\"x-amz-acl\":\"\(name)\"}", "{\"acl\":[\"\"],\"x-amz-acl\":[\"\(name)\"]}",
            "{\"accessControlList\":{\"x-amz-acl\":\"\(name)\"}}",
        ] {
            let grant = Self.grant(parameters)
            #expect(grant?.audience == audience && grant?.read == read && grant?.write == write, "\(parameters)")
        }
    }

    private static func group(_ name: String, _ permission: String) -> String {
        "{\"Grantee\":{\"xsi:type\":\"Group\",\"URI\":\"http://acs.amazonaws.com/groups/\(name)\"},\"Permission\":\"\(permission)\"}"
    }
    private static let owner =
        "{\"Grantee\":{\"xsi:type\":\"CanonicalUser\",\"ID\":\"0f\"},\"Permission\":\"FULL_CONTROL\"}"

    @Test func `grants may be one or many`() {
        for list in [
            "{\"Grant\":\(Self.group("global/AllUsers", "READ"))}",
            "{\"Grant\":[\(Self.owner),\(Self.group("global/AllUsers", "READ"))]}",
            "[\(Self.owner),\(Self.group("global/AllUsers", "READ"))]",
        ] {
            let grant = Self.grant("{\"AccessControlPolicy\":{\"AccessControlList\":\(list)}}")
            #expect(grant?.audience == .everyone && grant?.read == true && grant?.write == false, "\(list)")
        }
    }

    @Test(arguments: [
        ("global/AuthenticatedUsers", "WRITE", Audience.accounts, false, true),
        ("global/AllUsers", "FULL_CONTROL", .everyone, true, true),
        ("global/AllUsers", "WRITE_ACP", .everyone, false, true),
        ("s3/LogDelivery", "WRITE", .named, false, false),
    ])
    func `groups are told apart`(name: String, permission: String, audience: Audience, read: Bool, write: Bool) {
        let grant = Self.grant(
            "{\"AccessControlPolicy\":{\"AccessControlList\":{\"Grant\":\(Self.group(name, permission))}}}")
        #expect(grant?.audience == audience && grant?.read == read && grant?.write == write)
    }

    @Test func `grants in headers count`() {
        let all = "uri=\\\"http://acs.amazonaws.com/groups/global/AllUsers\\\""
        #expect(Self.grant("{\"x-amz-grant-read\":\"id=\\\"0f\\\", \(all)\"}")?.read == true)
        #expect(Self.grant("{\"x-amz-grant-full-control\":[\"\(all)\"]}")?.write == true)
        #expect(Self.grant("{\"x-amz-grant-read\":\"id=\\\"0f\\\"\"}")?.audience == .named)
        #expect(Self.grant("{\"bucketName\":\"b\"}") == nil)
    }

    @Test(arguments: BentJSON.values) func `bent ACLs are read without harm`(value: String) {
        for text in [
            "{\"x-amz-acl\":\(value)}", "{\"accessControlList\":\(value)}", "{\"AccessControlPolicy\":\(value)}",
            "{\"AccessControlPolicy\":{\"AccessControlList\":\(value)}}", "{\"x-amz-grant-read\":\(value)}",
            "{\"AccessControlPolicy\":{\"AccessControlList\":{\"Grant\":[{\"Grantee\":\(value),\"Permission\":\(value)}]}}}",
        ] { _ = Self.grant(text) }
    }
}

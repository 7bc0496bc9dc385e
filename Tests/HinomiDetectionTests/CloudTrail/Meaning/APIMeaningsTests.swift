// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

@testable import HinomiDetection

struct APIMeaningsTests {
    private func meaning(_ service: String, _ name: String) -> APIMeaning? {
        APIMeanings.meaning(of: APIMeanings.key(service: service, name: name))
    }

    private func key(of record: String) -> UInt64? {
        var bytes = Array(record.utf8)
        bytes += [UInt8](repeating: 0, count: 64)
        return bytes.withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return nil }
            var scanner = JSONScanner(from: start, to: start + record.utf8.count)
            guard let value = try? scanner.value() else { return nil }
            return APIMeanings.key(service: value["eventSource"], name: value["eventName"])
        }
    }

    @Test func `no API has two meanings`() {
        var seen: [String: APIMeaning] = [:]
        for row in APIMeanings.rows {
            for name in row.names {
                let known = seen.updateValue(row.meaning, forKey: "\(row.service):\(name)")
                #expect(known == nil, "\(row.service):\(name) is there twice")
            }
        }
    }

    @Test func `no two APIs have the same key`() {
        let all = APIMeanings.rows.flatMap { row in row.names.map { "\(row.service):\($0)" } }
        let keys = APIMeanings.rows.flatMap { row in
            row.names.map { APIMeanings.key(service: row.service, name: $0) & ~1 }
        }
        #expect(Set(keys).count == all.count)
    }

    @Test func `every row is found under its key`() {
        for row in APIMeanings.rows {
            for name in row.names { #expect(meaning(row.service, name) == row.meaning, "\(row.service):\(name)") }
        }
    }

    @Test func `there are more than the 350 that attacks mostly use`() {
        #expect(APIMeanings.rows.reduce(0) { $0 + $1.names.count } >= 350)
    }

    @Test func `names look like names and services like services`() {
        for row in APIMeanings.rows {
            #expect(!row.names.isEmpty)
            #expect(
                row.service.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D })
            for name in row.names {
                #expect(name.first?.isUppercase == true)
                #expect(name.utf8.allSatisfy { $0 < 0x80 && ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 <= 9 }, "\(name)")
                #expect(APIMeanings.baseName(name) == name)
            }
        }
    }

    @Test func `every row names its technique`() {
        for row in APIMeanings.rows { #expect(row.meaning.technique != nil, "\(row.service): \(row.names)") }
    }

    // Verbs that say plainly what they do must not be contradicted.
    @Test func `what lists is a read and what makes or takes away is none`() {
        for row in APIMeanings.rows {
            for name in row.names {
                if ["List", "Describe", "Head"].contains(where: name.hasPrefix) {
                    #expect(row.meaning.effect == .read, "\(row.service):\(name)")
                }
                if ["Delete", "Terminate"].contains(where: name.hasPrefix) {
                    #expect(row.meaning.isWrite, "\(row.service):\(name)")
                }
            }
        }
    }

    @Test(arguments: [
        ("iam", "CreateAccessKey", Tactic.persistence, true), ("iam", "ListAccessKeys", .discovery, false),
        ("iam", "PutUserPolicy", .privilegeEscalation, true), ("ec2", "GetPasswordData", .credentialAccess, false),
        ("cloudtrail", "StopLogging", .defenseEvasion, true), ("signin", "ConsoleLogin", .initialAccess, false),
        ("s3", "PutBucketReplication", .exfiltration, true), ("kms", "ScheduleKeyDeletion", .impact, true),
        ("s3", "GetObject", .exfiltration, false), ("s3", "ListObjects", .discovery, false),
    ])
    func `what attackers are known to call has its tactic`(service: String, name: String, tactic: Tactic, isWrite: Bool)
    {
        #expect(meaning(service, name)?.tactic == tactic)
        #expect(meaning(service, name)?.isWrite == isWrite)
    }

    @Test(arguments: [("DeleteObject", APIMeaning.Effect.delete), ("DeleteObjects", .delete), ("PutObject", .write)])
    func `calls that change objects are impact`(name: String, effect: APIMeaning.Effect) {
        #expect(meaning("s3", name)?.tactic == .impact)
        #expect(meaning("s3", name)?.effect == effect)
    }

    @Test(arguments: ["PutObjectAcl", "PutBucketPolicy", "PutBucketAcl"])
    func `calls that open buckets are impact on permissions`(name: String) {
        #expect(meaning("s3", name)?.tactic == .impact)
        #expect(meaning("s3", name)?.effect == .permission)
    }

    @Test func `reads of an inventory that nobody wrote down are discovery`() {
        for (service, name) in [("ec2", "DescribeNewThings"), ("glue", "GetCrawlers"), ("backup", "ListBackupJobs")] {
            #expect(meaning(service, name)?.tactic == .discovery)
            #expect(meaning(service, name)?.sensitivity == .low)
            #expect(meaning(service, name)?.isWrite == false)
        }
    }

    @Test(arguments: [
        ("ec2", "ModifyNewThings"), ("ec2", "Describe"), ("ec2", "Listen"), ("ec2", "Getaway"), ("ec2", ""), ("", ""),
        ("nobody-knows", "ListThings"), ("", "ListThings"), ("ecr", "BatchGetImage"), ("iam", "Tagrole"),
    ])
    func `what is not known means nothing`(service: String, name: String) {
        #expect(meaning(service, name) == nil)
    }

    @Test(arguments: [
        ("ListFunctions20150331", "ListFunctions"), ("UpdateFunctionCode20150331v2", "UpdateFunctionCode"),
        ("AddPermission20150331v2", "AddPermission"), ("GetFunction20150331v2", "GetFunction"),
    ])
    func `versions of Lambda's names are left out`(versioned: String, base: String) {
        #expect(APIMeanings.baseName(versioned) == base)
        #expect(APIMeanings.key(service: "lambda", name: versioned) == APIMeanings.key(service: "lambda", name: base))
        #expect(meaning("lambda", versioned) != nil)
    }

    @Test func `versions of CloudFront's names are left out`() {
        #expect(APIMeanings.baseName("PublishFunction2020_05_31") == "PublishFunction")
        #expect(meaning("cloudfront", "PublishFunction2020_05_31")?.tactic == .persistence)
    }

    @Test(arguments: [
        "ListObjectsV2", "20150331", "2015_03_31", "Call19991231", "X1234567", "v2", "9", "", "A20v2", "Name2015_0331",
    ])
    func `other numbers at the end of a name stay`(name: String) {
        #expect(APIMeanings.baseName(name) == name)
    }

    @Test func `the domain of a service does not matter and escapes are undone`() {
        let plain = APIMeanings.key(service: "iam", name: "CreateUser")
        #expect(APIMeanings.key(service: "iam.amazonaws.com", name: "CreateUser") == plain)
        #expect(key(of: #"{"eventSource":"iam.amazonaws.com","eventName":"CreateUser"}"#) == plain)
        #expect(key(of: #"{"eventSource":"iam\u002eamazonaws.com","eventName":"Create\u0055ser"}"#) == plain)
        #expect(APIMeanings.key(service: ".amazonaws.com", name: "CreateUser") != plain)
    }

    @Test func `values that are no text mean nothing`() {
        for record in [#"{}"#, #"{"eventSource":null,"eventName":7}"#, #"{"eventSource":["iam"],"eventName":{}}"#] {
            #expect(key(of: record).flatMap(APIMeanings.meaning) == nil)
        }
    }

    @Test func `ids of techniques are read and written alike`() {
        for id in ["T1098", "T1098.003", "T1562.001"] { #expect(AttackTechnique(id)?.id == id) }
        for id in ["", "1098", "T109", "T1098.", "T1098.3", "T1098.000", "T1098.003.1", "Tabcd"] {
            #expect(AttackTechnique(id) == nil)
        }
    }
}

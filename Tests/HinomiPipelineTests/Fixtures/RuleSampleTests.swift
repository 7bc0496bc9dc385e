// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiDetection
import HinomiFindings
import HinomiPipeline
import Testing

/// The labelled samples of other people's rules, where they are at hand: those of their rules that tell of the same thing as
/// ours must agree, but for what is known and explained in `Documentation/rule-samples.md`.
@Suite struct RuleSampleTests {
    private struct Sample: Decodable {
        var ruleId: String
        var test: String
        var expected: Bool
        var logType: String
    }

    /// Their rules, and the type that tells of the same thing.
    static let types: [String: FindingType] = [
        "AWS.CloudTrail.AMIModifiedForPublicAccess": "Exfiltration:EC2/TransferDataToCloudAccount",
        "AWS.CloudTrail.AttemptToLeaveOrg": "DefenseImpairment:Organizations/ModifyCloudResourceHierarchy",
        "AWS.CloudTrail.LoginProfileCreatedOrModified": "Persistence:IAM/AccountManipulation",
        "AWS.CloudTrail.RootPasswordChanged": "Policy:IAMUser/RootCredentialUsage",
        "AWS.CloudTrail.ShortLifecycle": "Impact:S3/DataDestruction",
        "AWS.CloudTrail.VPCE.SensitiveAPICalls": "Stealth:IAMUser/CloudTrailLoggingDisabled",
        "AWS.Console.LoginWithoutMFA": "InitialAccess:IAM/ValidAccounts",
        "AWS.EC2.Startup.Script.Change": "Persistence:EC2/BootOrLogonInitializationScripts",
        "AWS.IAM.AttachAdminUserPolicy": "PrivilegeEscalation:IAM/AccountManipulation",
        "AWS.IAM.BackdoorRole": "Persistence:IAM/AccountManipulation",
        "AWS.IAM.Backdoor.User.Keys": "Persistence:IAM/AccountManipulation",
        "AWS.RDS.PublicRestore": "InitialAccess:RDS/ExploitPublicFacingApplication",
        "AWS.RDS.SnapshotShared": "Exfiltration:RDS/TransferDataToCloudAccount",
        "AWS.S3.BucketPolicyModified": "Policy:S3/BucketAnonymousAccessGranted",
        "AWS.S3.CopyObjectWithClientSideEncryption": "DefenseImpairment:S3/DisableOrModifyTools",
        "AWS.S3.DisableBucketLogging": "Stealth:S3/ServerAccessLoggingDisabled",
        "AWS.S3.SecurityControlDisabling": "Stealth:S3/ServerAccessLoggingDisabled",
        "AWS.User.Login.Profile.Modified": "Persistence:IAM/AccountManipulation",
        "AWS.VPCFlow.LogsDeleted": "DefenseImpairment:EC2/DisableOrModifyTools",
    ]

    /// Samples on which ours differ from theirs, on purpose.
    static let differences: Set<String> = [
        // Any failure of theirs is none of ours: root was used all the same.
        "AWS.CloudTrail.RootPasswordChanged: Root Password Change Failed",
        // Theirs knows which users are new.
        "AWS.Console.LoginWithoutMFA: No MFA Login - New User",
        // Ours tells of every changed trust, theirs of those that let in other accounts.
        "AWS.IAM.BackdoorRole: IAM Role Policy Updated Without Internet Access",
        "AWS.IAM.BackdoorRole: IAM Role Policy Updated With No Policy Document",
        // Ours tells of every new key, at Low.
        "AWS.IAM.Backdoor.User.Keys: user1 create keys for user1",
        // A database that is made open to the internet is as open as one that is restored so.
        "AWS.RDS.PublicRestore: Not-Restore-RDS-Request",
        // Ours tells of snapshots that are shared with everybody, theirs with anybody.
        "AWS.RDS.SnapshotShared: Snapshot shared with another account",
        // Theirs tells of every change; this one closes the bucket.
        "AWS.S3.BucketPolicyModified: S3 Bucket Policy Modified",
        // Versioning and second factors for deletion have no type.
        "AWS.S3.SecurityControlDisabling: Match - Versioning Suspended",
        "AWS.S3.SecurityControlDisabling: Match - Versioning Disabled (alternate status value)",
        "AWS.S3.SecurityControlDisabling: Match - MFA Delete Disabled",
        "AWS.S3.SecurityControlDisabling: Match - Versioning Suspended and MFA Delete Disabled in Single Call",
        // Who must change the password at the next sign-in was given another one all the same.
        "AWS.User.Login.Profile.Modified: User changed password for other reset required",
    ]

    private static let file = Folders.package.deletingLastPathComponent()
        .appending(path: "shared/data/cloudtrail/panther/rule-tests.ndjson.gz")

    /// The samples and their events as files in a folder.
    private static func samples(in folder: TemporaryFolder) throws -> [(sample: Sample, event: URL)] {
        let unpack = Process()
        unpack.executableURL = URL(fileURLWithPath: "/bin/gzip")
        unpack.arguments = ["-dc", file.path]
        let output = Pipe()
        unpack.standardOutput = output
        try unpack.run()
        let content = output.fileHandleForReading.readDataToEndOfFile()
        unpack.waitUntilExit()
        var found: [(Sample, URL)] = []
        for line in content.split(separator: 0x0A) {
            let sample = try JSONDecoder().decode(Sample.self, from: Data(line))
            guard sample.logType == "CloudTrail",
                let event = (try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])?["event"]
            else { continue }
            let bytes = Array(try JSONSerialization.data(withJSONObject: event))
            found.append((sample, try folder.write("\(found.count).json", bytes)))
        }
        return found
    }

    @Test(.enabled(if: Folders.exists(file), "the folder ../shared/data is not there"))
    func `ours and theirs agree, but for what is known`() throws {
        let folder = try TemporaryFolder()
        let samples = try Self.samples(in: folder)
        #expect(samples.count > 200)
        let knowledge = try lists([])
        var met: Set<String> = []
        for (sample, event) in samples {
            guard let type = Self.types[sample.ruleId] else { continue }
            let found = try scan([event.path], lists: knowledge, rules: .all).findings.contains { $0.type == type }
            let name = "\(sample.ruleId): \(sample.test)"
            if found != sample.expected {
                met.insert(name)
                #expect(Self.differences.contains(name), "\(name): theirs \(sample.expected), ours \(found)")
            }
        }
        #expect(met.count == Self.differences.count, "\(Self.differences.subtracting(met).sorted())")
    }

    @Test(.enabled(if: Folders.exists(file), "the folder ../shared/data is not there"))
    func `nothing of Medium or above is raised on samples that are no attack`() throws {
        let folder = try TemporaryFolder()
        let samples = try Self.samples(in: folder)
        let knowledge = try lists([])
        for (sample, event) in samples where !sample.expected {
            let found = try scan([event.path], lists: knowledge).findings.filter { $0.severity >= .medium }
            #expect(found.map(\.title) == [], "\(sample.ruleId): \(sample.test)")
        }
    }
}

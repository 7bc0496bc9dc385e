// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiFindings
import HinomiRecords
import Testing

struct SampleFindingsTests {
    private let samples = SampleFindings(account: Samples.account, region: "eu-west-1", at: Samples.noon)

    private func attributes(_ finding: Finding) throws -> FindingAttributes {
        FindingAttributes(try JSONValue.parse(String(decoding: finding.json(), as: UTF8.self)))
    }

    private func text(_ finding: Finding, _ attribute: String) throws -> String? {
        try attributes(finding).values(of: attribute).first?.text
    }

    private func sample(_ type: FindingType) throws -> Finding {
        try #require(try samples.findings(of: [type]).first)
    }

    @Test func `there is one of every type that is not retired`() {
        let rows = Catalogue.builtIn.rows.filter { !$0.retired }
        #expect(samples.types == rows.map(\.type))
        #expect(samples.all().map(\.type) == rows.map(\.type))
        #expect(Set(samples.all().map(\.id)).count == rows.count)
    }

    @Test func `each says that it is one, in its title and in its info`() throws {
        for finding in samples.all() {
            #expect(finding.title.hasPrefix("[SAMPLE] ") && finding.title.utf8.count > 20, "\(finding.type)")
            #expect(finding.info["sample"] == .truth(true))
            #expect(finding.caveats.contains { $0.hasPrefix("This is a sample") })
            #expect(finding.evidence.total == 0 && finding.records.isEmpty)
            #expect(try text(finding, "service.additionalInfo.sample") == "true")
            #expect((finding.account, finding.region, finding.count) == (Samples.account, "eu-west-1", 1))
            for time in [finding.createdAt, finding.updatedAt, finding.eventFirstSeen, finding.eventLastSeen] {
                #expect(time == Samples.noon)
            }
            for wording in [finding.title.dropFirst("[SAMPLE] ".count), finding.description[...]] {
                #expect(!wording.contains(where: "{}[]|".contains), "\(wording)")
            }
        }
    }

    @Test func `the rows of the catalogue decide resource, action, role and severity`() throws {
        for finding in samples.all() {
            let row = try #require(Catalogue.builtIn.row(for: finding.type))
            let attributes = try attributes(finding)
            func told(_ attribute: String) -> String { attributes.values(of: attribute).first?.text ?? "" }
            #expect(told("resource.resourceType") == (row.resourceTypes.first ?? "AccessKey"), "\(finding.type)")
            #expect(told("service.action.actionType") == row.actionType, "\(finding.type)")
            if let role = row.defaultRole { #expect(told("service.resourceRole") == role.rawValue, "\(finding.type)") }
            #expect(finding.severity == row.defaultSeverity, "\(finding.type)")
        }
    }

    @Test(.enabled(if: Repository.exists(Repository.findingTypes), "the reference is not here"))
    func `they agree with what the reference says of each type`() throws {
        let data = try Data(contentsOf: Repository.findingTypes)
        let types = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        let active = types.filter { $0["retired"] as? Bool == false }
        #expect(active.count == 226)
        for entry in active {
            let name = try #require(entry["type"] as? String)
            let finding = try sample(FindingType(name))
            let attributes = try attributes(finding)
            func told(_ attribute: String) -> String? { attributes.values(of: attribute).first?.text }
            let resources = try #require(entry["resource_type"] as? String).components(separatedBy: " | ")
            if !resources[0].hasPrefix("unknown") { #expect(told("resource.resourceType") == resources[0], "\(name)") }
            #expect(told("service.action.actionType") == entry["action_type"] as? String, "\(name)")
            if let roles = entry["resource_role"] as? String {
                #expect(told("service.resourceRole") == roles.components(separatedBy: " | ").first, "\(name)")
            }
            let severity = try #require(entry["default_severity"] as? [String: Any])
            if severity["label"] as? String != "Variable" {
                #expect(finding.severity.value == severity["value"] as? Double, "\(name)")
                #expect(finding.severity.label.rawValue == severity["label"] as? String, "\(name)")
            }
        }
    }

    @Test func `again is the same finding, elsewhere is another`() throws {
        let later = SampleFindings(
            account: Samples.account, region: "eu-west-1", at: Samples.noon.advanced(seconds: 86_400))
        #expect(later.all().map(\.id) == samples.all().map(\.id))
        let elsewhere = SampleFindings(account: Samples.account, region: "us-east-1", at: Samples.noon)
        let other = SampleFindings(account: AccountID(number: 1), region: "eu-west-1", at: Samples.noon)
        let ids = [samples, elsewhere, other].map { $0.all().map(\.id) }
        #expect(Set(ids.flatMap { $0 }).count == 3 * samples.types.count)
    }

    @Test func `a detector that is named is the one that found them`() throws {
        let own = SampleFindings(
            account: Samples.account, region: "eu-west-1", detectorID: "0123456789abcdef0123456789abcdef",
            at: Samples.noon)
        let finding = try #require(try own.findings(of: ["Recon:EC2/Portscan"]).first)
        #expect(
            finding.arn.hasPrefix("arn:aws:guardduty:eu-west-1:111122223333:detector/0123456789abcdef0123456789abcdef/")
        )
        #expect(try text(finding, "service.detectorId") == "0123456789abcdef0123456789abcdef")
        #expect(finding.id == (try sample("Recon:EC2/Portscan")).id)
    }

    @Test func `types are taken by name, once each, and others refused by name`() throws {
        let some: [FindingType] = ["Trojan:EC2/DropPoint", "Recon:EC2/Portscan", "Trojan:EC2/DropPoint"]
        #expect(try samples.findings(of: some).map(\.type) == ["Trojan:EC2/DropPoint", "Recon:EC2/Portscan"])
        #expect(try samples.findings(of: []).isEmpty)
        for name in ["Recon:EC2/portscan", "", "Recon:EC2/*"] {
            let error = #expect(throws: SampleTypeError.self) {
                try samples.findings(of: ["Recon:EC2/Portscan", FindingType(name)])
            }
            #expect(error?.reason == .unknown && error?.type.name == name)
            #expect(error?.description.contains("“\(name)”") == true)
        }
        let retired = #expect(throws: SampleTypeError.self) {
            try samples.findings(of: ["Discovery:S3/BucketEnumeration.Unusual"])
        }
        #expect(retired?.reason == .retired("Discovery:IAMUser/AnomalousBehavior"))
    }

    @Test func `placeholders are those that GuardDuty uses`() throws {
        let scan = try sample("UnauthorizedAccess:EC2/SSHBruteForce")
        let expected: [(String, [String])] = [
            ("resource.instanceDetails.instanceId", ["i-99999999"]),
            ("resource.instanceDetails.instanceType", ["m3.xlarge"]),
            // 2016-08-02T02:05:06Z
            ("resource.instanceDetails.launchTime", ["1470103506000"]),
            ("resource.instanceDetails.imageId", ["ami-99999999"]),
            ("resource.instanceDetails.networkInterfaces.privateIpAddresses.privateIpAddress", ["10.0.0.1"]),
            ("resource.instanceDetails.tags.key", (1...9).map { "GeneratedFindingInstanceTag\($0)" }),
            ("service.action.networkConnectionAction.remoteIpDetails.ipAddressV4", ["198.51.100.0"]),
            ("service.action.networkConnectionAction.remoteIpDetails.organization.asn", ["0"]),
            ("service.action.networkConnectionAction.remoteIpDetails.geoLocation.lat", ["0"]),
            ("service.action.networkConnectionAction.localIpDetails.ipAddressV4", ["10.0.0.23"]),
            ("service.action.networkConnectionAction.localPortDetails.port", ["22"]),
            ("service.action.networkConnectionAction.connectionDirection", ["INBOUND"]),
        ]
        for (attribute, texts) in expected {
            #expect(try attributes(scan).values(of: attribute).map(\.text) == texts, "\(attribute)")
        }
        let sequence = try sample("AttackSequence:S3/CompromisedData")
        #expect(try text(sequence, "service.detection.sequence.actors.user.name") == "john_doe")
        #expect(try text(sequence, "service.featureName") == "Correlation")
        #expect(
            try attributes(sequence).values(of: "service.detection.sequence.resources.resourceType").map(\.text)
                == ["ACCESS_KEY", "S3_BUCKET"])
        #expect(try sample("AttackSequence:EKS/CompromisedCluster").title.contains("GeneratedFindingEKSClusterName"))
        let runtime = try sample("Execution:Runtime/ReverseShell")
        #expect(try text(runtime, "service.runtimeDetails.process.pid") == "1234")
        #expect(try text(runtime, "service.resourceRole") == "")
        let login = try sample("Discovery:RDS/TorIPCaller")
        #expect(try text(login, "service.action.rdsLoginAttemptAction.remoteIpDetails.ipAddressV4") == "198.51.100.0")
        #expect(login.title.contains("generatedfindingdbinstanceid"))
        let cluster = try sample("Discovery:Kubernetes/TorIPCaller")
        #expect(try text(cluster, "resource.eksClusterDetails.name") == "GeneratedFindingEKSClusterName")
        #expect(try text(cluster, "service.additionalInfo.threatListName") == "GeneratedFindingThreatListName")
    }

    @Test func `every format writes them all`() throws {
        let findings = samples.all()
        #expect(CSVFormatTests.rows(FindingFormat.csv.data(findings)).count == findings.count + 1)
        let report = TextReport().text(findings)
        for finding in findings { #expect(report.contains(finding.type.name) && report.contains(finding.id)) }
    }

    @Test(.enabled(if: Python.has("botocore"), "python3 with botocore is not here"))
    func `clients of GuardDuty and Security Hub read every sample`() throws {
        for (format, script) in [(FindingFormat.json, "check_wire.py"), (.asff, "check_asff.py")] {
            let result = try Python.check(script, input: format.data(samples.all()))
            #expect(result.status == 0, "\(script): \(result.output)")
        }
    }

    @Test(.enabled(if: Python.has("ocsf_json_schema", "jsonschema"), "ocsf-json-schema and jsonschema are not here"))
    func `events of samples follow the published OCSF schema`() throws {
        let result = try Python.check("check_ocsf.py", input: FindingFormat.ocsf.data(samples.all()))
        #expect(result.status == 0, "\(result.output)")
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// The AWS Security Finding Format (2018-10-08), as Security Hub's BatchImportFindings takes it.
///
/// Written are documents `{"Findings":[…]}` of at most 100 findings, one a line: the limit of a call. Texts are cut to
/// the lengths the format allows.
public enum ASFFFormat {
    /// Findings in one document.
    public static let batchSize = 100

    /// Writes findings to `sink`, a piece for each document.
    public static func write(
        _ findings: some Sequence<Finding>, options: OutputOptions = OutputOptions(), to sink: ([UInt8]) throws -> Void
    ) rethrows {
        var batch: [Finding] = []
        var hasWritten = false
        for finding in findings {
            batch.append(finding)
            if batch.count == batchSize {
                try sink(document(batch))
                batch.removeAll(keepingCapacity: true)
                hasWritten = true
            }
        }
        if !batch.isEmpty || !hasWritten { try sink(document(batch)) }
    }

    private static func document(_ findings: [Finding]) -> [UInt8] {
        var writer = JSONWriter()
        writer.object {
            $0.array("Findings") { for finding in findings { $0.object { ASFFFormat.write(finding, to: &$0) } } }
        }
        writer.newline()
        return writer.take()
    }

    private static func write(_ finding: Finding, to json: inout JSONWriter) {
        let account = finding.account.description
        json.member("SchemaVersion", "2018-10-08")
        json.member("Id", finding.arn.bounded(512))
        json.member(
            "ProductArn", "arn:aws:securityhub:\(finding.region):\(account):product/\(account)/default".bounded(2048))
        json.member("ProductName", "Hinomi")
        json.member("CompanyName", "Hinomi")
        json.member("Region", finding.region.bounded(16))
        json.member("GeneratorId", "hinomi/\(finding.type)".bounded(512))
        json.member("AwsAccountId", account)
        json.member("Types", [types(finding)])
        json.member("FirstObservedAt", finding.eventFirstSeen.withinCalendar.iso8601)
        json.member("LastObservedAt", finding.eventLastSeen.withinCalendar.iso8601)
        json.member("CreatedAt", finding.createdAt.withinCalendar.iso8601)
        json.member("UpdatedAt", finding.updatedAt.withinCalendar.iso8601)
        json.object("Severity") {
            $0.member("Product", finding.severity.value)
            $0.member("Label", finding.severity.label.rawValue.uppercased())
            $0.member("Original", finding.severity.value.description)
        }
        json.member("Title", finding.title.bounded(256))
        json.member("Description", finding.description.bounded(1024))
        if !finding.remediation.isEmpty {
            json.object("Remediation") {
                let text = finding.remediation.joined(separator: " ").bounded(512)
                $0.object("Recommendation") { $0.member("Text", text) }
            }
        }
        json.object("ProductFields") { fields(finding, to: &$0) }
        network(finding, to: &json)
        indicators(finding, to: &json)
        json.array("Resources") { $0.object { resource(finding, to: &$0) } }
        json.object("Workflow") { $0.member("Status", "NEW") }
        json.member("RecordState", "ACTIVE")
        if let sequence = finding.sequence {
            json.object("Detection") { $0.object("Sequence") { sequence.writeASFF(to: &$0, finding) } }
        } else if finding.action.hasASFF {
            json.object("Action") { finding.action.writeASFF(to: &$0, finding) }
        }
    }

    /// `TTPs/Discovery/Recon:EC2-Portscan`: namespace and category from the catalogue's tactics, then the type.
    private static func types(_ finding: Finding) -> String {
        let tactic = Catalogue.builtIn.row(for: finding.type)?.mitreTactics.first ?? ""
        let category =
            switch tactic {
            case "TA0010": "Effects/Data Exfiltration"
            case "TA0040": "Effects/Resource Consumption"
            case "TA0043": "TTPs/Discovery"
            case "TA0042", "": "Unusual Behaviors"
            default: "TTPs/" + (AttackName.of(tactic) ?? "Discovery")
            }
        return category + "/" + String(finding.type.name.map { $0 == "/" ? "-" : $0 })
    }

    private static func fields(_ finding: Finding, to json: inout JSONWriter) {
        var fields: [(String, String)] = [
            ("hinomi/detectorId", finding.detectorID), ("hinomi/role", finding.role.rawValue),
            ("hinomi/count", String(finding.count)), ("hinomi/evidence/total", String(finding.evidence.total)),
            ("hinomi/summary", finding.summary),
        ]
        for (i, reason) in finding.reasons.enumerated() { fields.append(("hinomi/reasons/\(i)", reason.text)) }
        for (i, caveat) in finding.caveats.enumerated() { fields.append(("hinomi/caveats/\(i)", caveat)) }
        for (key, value) in fields.prefix(50) { json.memberASFF(key, value, limit: 2048) }
    }

    private static func network(_ finding: Finding, to json: inout JSONWriter) {
        guard case .networkConnection(let connection) = finding.action else { return }
        let isInbound = connection.direction == .inbound
        func end(_ prefix: String, _ address: IPAddress, _ port: UInt16, _ json: inout JSONWriter) {
            json.member(prefix + (address.isV4 ? "IpV4" : "IpV6"), address.description)
            json.member(prefix + "Port", port)
        }
        json.object("Network") {
            if connection.direction != .unknown { $0.member("Direction", isInbound ? "IN" : "OUT") }
            $0.member("Protocol", ProtocolName.of(connection.protocolNumber))
            end(isInbound ? "Destination" : "Source", connection.localAddress, connection.localPort, &$0)
            end(isInbound ? "Source" : "Destination", connection.remoteAddress, connection.remotePort, &$0)
        }
    }

    private static func indicators(_ finding: Finding, to json: inout JSONWriter) {
        guard !finding.intelligence.isEmpty else { return }
        var value = "", type = ""
        if case .dnsRequest(let request) = finding.action {
            (value, type) = (request.domain, "DOMAIN")
        } else if let remote = Sides(finding).remote {
            (value, type) = (remote.description, remote.isV4 ? "IPV4_ADDRESS" : "IPV6_ADDRESS")
        }
        guard !JSONWriter.isBlank(value) else { return }
        let category =
            finding.type.name.contains("C&C")
            ? "COMMAND_AND_CONTROL"
            : finding.type.name.contains("DropPoint") ? "DROP_SITE" : ""
        json.array("ThreatIntelIndicators") {
            for detail in finding.intelligence.prefix(5) {
                $0.object {
                    $0.member("Type", type)
                    $0.member("Value", value.bounded(512))
                    $0.member("Category", category)
                    $0.member("LastObservedAt", finding.eventLastSeen.withinCalendar.iso8601)
                    $0.memberASFF("Source", detail.listName, limit: 64)
                }
            }
        }
    }

    private static func resource(_ finding: Finding, to json: inout JSONWriter) {
        let account = finding.account.description
        switch finding.resource {
        case .instance(let details):
            let arn = "arn:aws:ec2:\(finding.region):\(account):instance/\(details.name)"
            json.member("Type", "AwsEc2Instance")
            json.member("Id", arn.bounded(512))
            json.member("Partition", "aws")
            json.member("Region", finding.region.bounded(16))
            json.member("ResourceRole", finding.role == .actor ? "Actor" : "Target")
            let tags = details.tags.filter { !JSONWriter.isBlank($0.key) && !JSONWriter.isBlank($0.value) }
            if !tags.isEmpty {
                json.object("Tags") {
                    var seen = Set<String>()
                    for tag in tags where seen.insert(tag.key.bounded(128)).inserted {
                        $0.memberASFF(tag.key.bounded(128), tag.value, limit: 256)
                    }
                }
            }
            json.object("Details") { $0.object("AwsEc2Instance") { instance(details, to: &$0) } }
        case .bucket(let access) where access.isDataCall && !access.name.isEmpty:
            json.member("Type", "AwsS3Bucket")
            json.member("Id", access.arn.bounded(512))
            json.member("Partition", "aws")
            json.member("Region", finding.region.bounded(16))
            json.member("ResourceRole", finding.role == .actor ? "Actor" : "Target")
        case .other(let other):
            json.member("Type", other.kind.typeASFF)
            json.member("Id", (JSONWriter.isBlank(other.arn) ? finding.arn : other.arn).bounded(512))
            json.member("Partition", "aws")
            json.member("Region", finding.region.bounded(16))
            json.member("ResourceRole", finding.role == .actor ? "Actor" : "Target")
        case .accessKey, .bucket, .sequence:
            let details = finding.resource.caller ?? AccessKeyDetails()
            json.member("Type", "AwsIamAccessKey")
            let name = details.name.isEmpty ? account : details.name
            json.member("Id", "AWS::IAM::AccessKey:" + name.bounded(480))
            json.member("Partition", "aws")
            json.member("Region", finding.region.bounded(16))
            json.member("ResourceRole", finding.role == .actor ? "Actor" : "Target")
            json.object("Details") {
                $0.object("AwsIamAccessKey") {
                    $0.member("AccountId", account)
                    $0.memberASFF("AccessKeyId", details.accessKeyID)
                    $0.memberASFF("PrincipalId", details.principalID)
                    $0.memberASFF("PrincipalType", details.userType)
                    $0.memberASFF("PrincipalName", details.userName)
                }
            }
        }
    }

    private static func instance(_ details: InstanceDetails, to json: inout JSONWriter) {
        let addresses = [details.privateAddress, details.publicAddress].compactMap { $0 }
        json.memberASFF("Type", details.instanceType)
        json.memberASFF("ImageId", details.imageID)
        let v4 = addresses.filter(\.isV4).map(\.description)
        let v6 = addresses.filter { !$0.isV4 }.map(\.description)
        if !v4.isEmpty { json.member("IpV4Addresses", v4) }
        if !v6.isEmpty { json.member("IpV6Addresses", v6) }
        json.memberASFF("IamInstanceProfileArn", details.iamInstanceProfileARN)
        json.memberASFF("VpcId", details.vpcID)
        json.memberASFF("SubnetId", details.subnetID)
        json.memberASFF("LaunchedAt", details.launchTime)
    }
}

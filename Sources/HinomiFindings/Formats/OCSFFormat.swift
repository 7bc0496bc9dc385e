// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// Detection Findings of the Open Cybersecurity Schema Framework, version 1.3, one a line.
public enum OCSFFormat {
    /// Writes findings to `sink`, a piece for each line.
    public static func write(
        _ findings: some Sequence<Finding>, options: OutputOptions = OutputOptions(), to sink: ([UInt8]) throws -> Void
    ) rethrows {
        var writer = JSONWriter()
        for finding in findings {
            writer.object { OCSFFormat.write(finding, options, to: &$0) }
            writer.newline()
            try sink(writer.take())
        }
    }

    private static func write(_ finding: Finding, _ options: OutputOptions, to json: inout JSONWriter) {
        let (first, last) = (finding.eventFirstSeen.withinCalendar, finding.eventLastSeen.withinCalendar)
        json.member("activity_id", 1)
        json.member("activity_name", "Create")
        json.member("category_uid", 2)
        json.member("category_name", "Findings")
        json.member("class_uid", 2004)
        json.member("class_name", "Detection Finding")
        json.member("type_uid", 200401)
        json.member("type_name", "Detection Finding: Create")
        json.member("time", finding.updatedAt.withinCalendar.milliseconds)
        json.member("start_time", first.milliseconds)
        json.member("end_time", last.milliseconds)
        json.member("duration", last.milliseconds - first.milliseconds)
        json.member("count", min(finding.count, Int(Int32.max)))
        json.member("severity_id", severityID(finding.severity.label))
        json.member("severity", finding.severity.label.rawValue)
        json.member("status_id", 1)
        json.member("status", "New")
        json.member("message", finding.summary)
        json.object("metadata") {
            $0.member("version", "1.3.0")
            $0.member("uid", finding.id)
            $0.member("profiles", ["cloud"])
            $0.object("product") {
                $0.member("name", "Hinomi")
                $0.member("vendor_name", "Hinomi")
                $0.member("version", options.productVersion)
                $0.member("uid", finding.detectorID)
            }
        }
        json.object("cloud") {
            $0.member("provider", "AWS")
            $0.member("region", finding.region)
            $0.object("account") {
                $0.member("uid", finding.account.description)
                $0.member("type_id", 10)
                $0.member("type", "AWS Account")
            }
        }
        json.object("finding_info") { info(finding, to: &$0) }
        if case .apiCall(let call) = finding.action { json.object("api") { call.writeOCSF(to: &$0) } }
        json.array("evidences") { evidences(finding, options, to: &$0) }
        json.array("resources") { $0.object { resource(finding, to: &$0) } }
        if !finding.remediation.isEmpty {
            json.object("remediation") { $0.member("desc", finding.remediation.joined(separator: " ")) }
        }
        observables(finding, to: &json)
        json.object("unmapped") { unmapped(finding, to: &$0) }
    }

    private static func severityID(_ label: Severity.Label) -> Int {
        switch label {
        case .low: 2
        case .medium: 3
        case .high: 4
        case .critical: 5
        }
    }

    private static func info(_ finding: Finding, to json: inout JSONWriter) {
        let row = Catalogue.builtIn.row(for: finding.type)
        json.member("uid", finding.id)
        json.member("title", finding.title)
        json.member("desc", finding.description)
        json.member("types", [finding.type.name])
        json.member("created_time", finding.createdAt.withinCalendar.milliseconds)
        json.member("modified_time", finding.updatedAt.withinCalendar.milliseconds)
        json.member("first_seen_time", finding.eventFirstSeen.withinCalendar.milliseconds)
        json.member("last_seen_time", finding.eventLastSeen.withinCalendar.milliseconds)
        json.member("product_uid", finding.detectorID)
        json.member("data_sources", row?.dataSources ?? [])
        json.object("analytic") {
            $0.member("uid", finding.type.name)
            $0.member("name", finding.type.name)
            let isBehavioral = ["Anomalous", "Unusual"].contains(where: finding.type.name.contains)
            $0.member("type_id", isBehavioral ? 2 : 1)
        }
        if let sequence = finding.sequence { return attacks(of: sequence, to: &json) }
        guard let row, !row.mitreTactics.isEmpty else { return }
        json.array("attacks") {
            for tactic in row.mitreTactics {
                // A row without techniques still names its tactic.
                for technique in row.mitreTechniques.isEmpty ? [""] : row.mitreTechniques {
                    $0.object { attack(tactic, technique, to: &$0) }
                }
            }
        }
    }

    private static func attacks(of sequence: AttackSequence, to json: inout JSONWriter) {
        json.array("attacks") { list in
            for tactic in sequence.tactics {
                let techniques = sequence.steps.filter { $0.tactic == tactic }.map(\.technique).withoutRepeats
                for technique in techniques { list.object { attack(tactic.attackID, technique, to: &$0) } }
            }
        }
    }

    private static func attack(_ tactic: String, _ technique: String, to json: inout JSONWriter) {
        func named(_ member: String, _ id: String, _ json: inout JSONWriter) {
            json.object(member) {
                $0.member("uid", id)
                $0.member("name", AttackName.of(id) ?? "")
            }
        }
        named("tactic", tactic, &json)
        if technique.isEmpty { return }
        let parent = String(technique.prefix { $0 != "." })
        json.object("technique") {
            $0.member("uid", parent)
            $0.member("name", AttackName.of(parent) ?? "")
        }
        if parent != technique { named("sub_technique", technique, &json) }
    }

    private static func resource(_ finding: Finding, to json: inout JSONWriter) {
        json.member("region", finding.region)
        json.member("cloud_partition", "aws")
        switch finding.resource {
        case .instance(let details):
            json.member("type", "AWS::EC2::Instance")
            json.member("uid", details.name)
            json.member("labels", details.tags.map { $0.key + "=" + $0.value })
            json.object("data") { finding.resource.writeMembers(to: &$0) }
        case .bucket(let access) where access.isDataCall && !access.name.isEmpty:
            json.member("type", "AWS::S3::Bucket")
            json.member("uid", access.arn)
            json.member("name", access.name)
            json.object("data") { finding.resource.writeMembers(to: &$0) }
        case .other(let other):
            json.member("type", other.kind.typeOCSF)
            json.member("uid", other.arn)
            json.member("name", other.name.isEmpty ? "unknown" : other.name)
            json.object("data") { finding.resource.writeMembers(to: &$0) }
        case .accessKey, .bucket, .sequence:
            let details = finding.resource.caller ?? AccessKeyDetails()
            json.member("type", "AWS::IAM::AccessKey")
            json.member("uid", details.accessKeyID)
            json.member("name", details.name.isEmpty ? "unknown" : details.name)
            json.object("data") { finding.resource.writeMembers(to: &$0) }
        }
    }

    private static func observables(_ finding: Finding, to json: inout JSONWriter) {
        var seen: [(name: String, type: String, id: Int, value: String)] = []
        let sides = Sides(finding)
        let isLocalFirst = sides.direction != NetworkConnection.Direction.inbound.rawValue && sides.local != nil
        let (remoteEnd, localEnd) = isLocalFirst ? ("dst", "src") : ("src", "dst")
        if let remote = sides.remote {
            seen.append(("evidences[].\(remoteEnd)_endpoint.ip", "IP Address", 2, remote.description))
        }
        if let local = sides.local {
            seen.append(("evidences[].\(localEnd)_endpoint.ip", "IP Address", 2, local.description))
        }
        if case .dnsRequest(let request) = finding.action {
            seen.append(("evidences[].query.hostname", "Hostname", 1, request.domain))
        }
        switch finding.resource {
        case .instance(let details): seen.append(("resources[].uid", "Resource UID", 10, details.name))
        case .bucket(let access) where access.isDataCall:
            seen.append(("evidences[].actor.user.name", "User Name", 4, access.caller.userName))
            seen.append(("resources[].uid", "Resource UID", 10, access.arn))
        case .other(let other): seen.append(("resources[].uid", "Resource UID", 10, other.arn))
        case .accessKey, .bucket, .sequence:
            let details = finding.resource.caller ?? AccessKeyDetails()
            seen.append(("evidences[].actor.user.name", "User Name", 4, details.userName))
            seen.append(("resources[].uid", "User Credential ID", 19, details.accessKeyID))
        }
        json.array("observables") {
            for observable in seen where !observable.value.isEmpty {
                $0.object {
                    $0.member("name", observable.name)
                    $0.member("type", observable.type)
                    $0.member("type_id", observable.id)
                    $0.member("value", observable.value)
                }
            }
        }
    }

    private static func unmapped(_ finding: Finding, to json: inout JSONWriter) {
        json.member("arn", finding.arn)
        json.member("resource_role", finding.role.rawValue)
        json.member("severity_score", finding.severity.value)
        json.member("reasons", finding.reasons.map(\.text))
        json.member("caveats", finding.caveats)
        json.member("evidence_total", finding.evidence.total)
        json.array("threat_lists") {
            for detail in finding.intelligence {
                $0.object {
                    $0.member("name", always: detail.listName)
                    $0.member("threat_names", detail.threatNames)
                }
            }
        }
        json.object("additional_info") {
            for (key, value) in finding.info.sorted(by: { $0.key < $1.key }) { $0.member(key, value) }
        }
    }
}

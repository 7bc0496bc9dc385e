// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// A table after RFC 4180: a header line, a line for each finding, lines ended by CR LF, cells quoted where needed.
///
/// Logs hold what attackers typed, and spreadsheets run cells that look like formulas. A cell that begins with `=`, `+`,
/// `-`, `@`, tab or carriage return therefore gets an apostrophe in front. Control characters other than tab and line
/// ends are written out (`\u{1b}`).
public enum CSVFormat {
    /// The names of the columns.
    public static let header = [
        "id", "severity", "severity_label", "type", "title", "description", "account", "region", "resource_type",
        "resource", "role", "action", "direction", "protocol", "local_address", "local_port", "remote_address",
        "remote_port", "remote_country", "remote_asn", "remote_as_org", "domain", "api", "service", "error_code",
        "user_agent", "blocked", "count", "first_seen", "last_seen", "created", "updated", "threat_lists", "reasons",
        "caveats", "next_steps", "evidence_total", "arn",
    ]

    /// Writes findings to `sink`, a piece for each line.
    public static func write(
        _ findings: some Sequence<Finding>, options: OutputOptions = OutputOptions(), to sink: ([UInt8]) throws -> Void
    ) rethrows {
        try sink(line(header))
        for finding in findings { try sink(line(cells(finding))) }
    }

    /// A line of cells.
    static func line(_ cells: [String]) -> [UInt8] {
        Array((cells.map(cell).joined(separator: ",") + "\r\n").utf8)
    }

    /// A cell as it is written.
    static func cell(_ text: String) -> String {
        var safe = ""
        for scalar in text.unicodeScalars {
            if VisibleText.isHidden(scalar), scalar != "\n", scalar != "\r", scalar != "\t" {
                safe += "\\u{" + String(scalar.value, radix: 16) + "}"
            } else {
                safe.unicodeScalars.append(scalar)
            }
        }
        if let first = safe.unicodeScalars.first, ["=", "+", "-", "@", "\t", "\r"].contains(first) {
            safe = "'" + safe
        }
        let isPlain = !safe.unicodeScalars.contains { ["\"", ",", "\n", "\r"].contains($0) }
        if isPlain, !safe.hasPrefix(" "), !safe.hasSuffix(" ") { return safe }
        var quoted = "\""
        for scalar in safe.unicodeScalars {
            if scalar == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }

    private static func cells(_ finding: Finding) -> [String] {
        let side = Sides(finding)
        let place = side.remote.flatMap { finding.places[$0] }
        var domain = "", api = "", service = "", errorCode = "", userAgent = ""
        switch finding.action {
        case .dnsRequest(let request): domain = request.domain
        case .apiCall(let call):
            (domain, api, service) = (call.callerDomain, call.api, call.serviceName)
            (errorCode, userAgent) = (call.errorCode, call.userAgent)
        case .sequence(let sequence):
            api = sequence.steps.map(\.api).filter { !$0.isEmpty }.withoutRepeats.joined(separator: "; ")
            service = sequence.steps.map(\.service).filter { !$0.isEmpty }.withoutRepeats.joined(separator: "; ")
        case .networkConnection, .portProbe, .other: break
        }
        var cells = [
            finding.id, PlainNumber.text(finding.severity.value), finding.severity.label.rawValue, finding.type.name,
            finding.title, finding.description, finding.account.description, finding.region,
            finding.resource.resourceType, finding.resource.name, finding.role.rawValue, finding.action.actionType,
            side.direction, side.protocolName, side.local?.description ?? "", side.localPort.map { String($0) } ?? "",
            side.remote?.description ?? "", side.remotePort.map { String($0) } ?? "",
        ]
        cells += [
            place?.countryCode ?? "", place?.asn.map { String($0) } ?? "", place?.asnOrganization ?? "", domain, api,
            service, errorCode, userAgent, side.isBlocked.map { String($0) } ?? "", String(finding.count),
        ]
        cells += [finding.eventFirstSeen, finding.eventLastSeen, finding.createdAt, finding.updatedAt]
            .map(\.withinCalendar.iso8601)
        cells += [
            finding.intelligence.map(\.listName).joined(separator: "; "),
            finding.reasons.map(\.text).joined(separator: "; "), finding.caveats.joined(separator: "; "),
            finding.remediation.joined(separator: " "), String(finding.evidence.total), finding.arn,
        ]
        return cells
    }
}

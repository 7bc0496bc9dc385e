// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

extension Finding {
    /// The finding as one JSON object in the form GuardDuty's API sends.
    ///
    /// All keys are GuardDuty's but `hinomi`, which explains the finding: one sentence, reasons in numbers, caveats, the
    /// records behind it and what to do next.
    public func json(_ options: OutputOptions = OutputOptions()) -> [UInt8] {
        var writer = JSONWriter()
        write(to: &writer, options)
        return writer.take()
    }

    /// Writes the finding in the form GuardDuty's API sends.
    public func write(to writer: inout JSONWriter, _ options: OutputOptions = OutputOptions()) {
        writer.object { json in
            json.member("schemaVersion", "2.0")
            json.member("accountId", account.description)
            json.member("region", always: region)
            json.member("partition", "aws")
            json.member("id", id)
            json.member("arn", arn)
            json.member("type", type.name)
            json.object("resource") { resource.writeMembers(to: &$0) }
            json.object("service") { writeService(to: &$0) }
            json.member("severity", severity.value)
            json.member("createdAt", createdAt.withinCalendar.iso8601)
            json.member("updatedAt", updatedAt.withinCalendar.iso8601)
            json.member("title", title)
            json.member("description", description)
            json.member("associatedAttackSequenceArn", attackSequenceARN)
            json.object("hinomi") { writeExplanation(to: &$0, options) }
        }
    }

    private func writeService(to json: inout JSONWriter) {
        json.member("serviceName", "guardduty")
        json.member("detectorId", detectorID)
        if sequence == nil { json.object("action") { action.writeMembers(to: &$0, places: places) } }
        // Where nothing acted nobody has a part in it.
        if case .other(let other) = action, other.actionType.isEmpty {
            json.member("resourceRole", always: "")
        } else {
            json.member("resourceRole", role.rawValue)
        }
        json.object("additionalInfo") { writeInfo(to: &$0) }
        if !intelligence.isEmpty {
            json.object("evidence") {
                $0.array("threatIntelligenceDetails") {
                    for detail in intelligence {
                        $0.object {
                            $0.member("threatListName", always: detail.listName)
                            $0.member("threatNames", detail.threatNames)
                        }
                    }
                }
            }
        }
        json.member("eventFirstSeen", eventFirstSeen.inWholeSeconds)
        json.member("eventLastSeen", eventLastSeen.inWholeSeconds)
        if let behavior {
            json.object("detection") { $0.object("anomaly") { behavior.writeAnomaly(to: &$0) } }
        }
        if let sequence {
            json.member("featureName", "Correlation")
            json.object("detection") { $0.object("sequence") { sequence.write(to: &$0, of: self) } }
        }
        if case .other(let other) = action { json.members(other.service.members) }
        json.member("archived", false)
        json.member("count", count)
    }

    /// Writes the own keys, then the same once more as text: clients of the API's model see only that text.
    private func writeInfo(to json: inout JSONWriter) {
        var keys = info
        keys["value"] = nil
        keys["type"] = nil
        if let list = intelligence.first {
            keys["threatListName"] = keys["threatListName"] ?? .text(list.listName)
            let names = list.threatNames.joined(separator: ", ")
            if !names.isEmpty { keys["threatName"] = keys["threatName"] ?? .text(names) }
        }
        let sorted = keys.sorted { $0.key < $1.key }
        var value = JSONWriter()
        value.object {
            for (key, entry) in sorted { $0.member(key, entry) }
            behavior?.writeInfo(to: &$0)
        }
        for (key, entry) in sorted { json.member(key, entry) }
        behavior?.writeInfo(to: &json)
        json.member("value", String(decoding: value.bytes, as: UTF8.self))
        json.member("type", "default")
    }

    private func writeExplanation(to json: inout JSONWriter, _ options: OutputOptions) {
        json.member("summary", summary)
        json.array("reasons") {
            for reason in reasons {
                $0.object {
                    $0.member("what", always: reason.what)
                    $0.member("observed", reason.observed)
                    $0.member("limit", reason.limit)
                    $0.member("unit", reason.unit)
                }
            }
        }
        json.member("caveats", caveats)
        json.object("evidence") {
            $0.member("total", evidence.total)
            $0.array("records") {
                for record in records {
                    $0.object {
                        $0.member("time", record.time.withinCalendar.iso8601)
                        $0.member("raw", always: record.raw)
                        if options.includesPositions {
                            $0.member("file", record.file)
                            $0.member("line", record.line)
                        }
                    }
                }
            }
        }
        json.member("nextSteps", remediation)
    }
}

extension Timestamp {
    /// ISO 8601 with the milliseconds set to zero, as GuardDuty shows the times of events.
    var inWholeSeconds: String { Timestamp(seconds: withinCalendar.seconds).iso8601 }
}

extension JSONWriter {
    /// Writes a member with a value of `additionalInfo`.
    mutating func member(_ name: String, _ value: InfoValue) {
        switch value {
        case .text(let text): member(name, always: text)
        case .number(let number): member(name, number)
        case .truth(let truth): member(name, truth)
        case .numbers(let numbers): array(name) { for number in numbers { $0.number(number) } }
        case .texts(let texts): member(name, texts)
        }
    }
}

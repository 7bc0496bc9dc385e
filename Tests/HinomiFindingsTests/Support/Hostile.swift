// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// What attackers put into logs: texts that break out of quotes, cells, lines and terminals.
enum Hostile {
    static let texts: [String] = [
        "\"", "\\", "\\\"", "\n", "\r\n", "a\nb\r\n\"c\",d", "\u{0}", "\u{1B}[2J\u{1B}[31mred", "\u{9B}31m",
        "\u{7F}\u{8}\u{8}",
        "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "{instance_id}", "[{remote_ip}|x]", "|", "{",
        "}",
        "\u{202E}exe.txt", "\u{2028}\u{2029}", "\u{FEFF}", "\u{FFFD}",
        String(decoding: [0xFF, 0xFE, 0x41, 0xC3], as: UTF8.self),
        "日本語のテキスト", "😀👩‍👩‍👧‍👦", "e\u{301}\u{301}\u{301}", String(repeating: "A", count: 20_000),
        String(repeating: "\u{1B}", count: 500), "</script><script>", "' OR 1=1 --", "%s%n", "   ", "\u{E0041}",
    ]

    /// A signal with hostile text in every place that takes text from a log.
    static func signal(_ base: Signal, _ text: String) -> Signal {
        var signal = base
        signal.identity = [text]
        signal.region = base.region
        signal.reasons = [Reason(text, observed: 1, limit: 2, unit: text)]
        signal.intelligence = [ThreatIntelligenceDetail(listName: text, threatNames: [text])]
        signal.info = ["text": .text(text), "texts": .texts([text]), "value": .text(text)]
        if !text.isEmpty { signal.info[text] = .truth(true) }
        signal.terms = ["port_count": text, "window": text, "domain": text, "trail": text]
        signal.caveats = [text]
        switch signal.resource {
        case .instance(var details):
            details.instanceID = text
            details.vpcID = text
            details.tags = [.init(key: text, value: text), .init(key: "Name", value: text)]
            details.securityGroups = [.init(id: text, name: text)]
            signal.resource = .instance(details)
        case .accessKey(var details):
            details.userName = text
            details.principalID = text
            details.accessKeyID = text
            details.userType = text
            signal.resource = .accessKey(details)
        case .sequence(var details):
            details.userName = text
            details.principalID = text
            details.accessKeyID = text
            details.userType = text
            signal.resource = .sequence(details)
        case .bucket(var access):
            access.name = text
            access.caller.userName = text
            access.caller.principalID = text
            access.caller.accessKeyID = text
            access.caller.userType = text
            signal.resource = .bucket(access)
        case .other(var other):
            other.name = text
            other.arn = text
            other.details = ["eksClusterDetails": ["name": .string(text), "arn": .string(text)]]
            signal.resource = .other(other)
        }
        switch signal.action {
        case .dnsRequest(var request):
            request.domain = text
            request.domainWithSuffix = text
            signal.action = .dnsRequest(request)
        case .apiCall(var call):
            call.api = text
            call.serviceName = text
            call.callerDomain = text
            call.errorCode = text
            call.userAgent = text
            call.affectedResources = [text: text]
            signal.action = .apiCall(call)
        case .sequence(var sequence):
            for i in sequence.steps.indices {
                sequence.steps[i].uid = text
                sequence.steps[i].type = text
                sequence.steps[i].technique = text
                sequence.steps[i].service = text
                sequence.steps[i].api = text
                sequence.steps[i].actor = text
                sequence.steps[i].thing = .init(name: text, kind: .bucket)
                sequence.steps[i].indicators = [.init(.userAgent, [text, "kali"])]
            }
            for i in sequence.actors.indices {
                sequence.actors[i].id = text
                sequence.actors[i].caller.userName = text
                sequence.actors[i].caller.principalID = text
                sequence.actors[i].caller.accessKeyID = text
                sequence.actors[i].caller.userType = text
            }
            signal.action = .sequence(sequence)
        case .other(var other):
            other.details = ["kubernetesApiCallAction": ["requestUri": .string(text), "verb": .string(text)]]
            signal.action = .other(other)
        case .networkConnection, .portProbe: break
        }
        return signal
    }

    static func findings() -> [Finding] {
        var signals: [Signal] = []
        for base in Samples.all { for text in texts { signals.append(signal(base, text)) } }
        return Samples.findings(signals).enumerated().map { i, finding in
            var finding = finding
            let text = texts[i % texts.count]
            finding.records = [EvidenceRecord(time: .distantPast, raw: text, file: text, line: 3)]
            var place = Place()
            place.countryCode = text
            place.countryName = text
            place.cityName = text
            place.asnOrganization = text
            place.latitude = .nan
            finding.places[IPAddress(203, 0, 113, 9)] = place
            return finding
        }
    }
}

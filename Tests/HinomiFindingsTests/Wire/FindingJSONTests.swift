// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiFindings
import HinomiRecords
import Testing

struct FindingJSONTests {
    private func object(_ finding: Finding, _ options: OutputOptions = OutputOptions()) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(finding.json(options))) as? [String: Any])
    }

    private func value(_ object: Any?, _ path: String) -> Any? {
        path.split(separator: ".").reduce(object) { found, key in
            if let index = Int(key), let list = found as? [Any] { return index < list.count ? list[index] : nil }
            return (found as? [String: Any])?[String(key)]
        }
    }

    private func finding(_ signal: Signal) throws -> Finding { try #require(Samples.findings([signal]).first) }

    @Test func `a connection is written as the API sends it`() throws {
        let finding = try finding(Samples.scan)
        let object = try object(finding)
        let expected: [(String, NSObject)] = [
            ("schemaVersion", "2.0" as NSString), ("accountId", "111122223333" as NSString),
            ("partition", "aws" as NSString), ("severity", 5 as NSNumber),
            ("createdAt", "2026-03-01T10:04:59.000Z" as NSString),
            ("resource.resourceType", "Instance" as NSString),
            ("resource.instanceDetails.networkInterfaces.0.privateIpAddress", "10.0.0.7" as NSString),
            ("resource.instanceDetails.networkInterfaces.0.publicIp", "198.51.100.7" as NSString),
            ("resource.instanceDetails.tags.1.value", "shop" as NSString),
            ("service.serviceName", "guardduty" as NSString), ("service.archived", false as NSNumber),
            ("service.count", 37 as NSNumber), ("service.resourceRole", "ACTOR" as NSString),
            ("service.eventFirstSeen", "2026-03-01T10:00:00.000Z" as NSString),
            ("service.action.actionType", "NETWORK_CONNECTION" as NSString),
            ("service.action.networkConnectionAction.protocol", "TCP" as NSString),
            ("service.action.networkConnectionAction.remotePortDetails.portName", "HTTPS" as NSString),
            ("service.action.networkConnectionAction.localPortDetails.portName", "Unknown" as NSString),
            ("service.action.networkConnectionAction.remoteIpDetails.organization.asn", "64496" as NSString),
            ("service.action.networkConnectionAction.remoteIpDetails.country.countryCode", "NL" as NSString),
            ("service.action.networkConnectionAction.remoteIpDetails.geoLocation.lon", -4.9 as NSNumber),
            (
                "service.additionalInfo.value",
                #"{"context":"slow","portsScannedSample":[22,80,443]}"# as NSString
            ),
            ("service.additionalInfo.type", "default" as NSString),
            ("service.additionalInfo.portsScannedSample.2", 443 as NSNumber),
            ("hinomi.reasons.0.limit", 100 as NSNumber), ("hinomi.evidence.total", 30 as NSNumber),
        ]
        for (path, want) in expected { #expect(value(object, path) as? NSObject == want, "\(path)") }
        #expect(value(object, "service.evidence") == nil)
        #expect(value(object, "service.featureName") == nil)
        #expect(value(object, "hinomi.evidence.records.0.file") == nil)
        #expect((value(object, "hinomi.nextSteps") as? [String])?.isEmpty == false)
    }

    @Test func `positions of records are written on demand only`() throws {
        var options = OutputOptions()
        options.includesPositions = true
        let object = try object(finding(Samples.scan), options)
        #expect(value(object, "hinomi.evidence.records.0.file") as? String == "logs/flow.log.gz")
        #expect(value(object, "hinomi.evidence.records.0.line") as? Int == 12)
    }

    @Test func `a call carries caller, error and IPv6 source`() throws {
        let object = try object(finding(Samples.call))
        let call = "service.action.awsApiCallAction."
        #expect(value(object, call + "callerType") as? String == "Remote IP")
        #expect(value(object, call + "remoteIpDetails.ipAddressV6") as? String == "2001:db8::1")
        #expect(value(object, call + "remoteIpDetails.ipAddressV4") == nil)
        #expect(value(object, call + "errorCode") as? String == "AccessDenied")
        #expect(value(object, call + "remoteAccountDetails.affiliated") as? Bool == true)
        #expect(value(object, "resource.accessKeyDetails.userName") as? String == "alice")
        #expect(value(object, "service.additionalInfo.value") as? String == "{}")
        let service = try self.object(finding(Samples.serviceCall))
        #expect(value(service, call + "callerType") as? String == "Domain")
        #expect(value(service, call + "domainDetails.domain") as? String == "cloudformation.amazonaws.com")
    }

    @Test func `lists are named in evidence and in the additional info`() throws {
        let object = try object(finding(Samples.lookup))
        #expect(value(object, "service.evidence.threatIntelligenceDetails.0.threatListName") as? String == "abuse-list")
        #expect(
            value(object, "service.evidence.threatIntelligenceDetails.0.threatNames") as? [String] == ["Gozi", "Zeus"])
        #expect(value(object, "service.additionalInfo.threatListName") as? String == "abuse-list")
        #expect(value(object, "service.additionalInfo.threatName") as? String == "Gozi, Zeus")
        #expect(value(object, "service.action.dnsRequestAction.domainWithSuffix") as? String == "evil.example")
    }

    @Test func `the same findings are the same bytes`() {
        #expect(Samples.findings().map { $0.json() } == Samples.findings(Samples.all.reversed()).map { $0.json() })
    }

    @Test(.enabled(if: Python.has("botocore"), "python3 with botocore is not here"))
    func `a client of the API reads every finding`() throws {
        var call = Samples.call
        call.identity = ["from IPv4"]
        if case .apiCall(var action) = call.action {
            action.remoteAddress = IPAddress(203, 0, 113, 9)
            call.action = .apiCall(action)
        }
        let data = FindingFormat.json.data(Samples.findings(Samples.all + [call]) + Hostile.findings())
        let samples = Repository.exists(Repository.sampleFindings) ? [Repository.sampleFindings.path] : []
        let result = try Python.check("check_wire.py", samples, input: data)
        #expect(result.status == 0, "\(result.output)")
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiFindings
import HinomiRecords

/// A finding as the API sends it, with values of every kind, and the published samples.
enum CriteriaFixture {
    static let document = """
        {"accountId": "111122223333", "region": "eu-west-1", "id": "e0c22973b012f3af67ac593443e920ff",
         "type": "Recon:EC2/Portscan", "severity": 8.5, "confidence": 0, "partition": null,
         "createdAt": "2026-03-01T10:00:00.500Z", "updatedAt": "2026-03-01T10:00:00.500Z",
         "title": "An instance “日本” scans", "description": "",
         "resource": {"resourceType": "Instance", "instanceDetails": {
            "instanceId": "i-0abc", "launchTime": "2016-08-02T02:05:06Z", "platform": null,
            "networkInterfaces": [
                {"ipv6Addresses": [], "publicIp": "198.51.100.1",
                 "privateIpAddresses": [{"privateIpAddress": "10.0.0.1"}, {"privateIpAddress": "10.0.0.2"}]},
                {"ipv6Addresses": ["2001:db8::1", "2001:db8::2"],
                 "privateIpAddresses": [{"privateIpAddress": "10.0.0.23"}]}],
            "tags": [{"key": "team", "value": "shop"}, {"key": "stage", "value": "live"}]}},
         "service": {"archived": false, "count": 12, "resourceRole": "ACTOR",
            "action": {"actionType": "NETWORK_CONNECTION", "networkConnectionAction": {
                "blocked": true, "connectionDirection": "OUTBOUND", "localPortDetails": {"port": 40001},
                "remotePortDetails": {"port": 22, "portName": "SSH"},
                "remoteIpDetails": {"ipAddressV4": "203.0.113.9", "organization": {"asn": "64496"}}},
                "rdsLoginAttemptAction": {"LoginAttributes": [{"user": "admin", "failedLoginAttempts": 3}]},
                "awsApiCallAction": {"affectedResources": {"AWS::S3::Bucket": "one", "AWS::IAM::Role": "two"}}},
            "detection": {"sequence": {"signals": [{"createdAt": 1772359200.5, "count": 2}]}}}}
        """

    static var attributes: FindingAttributes {
        get throws { FindingAttributes(try JSONValue.parse(document)) }
    }

    static func criteria(
        _ criterion: String, for use: FindingCriteria.Use = .filter
    ) throws -> FindingCriteria {
        try FindingCriteria(JSONValue.parse(#"{"criterion": {\#(criterion)}}"#), for: use)
    }

    /// A published sample in the form of the API.
    static func sample(_ name: String) throws -> FindingAttributes {
        let text = try String(contentsOf: Repository.sampleFindings.appending(path: name), encoding: .utf8)
        let document = try JSONValue.parse(text)
        return FindingAttributes(document["findings"]?[0] ?? document["detail"] ?? document)
    }
}

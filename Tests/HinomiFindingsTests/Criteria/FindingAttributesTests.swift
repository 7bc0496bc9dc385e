// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Testing

@testable import HinomiFindings

struct FindingAttributesTests {
    @Test(arguments: [
        ("accountId", ["111122223333"]), ("severity", ["8.5"]), ("confidence", ["0"]), ("service.count", ["12"]),
        ("service.archived", ["false"]), ("service.action.networkConnectionAction.blocked", ["true"]),
        ("updatedAt", ["1772359200500"]), ("resource.instanceDetails.launchTime", ["1470103506000"]),
        ("service.detection.sequence.signals.createdAt", ["1772359200500"]),
        (
            "resource.instanceDetails.networkInterfaces.privateIpAddresses.privateIpAddress",
            ["10.0.0.1", "10.0.0.2", "10.0.0.23"]
        ),
        ("resource.instanceDetails.networkInterfaces.ipv6Addresses", ["2001:db8::1", "2001:db8::2"]),
        ("resource.instanceDetails.networkInterfaces.publicIp", ["198.51.100.1"]),
        ("resource.instanceDetails.tags.value", ["shop", "live"]), ("description", [""]),
        ("service.action.rdsLoginAttemptAction.loginAttributes.user", ["admin"]),
        ("service.action.awsApiCallAction.affectedResources", ["one", "two"]),
        ("partition", []), ("resource.instanceDetails.platform", []), ("resource.lambdaDetails.role", []),
        ("type.name", []), ("", []), ("resource..instanceDetails", []),
    ])
    func `values are taken by path`(_ attribute: String, _ texts: [String]) throws {
        #expect(try CriteriaFixture.attributes.values(of: attribute).map(\.text) == texts)
    }

    @Test func `numbers, times and digits are numbers, all else is text`() throws {
        let attributes = try CriteriaFixture.attributes
        func number(_ attribute: String) -> Double? { attributes.values(of: attribute).first?.number }
        #expect(number("severity") == 8.5)
        #expect(number("updatedAt") == 1_772_359_200_500)
        #expect(number("service.action.networkConnectionAction.remoteIpDetails.organization.asn") == 64496)
        #expect(number("service.archived") == nil)
        #expect(number("resource.instanceDetails.instanceId") == nil)
        // Sixteen digits are more than a double tells apart.
        #expect(AttributeValue(text: "9007199254740993").number == nil)
    }

    @Test func `those of the attributes for listing that a finding has are given with all values`() throws {
        let listed = try CriteriaFixture.attributes.listed
        #expect(
            listed.map(\.attribute) == [
                "accountId", "confidence", "id", "region", "resource.instanceDetails.instanceId",
                "resource.instanceDetails.networkInterfaces.ipv6Addresses",
                "resource.instanceDetails.networkInterfaces.privateIpAddresses.privateIpAddress",
                "resource.instanceDetails.networkInterfaces.publicIp", "resource.instanceDetails.tags.key",
                "resource.instanceDetails.tags.value", "resource.resourceType", "service.action.actionType",
                "service.action.networkConnectionAction.blocked",
                "service.action.networkConnectionAction.connectionDirection",
                "service.action.networkConnectionAction.localPortDetails.port",
                "service.action.networkConnectionAction.remoteIpDetails.ipAddressV4",
                "service.action.networkConnectionAction.remoteIpDetails.organization.asn",
                "service.action.networkConnectionAction.remotePortDetails.port", "service.archived",
                "service.resourceRole", "severity", "type", "updatedAt",
            ])
        #expect(
            listed.first { $0.attribute == "resource.instanceDetails.tags.key" }?.values.map(\.text) == [
                "team", "stage",
            ])
    }

    @Test func `what is no finding has no attributes`() throws {
        for text in ["null", "[]", "3", "[[[1]]]", #"{"severity": {}}"#, #"{"severity": [[], [null]]}"#] {
            #expect(FindingAttributes(try JSONValue.parse(text)).listed.isEmpty, "\(text)")
        }
    }

    @Test func `values in order are numbers first, then texts by their bytes`() {
        let values = [
            AttributeValue(text: "b"), AttributeValue(number: 10), AttributeValue(text: "é"), AttributeValue(text: "B"),
            AttributeValue(number: 9.5), AttributeValue(text: "z"), AttributeValue(text: "9"),
        ]
        #expect(values.sorted().map(\.text) == ["9", "9.5", "10", "B", "b", "z", "é"])
        // Equal to the eye, different to a store.
        #expect(AttributeValue(text: "e\u{301}") != AttributeValue(text: "\u{E9}"))
    }
}

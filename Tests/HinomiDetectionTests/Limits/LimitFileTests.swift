// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Testing

@testable import HinomiDetection

/// What documents with limits may say.
@Suite struct LimitFileTests {
    private func read(_ text: String) throws -> DetectionLimits { try DetectionLimits(try JSONValue.parse(text)) }

    private func refusal(_ text: String) -> String? {
        do {
            _ = try read(text)
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func `a document sets what it names and nothing else`() throws {
        var expected = DetectionLimits()
        expected.portscan.ports = 20
        expected.portscan.alarm = 18.4
        expected.generatedNames.plainStep = -0.5
        expected.dnsFlood.packets = 40_000
        #expect(
            try read(
                #"{"portscan": {"ports": 20, "alarm": 18.4}, "dga": {"plainStep": -0.5}, "floods-dns": {"packets": 4e4}}"#
            ) == expected)
    }

    @Test(arguments: ["{}", #"{"portscan": {}}"#])
    func `a document may say nothing`(text: String) throws {
        #expect(try read(text) == DetectionLimits())
    }

    @Test(arguments: [
        ("[]", #"must be an object as {"portscan": {"ports": 20}}"#),
        (
            #"{"portscn": {"ports": 20}}"#,
            "portscn: there is no detector of this name that has limits; there are portscan, "
        ),
        (#"{"portscan": 20}"#, #"portscan: must be an object with limits, as {"ports": …}"#),
        (
            #"{"portscan": {"port": 20}}"#,
            "portscan.port: there is no limit of this name; there are ports, internalPorts, alarm, failureShare, patience"
        ),
        (#"{"portscan": {"ports": 1}}"#, "portscan.ports: must be a whole number from 2 to 10000"),
        (#"{"portscan": {"ports": 10001}}"#, "portscan.ports: must be a whole number from 2 to 10000"),
        (#"{"portscan": {"ports": 15.5}}"#, "portscan.ports: must be a whole number from 2 to 10000"),
        (#"{"portscan": {"ports": -15}}"#, "portscan.ports: must be a whole number from 2 to 10000"),
        (#"{"portscan": {"ports": "15"}}"#, "portscan.ports: must be a whole number from 2 to 10000"),
        (#"{"portscan": {"ports": null}}"#, "portscan.ports: must be a whole number from 2 to 10000"),
        (#"{"portscan": {"failureShare": 1.01}}"#, "portscan.failureShare: must be a number from 0 to 1"),
        (#"{"portscan": {"failureShare": true}}"#, "portscan.failureShare: must be a number from 0 to 1"),
        (#"{"portscan": {"ports": 20, "ports": 20}}"#, "portscan.ports: is said twice"),
        (#"{"portscan": {"ports": 20}, "portscan": {}}"#, "portscan: is said twice"),
        (#"{"dga": {"suspicious": 3.5}}"#, "dga.suspicious: must not be greater than striking"),
        (#"{"beaconing": {"mostPeriod": 100}}"#, "beaconing.leastPeriod: must not be greater than mostPeriod"),
        (
            #"{"bruteforce-ssh": {"mostPackets": 7}}"#,
            "bruteforce-ssh.leastPackets: must not be greater than mostPackets"
        ),
    ])
    func `what cannot be set is refused by its name`(text: String, message: String) throws {
        let said = try #require(refusal(text))
        #expect(said.hasPrefix(message))
    }

    @Test func `a long name from outside is not repeated whole`() throws {
        let said = try #require(refusal(#"{"\#(String(repeating: "x", count: 100_000))": {}}"#))
        #expect(said.count < 1_000)
    }

    @Test func `the document that says everything changes nothing`() throws {
        let text = String(decoding: DetectionLimits().json(), as: UTF8.self)
        #expect(try read(text) == DetectionLimits())
    }

    @Test func `a document says the limits that are in force`() throws {
        var moved = DetectionLimits()
        // Both ends of every range, and a value with a fraction where there is one.
        for pick in [\ClosedRange<Double>.lowerBound, \.upperBound] {
            for group in DetectionLimits.groups {
                for limit in group.limits { #expect(limit.set(limit.range[keyPath: pick], in: &moved)) }
            }
            #expect(moved != DetectionLimits())
            #expect(try read(String(decoding: moved.json(), as: UTF8.self)) == moved)
        }
        moved = DetectionLimits()
        moved.portsweep.alarm = 0.1 + 0.2 + 1
        #expect(try read(String(decoding: moved.json(), as: UTF8.self)) == moved)
    }

    @Test func `defaults make sense, and names are unique`() {
        let usual = DetectionLimits()
        #expect(Set(DetectionLimits.groups.map(\.name)).count == DetectionLimits.groups.count)
        for group in DetectionLimits.groups {
            #expect(Set(group.limits.map(\.name)).count == group.limits.count)
            for limit in group.limits {
                #expect(limit.allows(limit.value(in: usual)), "\(group.name).\(limit.name)")
                #expect(limit.range.lowerBound < limit.range.upperBound, "\(group.name).\(limit.name)")
            }
        }
    }

    @Test func `every number that detectors go by can be set by its own name`() {
        let properties = Mirror(reflecting: DetectionLimits()).children.map { Mirror(reflecting: $0.value).children }
        #expect(properties.count == DetectionLimits.groups.count)
        for (properties, group) in zip(properties, DetectionLimits.groups) {
            #expect(properties.compactMap(\.label).sorted() == group.limits.map(\.name).sorted(), "\(group.name)")
            // The limit moves the property of its name, and no other.
            for limit in group.limits {
                let other =
                    limit.value(in: DetectionLimits()) == limit.range.upperBound
                    ? limit.range.lowerBound : limit.range.upperBound
                var moved = DetectionLimits()
                #expect(limit.set(other, in: &moved))
                for neighbour in group.limits {
                    let isMoved = neighbour.value(in: moved) != neighbour.value(in: DetectionLimits())
                    #expect(isMoved == (neighbour.name == limit.name), "\(group.name).\(limit.name) \(neighbour.name)")
                }
            }
        }
    }
}

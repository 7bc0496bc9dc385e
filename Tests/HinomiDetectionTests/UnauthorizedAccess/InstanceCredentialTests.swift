// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords
import Testing

@testable import HinomiDetection

/// Stories of instances, their credentials and who uses them.
@Suite struct InstanceCredentialTests {
    private static let outside: FindingType =
        "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS"
    private static let inside: FindingType = "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS"
    private static let mac = "aws-cli/2.15 Python/3.11 Darwin/23.1.0 exe/x86_64"

    /// Calls in their order, a minute apart unless they say otherwise.
    struct Story {
        var events: [LogEvent] = []
        var at = Stream.epoch
        private var number: UInt64 = 0

        mutating func call(_ call: Host.Call, after seconds: Int64 = 60) {
            at += seconds
            number += 1
            var event = Stream.hosts[0].event(call, id: number, at: at)
            event.place = Int(number)
            events.append(event)
        }

        /// The instance with this number at the end of its id calls.
        mutating func use(
            _ address: String, by instance: Int = 1, agent: String = "aws-sdk-go/1.55 (go1.22; linux; amd64)",
            after seconds: Int64 = 60
        ) {
            var call = Host.Call(name: "DescribeInstances", address: address, agent: agent)
            call.session = "i-0123456789abcde0\(instance)"
            self.call(call, after: seconds)
        }

        mutating func console(_ address: String) {
            call(Host.Call(name: "DescribeVpcs", address: address, agent: "console.ec2.amazonaws.com"))
        }

        mutating func command(_ address: String, on instance: Int = 1) {
            call(
                Host.Call(
                    name: "SendCommand", service: "ssm", address: address,
                    parameters: "{\"instanceIds\":[\"i-0123456789abcde0\(instance)\"]}"))
        }

        func findings(_ places: [any PlaceSource] = []) throws -> [Finding] {
            try Delivery().run(events, places: places).findings.filter {
                $0.type == outside || $0.type == inside
            }
        }
    }

    @Test func `the first address is the instance's, another one is not`() throws {
        var story = Story()
        for _ in 0..<3 { story.use("203.0.113.10") }
        story.use("198.51.100.66")
        story.use("203.0.113.10", after: 7_200)
        let found = try story.findings()
        #expect(found.map(\.type) == [Self.outside])
        // Without tables of networks nobody knows whose the address is.
        #expect(found.first?.severity == .medium)
        #expect(found.first?.caveats.isEmpty == false)
        #expect(try story.findings([MadeUpPlaces()]).first?.severity == .high)
    }

    @Test(arguments: [(300, 0), (1_200, 1)]) func `who still calls from there has not moved`(
        seconds: Int64, count: Int
    ) throws {
        var story = Story()
        story.use("203.0.113.10")
        story.call(
            Host.Call(
                name: "StartInstances",
                parameters: "{\"instancesSet\":{\"items\":[{\"instanceId\":\"i-0123456789abcde01\"}]}}"))
        // A call under way says nothing, one of twenty minutes later does.
        story.use("203.0.113.10", after: seconds)
        story.use("198.51.100.66")
        #expect(try story.findings().count == count)
    }

    @Test func `another address in AWS is told apart`() throws {
        var story = Story()
        story.use("203.0.113.10")
        story.use("203.0.113.99")
        #expect(try story.findings([MadeUpPlaces()]).map(\.type) == [Self.inside])
    }

    @Test func `a person's address and a person's computer are enough at once`() throws {
        var story = Story()
        story.console("1.2.3.4")
        story.use("1.2.3.4", agent: Self.mac)
        let found = try story.findings()
        #expect(found.map(\.type) == [Self.outside])
        #expect(found.first?.severity == .high)
        #expect(found.first?.count == 1)
    }

    @Test func `a person's address alone is not, when the instance has no other`() throws {
        var story = Story()
        story.console("198.51.100.66")
        story.use("198.51.100.66")
        story.use("198.51.100.66")
        #expect(try story.findings().isEmpty)
    }

    @Test func `whoever opened a way in and then calls with the credentials took them`() throws {
        var story = Story()
        story.command("198.51.100.66")
        story.use("198.51.100.66", agent: "python-requests/2.32")
        #expect(try story.findings().map(\.severity) == [.high])

        var other = Story()
        other.command("198.51.100.66", on: 2)
        other.use("198.51.100.66", by: 1)
        #expect(try other.findings().isEmpty)

        // Administrators who leave the network by the way that its instances take.
        var bastion = Story()
        bastion.use("203.0.113.10", by: 2)
        bastion.command("203.0.113.10")
        bastion.use("203.0.113.10")
        #expect(try bastion.findings().isEmpty)
    }

    @Test func `a NAT gateway is shared`() throws {
        var story = Story()
        for instance in 1...3 { story.use("203.0.113.10", by: instance) }
        for instance in 1...3 { story.use("203.0.113.20", by: instance) }
        for _ in 0..<5 { story.use("203.0.113.20", by: 1, after: 1_800) }
        #expect(try story.findings().isEmpty)
        #expect(try story.findings([MadeUpPlaces()]).isEmpty)
    }

    @Test func `three instances that all leave AWS at once are not a NAT gateway`() throws {
        var story = Story()
        for instance in 1...3 { story.use("203.0.113.10", by: instance) }
        for instance in 1...3 { story.use("198.51.100.66", by: instance) }
        #expect(try story.findings([MadeUpPlaces()]).count == 3)
    }

    @Test func `an address that goes on to be used for a week is the instance's`() throws {
        var story = Story()
        story.use("203.0.113.10")
        for _ in 0..<20 {
            story.use("203.0.113.20", after: 43_200)
            story.use("203.0.113.10", after: 60)
        }
        let found = try story.findings()
        // Fourteen half days until it is the instance's own.
        #expect(found.count == 1)
        #expect(found.first?.count == 14)
    }

    @Test func `what nobody heard of for a week begins anew`() throws {
        var story = Story()
        story.use("203.0.113.10")
        story.use("203.0.113.20", after: 8 * 86_400)
        #expect(try story.findings().isEmpty)
    }

    @Test func `only sessions named after an instance count`() throws {
        for session in ["i-0123456789abcdeg1", "i-0123", "deploy", "i-0123456789abcdef01", "my-i-0123456789abcdef0"] {
            var story = Story()
            for address in ["203.0.113.10", "198.51.100.66"] {
                var call = Host.Call(name: "DescribeInstances", address: address)
                call.session = session
                story.call(call)
            }
            #expect(try story.findings([MadeUpPlaces()]).isEmpty, "\(session)")
        }
    }

    @Test func `memory is bounded`() throws {
        var known = InstanceWhereabouts()
        for i in 0..<10_000 {
            let time = Int64(i)
            for a in 0..<12 { known.settle(UInt64(i), at: IPAddress(198, 51, UInt8(i % 256), UInt8(a)), time) }
            known.people[IPAddress(v4: UInt32(i) << 8)] = time
            known.reaches.append(.init(instance: UInt64(i), address: .unspecified, time: time))
            known.trim()
        }
        #expect(known.instances.count <= InstanceWhereabouts.mostInstances)
        #expect(known.people.count <= InstanceWhereabouts.mostPeople)
        #expect(known.reaches.count <= InstanceWhereabouts.mostReaches)
        #expect(known.instances.values.allSatisfy { $0.homes.count <= InstanceWhereabouts.mostAddresses })
        #expect(known.homes.values.reduce(0, +) == known.instances.values.reduce(0) { $0 + $1.homes.count })
        #expect(known.instances[9_999] != nil && known.instances[0] == nil)
    }
}

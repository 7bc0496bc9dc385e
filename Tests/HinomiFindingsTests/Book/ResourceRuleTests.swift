// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Testing

@testable import HinomiFindings

@Suite struct ResourceRuleTests {
    private static let particular: FindingType = "Recon:EC2/PortProbeEMRUnprotectedPort"
    private static let general: FindingType = "Recon:EC2/PortProbeUnprotectedPort"

    private func probe(
        _ type: FindingType, port: UInt16, instance: String = "i-1", severity: Severity = .low, at seconds: Int64
    ) -> Signal {
        var details = InstanceDetails()
        details.instanceID = instance
        return Signal(
            type: type, account: AccountID(number: 111_122_223_333), region: "eu-central-1",
            resource: .instance(details), role: .target, identity: [instance], severity: severity,
            first: Timestamp(seconds: seconds), last: Timestamp(seconds: seconds),
            action: .portProbe(
                PortProbe(
                    isBlocked: false,
                    details: [
                        PortProbe.Detail(
                            localPort: port, localAddress: IPAddress(10, 0, 0, 1),
                            remoteAddress: IPAddress(192, 0, 2, 1))
                    ])))
    }

    private var signals: [Signal] {
        [
            probe(Self.particular, port: 8088, severity: .high, at: 100), probe(Self.general, port: 22, at: 200),
            probe(Self.particular, port: 9870, severity: .high, at: 300),
            probe(Self.particular, port: 8088, instance: "i-2", severity: .high, at: 400),
        ]
    }

    private func findings(_ signals: [Signal], tag: String?, group: String? = nil) -> [Finding] {
        var (book, other) = (FindingBook(), FindingBook())
        for (i, signal) in signals.enumerated() { i % 2 == 0 ? book.add(signal) : other.add(signal) }
        book.merge(other)
        return book.findings { resource, _ in
            guard case .instance(var instance) = resource, instance.instanceID == "i-1" else { return resource }
            if let tag { instance.tags = [.init(key: tag, value: "1")] }
            if let group { instance.securityGroups = [.init(id: "sg-1", name: group)] }
            return .instance(instance)
        }
    }

    @Test func `of a resource of the kind the particular type stays`() {
        for found in [
            findings(signals, tag: "aws:elasticmapreduce:job-flow-id"),
            findings(signals, tag: nil, group: "ElasticMapReduce-Master-Private"),
        ] {
            #expect(Set(found.map(\.type)) == [Self.particular, Self.general])
            let cluster = found.first { $0.type == Self.particular }
            #expect(cluster?.count == 2)
            #expect(cluster?.severity == .high)
            #expect(cluster?.description.contains("EMR port 9870 of instance i-1") == true)
            // The other instance is none.
            #expect(found.filter { $0.type == Self.general }.map(\.count) == [1, 1])
        }
    }

    @Test func `of all others its signals are part of the general finding, under its id`() throws {
        let found = findings(signals, tag: "Name", group: "web")
        #expect(found.map(\.type) == [Self.general, Self.general])
        #expect(found.allSatisfy { $0.severity == .low })
        let first = try #require(found.first { $0.count == 3 })
        #expect(first.id == findings([probe(Self.general, port: 1, at: 0)], tag: nil).first?.id)
        #expect(first.eventFirstSeen.seconds == 100 && first.eventLastSeen.seconds == 300)
        guard case .portProbe(let probes) = first.action else { throw CancellationError() }
        #expect(probes.details.map(\.localPort) == [8088, 22, 9870])
    }

    @Test func `the order of signals changes nothing`() {
        for tag in ["aws:elasticmapreduce:editor-id", "Name"] {
            #expect(findings(signals, tag: tag) == findings(signals.reversed(), tag: tag))
        }
    }

    @Test func `every rule is of types that the catalogue has, and of one role`() throws {
        for type in [Self.particular, Self.general] {
            #expect(try #require(Catalogue.builtIn.row(for: type)).roles == [.target])
        }
        #expect(ResourceRule.of(Self.particular)?.otherwise == Self.general)
        #expect(ResourceRule.of(Self.general) == nil)
    }
}

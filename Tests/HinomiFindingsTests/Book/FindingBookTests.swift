// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiRecords
import Testing

@testable import HinomiFindings

struct FindingBookTests {
    private func only(_ signals: Signal...) throws -> Finding {
        let findings = Samples.findings(signals)
        #expect(findings.count == 1)
        return try #require(findings.first)
    }

    @Test func `one signal becomes one finding`() throws {
        let finding = try only(Samples.scan)
        #expect(finding.type == "Recon:EC2/Portscan")
        #expect(finding.title == "Instance i-0abc is scanning ports of 203.0.113.9")
        #expect(finding.description == "Instance i-0abc tried 500 different ports of 203.0.113.9 within 5 minutes.")
        #expect(finding.count == 37)
        #expect(finding.eventFirstSeen == Samples.noon)
        #expect(finding.createdAt == Samples.noon.advanced(seconds: 299))
        #expect(finding.evidence.total == 30)
        #expect(
            finding.summary == "Instance i-0abc tried 500 different ports of 203.0.113.9 within 5 minutes; "
                + "seen 37 times from 2026-03-01 10:00:00 to 10:04:59 UTC.")
        #expect(
            finding.arn == "arn:aws:guardduty:us-east-1:111122223333:detector/698b59723acf8a9fad531f81a93f0e0e/finding/"
                + finding.id)
    }

    @Test func `repeats raise the count and the latest signal speaks`() throws {
        var later = Samples.scan
        later.first = later.first.advanced(seconds: 1000)
        later.last = later.last.advanced(seconds: 1000)
        later.occurrences = 5
        later.severity = .low
        later.terms["port_count"] = "9"
        later.reasons = [Reason("later", observed: 1)]
        later.caveats = []
        for signals in [[Samples.scan, later], [later, Samples.scan]] {
            let finding = try #require(Samples.findings(signals).first)
            #expect(finding.count == 42)
            #expect(finding.severity == .medium)
            #expect(finding.createdAt == Samples.scan.last)
            #expect(finding.updatedAt == later.last)
            #expect(finding.eventFirstSeen == Samples.noon)
            #expect(finding.eventLastSeen == later.last)
            #expect(finding.reasons.map(\.what) == ["later"])
            #expect(finding.caveats == [])
            #expect(finding.description.contains("tried 9 different ports"))
        }
    }

    @Test func `details the latest signal lacks come from earlier ones`() throws {
        var later = Samples.scan
        later.last = later.last.advanced(seconds: 1)
        var details = InstanceDetails()
        details.instanceID = "i-0abc"
        details.subnetID = "subnet-2"
        later.resource = .instance(details)
        let finding = try only(later, Samples.scan)
        var expected = Samples.fullInstance
        expected.subnetID = "subnet-2"
        #expect(finding.resource == .instance(expected))
    }

    @Test func `lists are united by name, sorted and bounded`() throws {
        var other = Samples.lookup
        other.intelligence =
            [ThreatIntelligenceDetail(listName: "abuse-list", threatNames: ["Alpha"])]
            + (0..<40).map { ThreatIntelligenceDetail(listName: "z\($0)", threatNames: []) }
        let finding = try only(Samples.lookup, other)
        #expect(finding.intelligence.count == 20)
        #expect(
            finding.intelligence.first
                == ThreatIntelligenceDetail(listName: "abuse-list", threatNames: ["Alpha", "Gozi", "Zeus"]))
    }

    @Test func `probed ports gather, newest last, ten at most`() throws {
        var signals: [Signal] = []
        for port in UInt16(1)...15 {
            var signal = Samples.probe
            signal.last = signal.last.advanced(seconds: Int64(port))
            signal.action = .portProbe(
                PortProbe(
                    isBlocked: false,
                    details: [
                        .init(
                            localPort: port, localAddress: IPAddress(10, 0, 0, 7), remoteAddress: IPAddress(1, 2, 3, 4))
                    ]))
            signals.append(signal)
        }
        for order in [signals, signals.reversed()] {
            guard case .portProbe(let probe) = try #require(Samples.findings(order).first).action else {
                Issue.record("no probe")
                return
            }
            #expect(probe.details.map(\.localPort) == Array(6...15))
        }
    }

    @Test func `findings are listed by severity, then last seen, then id`() {
        let findings = Samples.findings()
        #expect(findings.map(\.severity.value) == [9, 8, 8, 5, 5, 2, 2, 2, 2, 2])
        for (a, b) in zip(findings, findings.dropFirst()) where a.severity == b.severity {
            #expect(a.eventLastSeen > b.eventLastSeen || (a.eventLastSeen == b.eventLastSeen && a.id < b.id))
        }
    }

    @Test func `a type outside the catalogue still reads well`() throws {
        var signal = Samples.scan
        signal.type = "New:EC2/Thing"
        let finding = try only(signal)
        #expect(finding.title == "New:EC2/Thing")
        #expect(finding.description == "Activity of the type New:EC2/Thing was seen.")
        #expect(finding.remediation == [])
    }

    @Test func `missing values are worded away`() throws {
        let finding = try only(Samples.bare)
        #expect(finding.title == "An instance is acting as a Tor relay")
        #expect(
            finding.description
                == "An instance exchanges traffic with Tor relays such as 2001:db8::9 the way a relay does.")
        let call = try only(Samples.serviceCall)
        #expect(
            call.description == "An AWS service called StopLogging from cloudformation.amazonaws.com, "
                + "which stops or thins the record of account activity.")
        #expect(
            try only(Samples.call).description == "IAM user alice called StopLogging on trail main from 2001:db8::1, "
                + "which stops or thins the record of account activity; the call failed with AccessDenied.")
    }

    @Test func `numbers that are none and endless texts are bounded`() throws {
        var signal = Samples.scan
        signal.reasons = [
            Reason("bad", observed: .nan), Reason("limit", observed: 1, limit: .infinity),
            Reason(String(repeating: "é", count: 5000), observed: 1),
        ]
        signal.info = [
            "nan": .number(.nan), "many": .numbers((0..<500).map(Double.init)),
            "long": .text(String(repeating: "x", count: 9999)),
        ]
        signal.occurrences = .max
        signal.last = .distantFuture
        let finding = try only(signal, signal)
        #expect(finding.count == .max)
        #expect(finding.reasons.map(\.what.utf8.count).max() ?? 0 <= 1027)
        #expect(finding.reasons.count == 2 && finding.reasons[0].limit == nil)
        #expect(finding.info["nan"] == nil)
        if case .numbers(let many) = finding.info["many"] { #expect(many.count == 50) } else { Issue.record("no list") }
        #expect(finding.updatedAt.iso8601 == "9999-12-31T23:59:59.999Z")
    }

    @Test func `a snapshot reads back as the same book, and unknown versions are refused`() throws {
        var book = FindingBook()
        for signal in Samples.all { book.add(signal) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(book)
        #expect(try JSONDecoder().decode(FindingBook.self, from: data) == book)
        #expect(try encoder.encode(try JSONDecoder().decode(FindingBook.self, from: data)) == data)
        let other = Data(String(decoding: data, as: UTF8.self).replacing("\"version\":2", with: "\"version\":3").utf8)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(FindingBook.self, from: other) }
    }

    @Test func `a finding of many signals stays as small as one of few`() throws {
        var book = FindingBook()
        for i in 0..<3000 {
            var signal = Samples.probe
            signal.last = signal.last.advanced(seconds: Int64(i))
            signal.intelligence = [ThreatIntelligenceDetail(listName: "l\(i)", threatNames: ["n\(i)"])]
            signal.evidence.add(Samples.reference(UInt64(i), at: signal.last))
            book.add(signal)
        }
        #expect(book.count == 1)
        #expect(try JSONEncoder().encode(book).count < 12_000)
    }
}

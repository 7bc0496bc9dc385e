// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

@testable import HinomiDetection

@Suite struct JoiningTests {
    static let begin: Int64 = 1_700_000_040
    let host = Host(account: "111122223333", interface: "eni-0a01", instance: "i-1", address: "10.0.0.11", format: 0)

    private func line(_ start: Int64, _ end: Int64, isOut: Bool = true, packets: Int = 5, action: String = "ACCEPT")
        -> LogEvent
    {
        let out = Host.Line(
            source: "10.0.0.11", sourcePort: 40_001, destination: "192.0.2.7", destinationPort: 443, transport: 6,
            packets: packets, bytes: packets * 100, start: Self.begin + start, end: Self.begin + end, action: action)
        if isOut { return host.event(out) }
        var back = out
        (back.source, back.sourcePort) = (out.destination, out.destinationPort)
        (back.destination, back.destinationPort) = (out.source, out.sourcePort)
        return host.event(back)
    }

    @Test func `both directions are one contact with the sums of each`() throws {
        let contacts = observed([line(0, 20), line(3, 25, isOut: false, packets: 7)])
        let contact = try #require(contacts.first)
        #expect(contacts.count == 1)
        #expect(contact.local == IPAddress(10, 0, 0, 11))
        #expect(contact.remote == IPAddress(192, 0, 2, 7))
        #expect((contact.localPort, contact.remotePort) == (40_001, 443))
        #expect((contact.packetsOut, contact.packetsIn) == (5, 7))
        #expect((contact.bytesOut, contact.bytesIn) == (500, 700))
        #expect((contact.first.seconds, contact.last.seconds) == (Self.begin, Self.begin + 25))
        #expect(contact.records == 2)
        #expect(contact.firstRecord != contact.lastRecord)
    }

    @Test func `windows that follow each other are one contact`() {
        let contacts = observed(
            (0..<5).flatMap { [line($0 * 60, $0 * 60 + 50), line($0 * 60, $0 * 60 + 50, isOut: false)] })
        #expect(contacts.map(\.records) == [10])
        #expect(contacts.first?.seconds == 290)
    }

    @Test func `two windows of silence end a contact`() {
        #expect(observed([line(0, 50), line(170, 200)]).count == 1)
        #expect(observed([line(0, 50), line(300, 330)]).count == 2)
    }

    @Test func `where windows are ten minutes long the patience is longer too`() {
        #expect(observed([line(0, 590), line(1_190, 1_700)]).count == 1)
        #expect(observed([line(0, 590), line(2_400, 2_500)]).count == 2)
    }

    @Test func `a contact of more than half an hour is handed on in parts`() {
        let contacts = observed((0..<100).map { line($0 * 60, $0 * 60 + 50) })
        #expect(contacts.count == 4)
        #expect(contacts.map(\.isContinued) == [false, true, true, true])
        #expect(contacts.reduce(0) { $0 + $1.packetsOut } == 500)
    }

    @Test func `equal lines count once`() {
        let contacts = observed([line(0, 20), line(0, 20), line(1, 20), line(0, 20)])
        #expect(contacts.map(\.packetsOut) == [10])
    }

    @Test func `the records of a contact may come in any order`() throws {
        let lines = (0..<20).flatMap { [line($0 * 45, $0 * 45 + 30), line($0 * 45 + 2, $0 * 45 + 40, isOut: false)] }
        var numbers = Numbers(2)
        let expected = observed(lines)
        for _ in 0..<10 {
            let contacts = observed(lines.shuffled(using: &numbers))
            #expect(contacts.map(\.packetsOut) == expected.map(\.packetsOut))
            #expect(contacts.map(\.first) == expected.map(\.first))
            #expect(contacts.map(\.firstRecord.recordID) == expected.map(\.firstRecord.recordID))
            #expect(contacts.map(\.lastRecord.recordID) == expected.map(\.lastRecord.recordID))
        }
    }

    @Test func `a window without traffic says nothing`() {
        let contacts = observed([line(0, 20), host.window("NODATA", at: Self.begin)])
        #expect(contacts.map(\.outcome) == [.silent])
    }

    @Test func `where records were lost silence means nothing`() {
        #expect(observed([line(0, 20), host.window("SKIPDATA", at: Self.begin)]).map(\.outcome) == [.unknown])
        // A refusal is a refusal, and an answer an answer.
        let refused = line(0, 20, action: "REJECT")
        #expect(observed([refused, host.window("SKIPDATA", at: Self.begin)]).map(\.outcome) == [.refused])
        let answered = [line(0, 20), line(0, 20, isOut: false), host.window("SKIPDATA", at: Self.begin)]
        #expect(observed(answered).map(\.outcome) == [.established])
    }

    @Test func `records that were lost before a contact began do not excuse it`() {
        let contacts = observed([host.window("SKIPDATA", at: Self.begin - 600), line(0, 20)])
        #expect(contacts.map(\.outcome) == [.silent])
    }

    @Test func `numbers that do not fit wrap and do not trap`() {
        let huge = host.event(
            Host.Line(
                source: "10.0.0.11", sourcePort: 1, destination: "192.0.2.7", destinationPort: 2, transport: 6,
                packets: .max, bytes: .max, start: Self.begin, end: Self.begin))
        var another = huge
        another.text += " "
        another.text = another.text.replacing("ACCEPT OK", with: "REJECT OK")
        #expect(observed([huge, another, huge]).count == 1)
    }
}

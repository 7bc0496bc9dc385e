// SPDX-License-Identifier: Apache-2.0

import HinomiDetection
import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// Contacts of many interfaces.
struct World {
    /// When everything begins, in seconds.
    static let begin: Int64 = 1_700_000_000 / 86_400 * 86_400
    /// Addresses that lists call scanners.
    static let scanners = "203.0.113.0/24"
    /// A remote host that lists name, and a name.
    static let listed = 60_000
    static let listedName = "malware.example"

    var records: [FlowRecord] = []

    static func key(_ n: Int) -> UInt64 { UInt64(n + 1) &* 0x9E37_79B9_7F4A_7C15 }

    /// The address of a remote host.
    static func address(_ remote: Int) -> IPAddress { IPAddress(v4: 0xC633_0000 + UInt32(remote) * 7) }

    // `port` is that of whoever is called: the remote host, or the interface.
    private func record(
        _ n: Int, _ remote: Int, _ port: Int, _ minute: Int64, isOut: Bool, isCalled: Bool = false,
        _ size: (packets: UInt64, bytes: UInt64)
    ) -> FlowRecord {
        var record = FlowRecord()
        let local = IPAddress(v4: 0x0A00_0000 + UInt32(n))
        let other = isCalled ? IPAddress(v4: 0xCB00_7100 + UInt32(remote)) : World.address(remote)
        let ephemeral = UInt16(40_000 + (records.count / 2) % 20_000)
        (record.source, record.destination) = isOut ? (local, other) : (other, local)
        (record.sourcePort, record.destinationPort) =
            isOut != isCalled ? (ephemeral, UInt16(port)) : (UInt16(port), ephemeral)
        record.protocolNumber = 6
        (record.packets, record.bytes) = size
        record.interface = World.key(n)
        record.recordID = (UInt64(records.count) &* 0x9E37_79B9_7F4A_7C15) >> 1
        record.start = World.begin + minute * 60
        record.duration = 6
        record.offset = UInt64(records.count)
        return record
    }

    /// A connection that is answered.
    mutating func talk(
        _ n: Int, to remote: Int, port: Int, at minute: Int64, out: (UInt64, UInt64) = (9, 900),
        back: (UInt64, UInt64) = (9, 4_000)
    ) {
        if records.count % 2 == 1 { records.append(record(n, 1, 443, minute, isOut: true, (9, 900))) }
        records.append(record(n, remote, port, minute, isOut: true, out))
        records.append(record(n, remote, port, minute, isOut: false, back))
    }

    /// A connection from a scanner that is answered.
    mutating func isCalled(
        _ n: Int, by scanner: Int, port: Int, at minute: Int64, in from: (UInt64, UInt64) = (9, 900),
        out: (UInt64, UInt64) = (9, 4_000)
    ) {
        records.append(record(n, scanner, port, minute, isOut: false, isCalled: true, from))
        records.append(record(n, scanner, port, minute, isOut: true, isCalled: true, out))
    }

    /// A try that nobody answers.
    mutating func knock(_ n: Int, at remote: Int, port: Int, _ minute: Int64) {
        records.append(record(n, remote, port, minute, isOut: true, (1, 60)))
    }

    /// Datagrams to a host that does not answer.
    mutating func flood(_ n: Int, at remote: Int, _ minute: Int64) {
        var one = record(n, remote, 4_444, minute, isOut: true, (400_000, 40_000_000))
        one.protocolNumber = 17
        one.duration = 59
        records.append(one)
    }
}

/// Questions of many clients.
struct Questions {
    var asked: [(record: QueryRecord, name: [UInt8])] = []
    private var numbers = Numbers(state: 5)
    private let intelligence: IntelligenceBundle

    init(_ intelligence: IntelligenceBundle) { self.intelligence = intelligence }

    mutating func noise(_ length: Int) -> String {
        String(decoding: (0..<length).map { _ in UInt8(0x61 + numbers.next() % 26) }, as: UTF8.self)
    }

    mutating func ask(_ n: Int, _ name: String, at minute: Int64, exists: Bool = true) {
        let name = Array(name.utf8)
        var record = QueryRecord(
            client: World.key(n), time: Timestamp(seconds: World.begin + minute * 60),
            recordID: (UInt64(asked.count) &* 0x9E37_79B9_7F4A_7C15) >> 1,
            origin: Origin(input: 0, offset: UInt64(asked.count)), source: IPAddress(v4: 0x0A00_0000 + UInt32(n)))
        record.type = 1
        record.responseCode = exists ? 0 : 3
        name.withUnsafeBufferPointer {
            record.describe($0, domainStart: intelligence.suffixes.registeredDomainStart(of: $0))
            record.mark = intelligence.names.lookup($0)
        }
        asked.append((record, name))
    }
}

// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HinomiRecords

@Suite struct FlowLogParserTests {
    private static let header =
        "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status"
    private static let line =
        "2 123456789010 eni-1235b8ca123456789 172.31.16.139 203.0.113.12 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK"

    private static func line(_ column: Int, _ text: String) -> String {
        var fields = line.split(separator: " ").map(String.init)
        fields[column] = text
        return fields.joined(separator: " ")
    }

    private static func one(_ text: String, region: String = "") throws -> FlowRecord {
        let batch = parsedFlows(text, region: region)
        #expect(batch.refused == [])
        #expect(batch.records.count == 1)
        return try #require(batch.records.first)
    }

    private static func refusal(_ text: String) -> [RefusalReason] { parsedFlows(text).refused.map(\.reason) }

    private static func isUsualRecord(_ record: FlowRecord) -> Bool {
        record.source == IPAddress(172, 31, 16, 139) && record.destination == IPAddress(203, 0, 113, 12)
            && record.sourcePort == 20_641 && record.destinationPort == 22 && record.protocolNumber == 6
            && record.packets == 20 && record.bytes == 4_249 && record.start == 1_418_530_010 && record.duration == 60
            && record.end == 1_418_530_070 && record.status == .accepted && record.direction == .unknown
            && record.tcpFlags == 0
    }

    // MARK: Formats

    @Test(arguments: ["\n", "\r\n", "", "  \n", "\t\n"]) func `the default format is read without a header`(end: String)
        throws
    {
        #expect(Self.isUsualRecord(try Self.one(Self.line + end)))
    }

    @Test func `the default format is read behind its header`() throws {
        let record = try Self.one(Self.header + "\n" + Self.line + "\n")
        #expect(Self.isUsualRecord(record))
        #expect(record.offset == UInt64(Self.header.utf8.count + 1))
    }

    @Test(arguments: ["\t", "  ", " \t "]) func `fields may stand behind tabs and several blanks`(separator: String)
        throws
    {
        #expect(Self.isUsualRecord(try Self.one(Self.line.replacing(" ", with: separator))))
        let batch = parsedFlows(
            Self.header.replacing(" ", with: separator) + "\n" + Self.line.replacing(" ", with: separator))
        #expect(batch.refused == [] && batch.records.count == 1)
    }

    @Test func `a header may have its own order, hyphens or underscores, and capitals`() throws {
        let text = """
            END start Interface_ID srcaddr dstaddr BYTES packets protocol dstport srcport log_status action account-id
            1418530070 1418530010 eni-1235b8ca123456789 172.31.16.139 203.0.113.12 4249 20 6 22 20641 OK ACCEPT 123456789010
            """
        #expect(Self.isUsualRecord(try Self.one(text)))
    }

    @Test func `the fields of version five are read`() throws {
        let text = """
            version vpc-id subnet-id instance-id interface-id account-id type srcaddr dstaddr srcport dstport pkt-srcaddr pkt-dstaddr protocol bytes packets start end action tcp-flags log-status region az-id flow-direction traffic-path
            5 vpc-abcdefab012345678 subnet-aaaaaaaa012345678 i-01234567890123456 eni-1235b8ca123456789 123456789010 IPv4 10.0.0.220 10.20.33.164 39812 80 203.0.113.7 198.51.100.9 6 1 14 1566848875 1566848933 REJECT 18 OK eu-west-1 euw1-az2 egress 8
            """
        let batch = parsedFlows(text)
        #expect(batch.refused == [])
        let record = try #require(batch.records.first)
        #expect(record.source == IPAddress(203, 0, 113, 7))
        #expect(record.destination == IPAddress(198, 51, 100, 9))
        #expect(record.tcpFlags == 18)
        #expect(record.direction == .egress)
        #expect(record.status == .rejected)
        let facts = try #require(batch.interfaces.first)
        #expect(facts.seconds == 1_566_848_875)
        #expect(facts.facts.key == record.interface)
        #expect(facts.facts.account == AccountID(number: 123_456_789_010))
        #expect(facts.facts.interfaceID == "eni-1235b8ca123456789")
        #expect(facts.facts.instanceID == "i-01234567890123456")
        #expect(facts.facts.vpcID == "vpc-abcdefab012345678")
        #expect(facts.facts.subnetID == "subnet-aaaaaaaa012345678")
        #expect(facts.facts.region == "eu-west-1")
        #expect(facts.facts.availabilityZoneID == "euw1-az2")
    }

    @Test func `where packets have no addresses of their own the interface's count`() throws {
        let text = """
            interface-id srcaddr dstaddr start pkt-srcaddr pkt-dstaddr
            eni-12 10.0.0.1 10.0.0.2 7 - 192.0.2.1
            """
        let record = try Self.one(text)
        #expect(record.source == IPAddress(10, 0, 0, 1))
        #expect(record.destination == IPAddress(192, 0, 2, 1))
        #expect(record.status == .accepted)
        #expect(record.duration == 0)
    }

    @Test func `columns that are not known are passed over`() throws {
        let text = Self.header + " some-new-field\n" + Self.line + " whatever\n"
        #expect(Self.isUsualRecord(try Self.one(text)))
    }

    @Test func `an export of CloudWatch Logs has a time in front`() throws {
        let batch = parsedFlows("2014-12-14T04:06:50.000Z " + Self.line + "\n", format: .cloudWatchExport)
        #expect(batch.refused == [])
        #expect(Self.isUsualRecord(try #require(batch.records.first)))
    }

    @Test func `a header in the middle changes the order from there on`() throws {
        let batch = parsedFlows(
            Self.line + "\n" + Self.header + "\n" + Self.line(1, "111111111111")
                + "\ninterface-id start srcaddr dstaddr\n"
                + "eni-77 5 10.0.0.1 10.0.0.2\n" + Self.line + "\n")
        #expect(batch.records.count == 3)
        #expect(batch.records.map(\.start) == [1_418_530_010, 1_418_530_010, 5])
        #expect(batch.refused.map(\.reason) == [.badAddress])
    }

    @Test(arguments: [
        "interface-id start srcaddr", "start srcaddr dstaddr", "interface-id srcaddr dstaddr",
        "hello interface-id start srcaddr dstaddr",
        "a b", String(repeating: "interface-id start srcaddr dstaddr ", count: 200),
        "interface-id start srcaddr dstaddr" + String(repeating: " x", count: 200),
        "interface-id start srcaddr dstaddr act\u{0}\u{0}", "interface-id start srcaddr dstaddr 10.0.0.5",
        "interface-id start srcaddr dstaddr 6", "interface-id start srcaddr dstaddr é",
    ]) func `what lacks the necessary is no header`(text: String) {
        #expect(FlowLogFormat(text) == nil)
    }

    // MARK: Values

    @Test func `addresses of the sixth version are read`() throws {
        let record = try Self.one(
            "2 123456789010 eni-1235b8ca123456789 2001:db8:1234:a100:8d6e:3477:df66:f105 ::ffff:10.1.2.3 34892 22 6 54 8855 1477913708 1477913820 ACCEPT OK"
        )
        #expect(record.source == IPAddress(high: 0x2001_0db8_1234_a100, low: 0x8d6e_3477_df66_f105))
        #expect(record.destination == IPAddress(10, 1, 2, 3))
    }

    @Test func `the unspecified address is one like others`() throws {
        let record = try Self.one(
            "2 123456789010 eni-1235b8ca123456789 :: ff02::16 0 0 58 1 64 1477913708 1477913820 ACCEPT OK")
        #expect(record.source == .unspecified)
        #expect(record.destination == IPAddress(high: 0xFF02 << 48, low: 0x16))
    }

    @Test func `windows without data and with lost data are told apart`() throws {
        let batch = parsedFlows(
            """
            2 123456789010 eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - NODATA
            2 123456789010 eni-11111111aaaaaaaaa - - - - - - - 1431280876 1431280934 - SKIPDATA
            """)
        #expect(batch.refused == [])
        #expect(batch.noDataCount == 1)
        let lost = try #require(batch.records.first)
        #expect(batch.records.count == 1)
        #expect(lost.status == .skipData)
        #expect((lost.start, lost.end) == (1_431_280_876, 1_431_280_934))
        #expect(batch.interfaces.map(\.facts.interfaceID) == ["eni-1235b8ca123456789", "eni-11111111aaaaaaaaa"])
    }

    @Test func `log status counts wherever it stands`() {
        let batch = parsedFlows(
            "interface-id log-status start srcaddr dstaddr action\neni-77 NODATA 5 - - -\neni-77 SKIPDATA 5 - - -\n")
        #expect(batch.noDataCount == 1)
        #expect(batch.records.map(\.status) == [.skipData])
    }

    @Test(arguments: [
        ("18446744073709551615", UInt64.max), ("0", 0), ("00000000000000000007", 7), ("12345678", 12_345_678),
        ("123456789", 123_456_789),
    ])
    func `numbers may have up to 64 bits`(text: String, value: UInt64) throws {
        #expect(try Self.one(Self.line(8, text)).packets == value)
        #expect(try Self.one(Self.line(9, text)).bytes == value)
    }

    @Test(arguments: [
        (3, "1.2.3", RefusalReason.badAddress), (3, "1.2.3.256", .badAddress), (3, "01.2.3.4", .badAddress),
        (4, "1.2.3.04", .badAddress), (4, "::1::", .badAddress), (4, "host", .badAddress),
        (3, "0.0.0.0:1", .badAddress),
        (3, "-", .badAddress), (5, "65536", .badNumber), (6, "x", .badNumber), (5, "-1", .badNumber),
        (7, "256", .badNumber), (7, "tcp", .badNumber), (8, "18446744073709551616", .badNumber), (9, "1e3", .badNumber),
        (9, "000000000000000000001", .badNumber), (8, "1:", .badNumber), (8, "1/", .badNumber), (10, "-", .badTime),
        (10, "1099511627776", .badTime), (11, "soon", .badTime), (12, "DROP", .badAction), (12, "-", .badAction),
        (2, "-", .noInterface), (13, "OK extra", .tooManyFields),
    ]) func `what cannot be read is refused for its reason`(column: Int, text: String, reason: RefusalReason) {
        #expect(Self.refusal(Self.line(column, text)) == [reason])
    }

    @Test(arguments: [
        "2", "x", "2 123456789010 eni-1", " " + line, String(line.dropLast(3)), "{\"json\":1}", "\u{0}\u{0}x",
    ])
    func `lines with too few fields are refused`(text: String) {
        #expect(Self.refusal(text) == [.tooFewFields])
    }

    @Test func `refusals say where, and what follows is read`() {
        let batch = parsedFlows("bad\n" + Self.line + "\n\n  \nworse line\n" + Self.line(1, "000000000001") + "\n")
        #expect(batch.records.count == 2)
        #expect(batch.refused.map(\.offset) == [0, UInt64(4 + Self.line.utf8.count + 1 + 1 + 3)])
    }

    @Test func `times that end before they begin or far behind are cut`() throws {
        #expect(try Self.one(Self.line(11, "1418530000")).duration == 0)
        #expect(try Self.one(Self.line(11, "1518530000")).duration == 86_400)
    }

    @Test(arguments: ["unknown", "-", "12345678901234"]) func `an account that is no number is nobody's`(
        account: String
    ) {
        let batch = parsedFlows(Self.line(1, account))
        #expect(batch.interfaces.map(\.facts.account) == [.unknown])
    }

    // MARK: Interfaces

    @Test func `an interface is described once, and again when more is said or earlier`() {
        let header = "interface-id start srcaddr dstaddr instance-id region\n"
        func line(_ start: Int, _ instance: String = "-", _ region: String = "-") -> String {
            "eni-77 \(start) 10.0.0.1 10.0.0.2 \(instance) \(region)\n"
        }
        let batch = parsedFlows(
            header + line(600) + line(601) + line(660, "i-1") + line(661) + line(662, "i-1") + line(599) + line(598)
                + line(700, "i-1", "eu-west-1"), region: "us-east-1")
        #expect(batch.interfaces.map(\.seconds) == [600, 660, 599, 700])
        #expect(batch.interfaces.map(\.facts.instanceID) == ["", "i-1", "", "i-1"])
        #expect(batch.interfaces.map(\.facts.region) == ["us-east-1", "us-east-1", "us-east-1", "eu-west-1"])
        #expect(Set(batch.interfaces.map(\.facts.key)).count == 1)
    }

    @Test func `a flood of interfaces is described and does not fill the memory`() {
        var parser = FlowLogParser()
        var batch = FlowBatch()
        for round in 0..<15 {
            let lines = (0..<10_000).map { Self.line(2, "eni-\(round)-\($0)") }.joined(separator: "\n") + "\n"
            let bytes = GuardedBytes(lines)
            _ = parser.parse(bytes.bytes, at: 0, isFinal: false, into: &batch)
        }
        #expect(batch.interfaces.count == 150_000)
        #expect(parser.told.count <= 100_000)
    }

    @Test func `texts that are too long to be ids are left out`() {
        let batch = parsedFlows(Self.line(2, "eni-" + String(repeating: "a", count: 100)))
        #expect(batch.records.count == 1)
        #expect(batch.interfaces.map(\.facts.interfaceID) == [""])
    }

    // MARK: Identity

    @Test func `equal lines are one record, whatever ends them, and different ones are not`() throws {
        let id = try Self.one(Self.line).recordID
        for end in ["\n", "\r\n", " \n"] { #expect(try Self.one(Self.line + end).recordID == id) }
        #expect(try Self.one(Self.line(8, "21")).recordID != id)
        #expect(id >> 63 == 0)
    }

    @Test func `the same interface of two accounts is two`() throws {
        #expect(try Self.one(Self.line).interface != Self.one(Self.line(1, "123456789011")).interface)
    }
}

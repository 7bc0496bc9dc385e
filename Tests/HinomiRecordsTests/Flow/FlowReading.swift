// SPDX-License-Identifier: Apache-2.0

import Foundation

@testable import HinomiRecords

/// A record as numbers that can be compared.
struct FlatRecord: Hashable {
    var fields: [UInt64]

    init(_ r: FlowRecord) {
        fields = [
            r.source.high, r.source.low, r.destination.high, r.destination.low, UInt64(r.sourcePort),
            UInt64(r.destinationPort), UInt64(r.protocolNumber), r.packets, r.bytes, UInt64(bitPattern: r.start),
            UInt64(r.duration), UInt64(r.status.rawValue), UInt64(r.direction.rawValue), UInt64(r.tcpFlags),
            r.interface,
            r.recordID, r.offset,
        ]
    }
}

/// What a batch holds, to be compared.
struct FlatBatch: Equatable {
    var records: [FlatRecord] = []
    var facts: [InterfaceAnnouncement] = []
    var refused: [ParseRefusal] = []
    var noData = 0

    init() {}

    init(_ batch: FlowBatch) {
        records = batch.records.map(FlatRecord.init)
        facts = batch.interfaces
        refused = batch.refused
        noData = batch.noDataCount
    }
}

/// Parses a log in pieces that end at the given places, each piece in memory of its own.
func parsedFlows(
    _ content: [UInt8], cuts: [Int] = [], format: FlowLogFormat = .version2, region: String = ""
) -> FlowBatch {
    var parser = FlowLogParser(format: format, region: region)
    var batch = FlowBatch()
    var used = 0
    for (i, end) in (cuts.filter { $0 < content.count } + [content.count]).enumerated() {
        let isFinal = end == content.count
        guard end >= used else { continue }
        let piece = GuardedBytes(Array(content[used..<end]), spare: i % 2 == 0 ? 0x39 : 0x0A)
        used += parser.parse(piece.bytes, at: UInt64(used), isFinal: isFinal, into: &batch)
    }
    return batch
}

func parsedFlows(_ text: String, format: FlowLogFormat = .version2, region: String = "") -> FlowBatch {
    parsedFlows(Array(text.utf8), format: format, region: region)
}

extension FlowLogFormat {
    init?(_ header: String) {
        let bytes = Array(header.utf8)
        let format = bytes.withUnsafeBufferPointer { FlowLogFormat(header: $0) }
        guard let format else { return nil }
        self = format
    }
}

/// A parser that splits texts and asks the C library: slow, and written without a look at the fast one.
struct NaiveFlowParser {
    var columns: [String]
    var output = FlatBatch()
    private var described: [String: Int64] = [:]
    private let known: Set<String>

    static let version2 = [
        "version", "account-id", "interface-id", "srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets",
        "bytes",
        "start", "end", "action", "log-status",
    ]

    init(columns: [String] = version2) {
        self.columns = columns
        known = Set(FlowLogFormat.names.keys)
    }

    mutating func parse(_ content: [UInt8]) {
        var offset = 0
        for line in content.split(separator: 0x0A, omittingEmptySubsequences: false) {
            take(Array(line), UInt64(offset))
            offset += line.count + 1
        }
    }

    private mutating func take(_ whole: [UInt8], _ offset: UInt64) {
        func refuse(_ reason: RefusalReason) { output.refused.append(ParseRefusal(offset: offset, reason: reason)) }
        if whole.count > 65_536 { return refuse(.tooLong) }
        var line = whole
        while let last = line.last, last <= 0x20 { line.removeLast() }
        guard let first = line.first else { return }
        if !(0x30...0x39).contains(first), takeHeader(line) { return }
        let pieces = line.split(whereSeparator: { $0 <= 0x20 })
        if first <= 0x20 { return refuse(.tooFewFields) }
        var values: [String: (text: String, bytes: [UInt8])] = [:]
        for (i, column) in columns.enumerated() {
            guard i < pieces.count else { return refuse(.tooFewFields) }
            let text = String(decoding: pieces[i], as: UTF8.self)
            if let reason = NaiveFlowParser.fault(column, text) { return refuse(reason) }
            if known.contains(column) { values[column] = (text, Array(pieces[i])) }
        }
        if pieces.count > columns.count { return refuse(.tooManyFields) }
        func text(_ column: String) -> String? {
            guard let value = values[column]?.text, value != "-" else { return nil }
            return value
        }
        guard let start = text("start").flatMap({ Int64($0) }) else { return refuse(.badTime) }
        guard let interface = values["interface-id"], interface.bytes.count > 1 else { return refuse(.noInterface) }
        var record = FlowRecord()
        record.start = start
        record.offset = offset
        if let end = text("end").flatMap({ Int64($0) }), end > start {
            record.duration = UInt32(min(end - start, 86_400))
        }
        record.recordID = line.withUnsafeBufferPointer { StableHash.of($0) } >> 1
        let account = values["account-id"]?.bytes ?? []
        record.interface = account.withUnsafeBufferPointer { account in
            interface.bytes.withUnsafeBufferPointer { InterfaceFacts.key(account: account, interfaceID: $0) }
        }
        record.sourcePort = text("srcport").flatMap { UInt16($0) } ?? 0
        record.destinationPort = text("dstport").flatMap { UInt16($0) } ?? 0
        record.protocolNumber = text("protocol").flatMap { UInt8($0) } ?? 0
        record.packets = text("packets").flatMap { UInt64($0) } ?? 0
        record.bytes = text("bytes").flatMap { UInt64($0) } ?? 0
        record.tcpFlags = text("tcp-flags").flatMap { UInt8($0) } ?? 0
        switch text("flow-direction")?.first {
        case "i": record.direction = .ingress
        case "e": record.direction = .egress
        default: break
        }
        let source = (text("pkt-srcaddr") ?? text("srcaddr")).flatMap(NaiveFlowParser.address)
        let destination = (text("pkt-dstaddr") ?? text("dstaddr")).flatMap(NaiveFlowParser.address)
        if text("action")?.first == "R" { record.status = .rejected }
        switch text("log-status")?.first {
        case "N": return output.noData += 1
        case "S": record.status = .skipData
        default:
            guard let source, let destination else { return refuse(.badAddress) }
            record.source = source
            record.destination = destination
            if columns.contains("action"), text("action") == nil { return refuse(.badAction) }
        }
        output.records.append(FlatRecord(record))
    }

    private mutating func takeHeader(_ line: [UInt8]) -> Bool {
        guard (5...4_096).contains(line.count), let text = String(validating: line, as: UTF8.self) else { return false }
        let names = text.split(whereSeparator: { " \t\r".contains($0) }).map {
            $0.lowercased().replacingOccurrences(of: "_", with: "-")
        }
        guard let first = names.first, known.contains(first), names.count <= 128 else { return false }
        guard names.contains("interface-id"), names.contains("start"),
            names.contains("srcaddr") || names.contains("pkt-srcaddr"),
            names.contains("dstaddr") || names.contains("pkt-dstaddr"),
            names.allSatisfy({ $0.range(of: "^[a-z][a-z0-9-]*\\z", options: .regularExpression) != nil })
        else { return false }
        columns = names
        return true
    }

    // What is wrong with the text of a column by itself.
    private static func fault(_ column: String, _ text: String) -> RefusalReason? {
        let isMissing = text == "-"
        func isNumber(below limit: UInt64?) -> Bool {
            guard !text.isEmpty, text.utf8.count <= 20, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let value = UInt64(text)
            else { return false }
            return limit.map { value < $0 } ?? true
        }
        switch column {
        case "srcaddr", "dstaddr", "pkt-srcaddr", "pkt-dstaddr":
            return isMissing || address(text) != nil ? nil : .badAddress
        case "srcport", "dstport": return isMissing || isNumber(below: 65_536) ? nil : .badNumber
        case "protocol", "tcp-flags": return isMissing || isNumber(below: 256) ? nil : .badNumber
        case "packets", "bytes": return isMissing || isNumber(below: nil) ? nil : .badNumber
        case "start", "end": return isNumber(below: 1 << 40) ? nil : .badTime
        case "action": return isMissing || text.hasPrefix("A") || text.hasPrefix("R") ? nil : .badAction
        default: return nil
        }
    }

    static func address(_ text: String) -> IPAddress? {
        if text.utf8.contains(0) || text.utf8.count > 45 { return nil }
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 { return IPAddress(v4: UInt32(bigEndian: four.s_addr)) }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        return withUnsafeBytes(of: six) { bytes in
            IPAddress(
                high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
        }
    }
}

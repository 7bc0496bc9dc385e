// SPDX-License-Identifier: Apache-2.0

import CBytes

extension FlowLogParser {
    /// Reads the columns of one line. Returns why it is no record, or nil.
    @inline(__always)
    func read(
        _ line: UnsafePointer<UInt8>, _ length: Int, into record: inout FlowRecord, texts: inout FlowLineTexts
    ) -> RefusalReason? {
        record.packets = 0
        record.bytes = 0
        record.sourcePort = 0
        record.destinationPort = 0
        record.protocolNumber = 0
        record.tcpFlags = 0
        record.status = .accepted
        record.direction = .unknown
        record.source = .unspecified
        record.destination = .unspecified
        var end: Int64 = -1
        var start: Int64 = -1
        var hasAction = false
        // `::` is an address that records have, so what is missing cannot be told by it.
        var source: IPAddress?
        var destination: IPAddress?
        var packetSource: IPAddress?
        var packetDestination: IPAddress?

        var cursor = FieldCursor(line, length)
        let fields = format.fields
        let columns = fields.count
        var column = 0
        while column < columns {
            let field = cursor.next()
            let text = field.start
            let size = field.count
            if size == 0 { return .tooFewFields }
            let isMissing = size == 1 && text[0] == 0x2D
            switch fields[column] {
            case .skip, .version:
                break
            case .account:
                texts.account = UnsafeBufferPointer(start: text, count: size)
            case .interface:
                texts.interface = UnsafeBufferPointer(start: text, count: size)
            case .source:
                if isMissing { break }
                guard let address = fastAddress(text, size) else { return .badAddress }
                source = address
            case .destination:
                if isMissing { break }
                guard let address = fastAddress(text, size) else { return .badAddress }
                destination = address
            case .packetSource:
                if isMissing { break }
                guard let address = fastAddress(text, size) else { return .badAddress }
                packetSource = address
            case .packetDestination:
                if isMissing { break }
                guard let address = fastAddress(text, size) else { return .badAddress }
                packetDestination = address
            case .sourcePort:
                if isMissing { break }
                guard let value = fastNumber(text, size), value <= 65535 else { return .badNumber }
                record.sourcePort = UInt16(truncatingIfNeeded: value)
            case .destinationPort:
                if isMissing { break }
                guard let value = fastNumber(text, size), value <= 65535 else { return .badNumber }
                record.destinationPort = UInt16(truncatingIfNeeded: value)
            case .protocolNumber:
                if isMissing { break }
                guard let value = fastNumber(text, size), value <= 255 else { return .badNumber }
                record.protocolNumber = UInt8(truncatingIfNeeded: value)
            case .packets:
                if isMissing { break }
                guard let value = fastNumber(text, size) else { return .badNumber }
                record.packets = value
            case .bytes:
                if isMissing { break }
                guard let value = fastNumber(text, size) else { return .badNumber }
                record.bytes = value
            case .start:
                guard let value = fastNumber(text, size), value < 1 << 40 else { return .badTime }
                start = Int64(value)
            case .end:
                guard let value = fastNumber(text, size), value < 1 << 40 else { return .badTime }
                end = Int64(value)
            case .action:
                if isMissing { break }
                hasAction = true
                record.status = text[0] == 0x52 ? .rejected : .accepted
                if text[0] != 0x52 && text[0] != 0x41 { return .badAction }
            case .logStatus:
                if text[0] == 0x4E { record.status = .noData }
                if text[0] == 0x53 { record.status = .skipData }
            case .tcpFlags:
                if isMissing { break }
                guard let value = fastNumber(text, size), value <= 255 else { return .badNumber }
                record.tcpFlags = UInt8(truncatingIfNeeded: value)
            case .flowDirection:
                if text[0] == 0x69 { record.direction = .ingress }
                if text[0] == 0x65 { record.direction = .egress }
            case .instanceID:
                texts.instance = UnsafeBufferPointer(start: text, count: size)
            case .vpcID:
                texts.vpc = UnsafeBufferPointer(start: text, count: size)
            case .subnetID:
                texts.subnet = UnsafeBufferPointer(start: text, count: size)
            case .region:
                texts.region = UnsafeBufferPointer(start: text, count: size)
            case .availabilityZoneID:
                texts.zone = UnsafeBufferPointer(start: text, count: size)
            }
            column += 1
        }
        if !cursor.isAtEnd { return .tooManyFields }
        guard start >= 0 else { return .badTime }
        if texts.interface.count == 1 || texts.interface.isEmpty { return .noInterface }
        record.start = start
        record.duration = end > start ? UInt32(truncatingIfNeeded: min(end - start, 86_400)) : 0
        if record.status == .noData || record.status == .skipData { return nil }
        guard let source = packetSource ?? source, let destination = packetDestination ?? destination else {
            return .badAddress
        }
        record.source = source
        record.destination = destination
        return hasAction || !fields.contains(.action) ? nil : .badAction
    }

    /// Up to 20 digits; nil for anything else and for numbers beyond 64 bits.
    @inline(__always)
    func fastNumber(_ text: UnsafePointer<UInt8>, _ size: Int) -> UInt64? { FlowNumber.read(text, size) }

    /// Dotted IPv4 at full speed, everything else by the general reader.
    @inline(__always)
    func fastAddress(_ text: UnsafePointer<UInt8>, _ size: Int) -> IPAddress? {
        let v4 = hinomi_dotted_ipv4(text, size)
        return v4 >= 0
            ? IPAddress(v4: UInt32(truncatingIfNeeded: v4)) : IPAddress(UnsafeBufferPointer(start: text, count: size))
    }
}

/// Walks over the white-space separated fields of one line.
struct FieldCursor {
    var block: UnsafePointer<UInt8>
    var mask: UInt64
    var at: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>

    @inline(__always)
    init(_ line: UnsafePointer<UInt8>, _ length: Int) {
        block = line
        at = line
        end = line + length
        mask = FieldCursor.separators(line)
    }

    @inline(__always)
    static func separators(_ p: UnsafePointer<UInt8>) -> UInt64 {
        hinomi_mask64_at_most(p, 0x20)
    }

    @inline(__always)
    var isAtEnd: Bool { at >= end }

    /// The next field; empty at the end of the line.
    @inline(__always)
    mutating func next() -> (start: UnsafePointer<UInt8>, count: Int) {
        let start = at
        if start >= end { return (end, 0) }
        while mask == 0 {
            block += 64
            // Past the end of the line there is nothing to find; the spare bytes behind the buffer are not data.
            if block >= end {
                at = end
                return (start, end - start)
            }
            mask = FieldCursor.separators(block)
        }
        let stop = block + mask.trailingZeroBitCount
        if stop >= end {
            at = end
            return (start, end - start)
        }
        mask &= mask &- 1
        at = stop + 1
        // Runs of blanks and tabs count as one separator.
        while at < end, at.pointee <= 0x20 {
            if mask == 0 {
                block += 64
                mask = FieldCursor.separators(block)
            }
            mask &= mask &- 1
            at += 1
        }
        return (start, stop - start)
    }
}

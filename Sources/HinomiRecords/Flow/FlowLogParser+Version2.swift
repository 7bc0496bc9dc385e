// SPDX-License-Identifier: Apache-2.0

import CBytes

/// The straight way for lines of the default format with nothing unusual in them: nearly all lines of most logs.
///
/// Whatever it does not take is left to the general reader, which alone decides what is refused and why.
enum Version2Line {
    /// Where the fields of a line end: the next byte of 0x20 or less, block by block.
    private struct Ends {
        var block: UnsafePointer<UInt8>
        var mask: UInt64
        let limit: UnsafePointer<UInt8>

        @inline(__always)
        init(_ line: UnsafePointer<UInt8>, limit: UnsafePointer<UInt8>) {
            block = line
            self.limit = limit
            mask = hinomi_mask64_at_most(line, 0x20)
        }

        /// The next end; at or behind `limit` when there is none.
        @inline(__always)
        mutating func next() -> UnsafePointer<UInt8> {
            while mask == 0 {
                block += 64
                if block >= limit { return limit }
                mask = hinomi_mask64_at_most(block, 0x20)
            }
            let end = block + mask.trailingZeroBitCount
            mask &= mask &- 1
            return end
        }
    }

    /// Reads the line that begins at `line`; its newline lies before `limit`, and 64 more bytes can be read behind that.
    ///
    /// Returns the length of the line without its newline, or nil when the general reader shall look at it. What was put
    /// into `record` means nothing then.
    @inline(__always)
    static func read(
        _ line: UnsafePointer<UInt8>, limit: UnsafePointer<UInt8>, into record: inout FlowRecord,
        _ texts: inout FlowLineTexts
    ) -> Int? {
        guard line[0] &- 0x30 <= 9 else { return nil }
        var ends = Ends(line, limit: limit)
        var at = ends.next()
        // The fields behind the first, each between single blanks.
        @inline(__always) func field() -> (start: UnsafePointer<UInt8>, count: Int)? {
            guard at < limit, at.pointee == 0x20 else { return nil }
            let start = at + 1
            at = ends.next()
            return at > start ? (start, at - start) : nil
        }
        guard let account = field(), let interface = field(), interface.count > 1,
            let source = field(), let destination = field(), let sourcePort = field(), let destinationPort = field(),
            let proto = field(), let packets = field(), let bytes = field(), let start = field(), let end = field(),
            let action = field(), let status = field(), at < limit, at.pointee == 0x0A,
            at - line <= FlowLogParser.maxLineLength
        else { return nil }
        let first = hinomi_dotted_ipv4(source.start, source.count)
        let second = hinomi_dotted_ipv4(destination.start, destination.count)
        guard first >= 0, second >= 0,
            let sourceNumber = FlowNumber.read(sourcePort.start, sourcePort.count), sourceNumber <= 65_535,
            let destinationNumber = FlowNumber.read(destinationPort.start, destinationPort.count),
            destinationNumber <= 65_535,
            let protocolNumber = FlowNumber.read(proto.start, proto.count), protocolNumber <= 255,
            let packetCount = FlowNumber.read(packets.start, packets.count),
            let byteCount = FlowNumber.read(bytes.start, bytes.count),
            let from = FlowNumber.read(start.start, start.count), from < 1 << 40,
            let to = FlowNumber.read(end.start, end.count), to < 1 << 40
        else { return nil }
        let verdict = action.start[0]
        guard verdict == 0x41 || verdict == 0x52, status.start[0] == 0x4F else { return nil }
        texts.account = UnsafeBufferPointer(start: account.start, count: account.count)
        texts.interface = UnsafeBufferPointer(start: interface.start, count: interface.count)
        record.source = IPAddress(v4: UInt32(truncatingIfNeeded: first))
        record.destination = IPAddress(v4: UInt32(truncatingIfNeeded: second))
        record.sourcePort = UInt16(truncatingIfNeeded: sourceNumber)
        record.destinationPort = UInt16(truncatingIfNeeded: destinationNumber)
        record.protocolNumber = UInt8(truncatingIfNeeded: protocolNumber)
        record.packets = packetCount
        record.bytes = byteCount
        record.start = Int64(truncatingIfNeeded: from)
        record.duration = to > from ? UInt32(truncatingIfNeeded: min(to &- from, 86_400)) : 0
        record.status = verdict == 0x52 ? .rejected : .accepted
        record.tcpFlags = 0
        record.direction = .unknown
        return at - line
    }
}

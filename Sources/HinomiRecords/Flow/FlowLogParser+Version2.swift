// SPDX-License-Identifier: Apache-2.0

import CBytes

/// The straight way for lines of the default format with nothing unusual in them: nearly all lines of most logs.
///
/// Whatever it does not take is left to the general reader, which alone decides what is refused and why.
struct Version2Line {
    private var line = hinomi_flow_line()

    /// Bytes without the newline.
    @inline(__always)
    var length: Int { Int(line.length) }

    /// Reads the line that begins at `start` and ends within `limit` bytes; 64 more bytes can be read behind those.
    ///
    /// Returns false when the general reader shall look at it. What was put into `record` means nothing then.
    @inline(__always)
    mutating func read(_ start: UnsafePointer<UInt8>, limit: Int, into record: inout FlowRecord) -> Bool {
        guard hinomi_read_flow_line(start, limit, &line) != 0 else { return false }
        record.source = IPAddress(v4: line.source)
        record.destination = IPAddress(v4: line.destination)
        record.sourcePort = line.source_port
        record.destinationPort = line.destination_port
        record.protocolNumber = line.protocol
        record.packets = line.packets
        record.bytes = line.bytes
        record.start = Int64(truncatingIfNeeded: line.start)
        let seconds = line.end > line.start ? line.end &- line.start : 0
        record.duration = UInt32(truncatingIfNeeded: min(seconds, 86_400))
        record.status = line.is_rejected != 0 ? .rejected : .accepted
        record.tcpFlags = 0
        record.direction = .unknown
        return true
    }

    /// The texts of the line that was read from `start`.
    @inline(__always)
    func texts(_ start: UnsafePointer<UInt8>) -> (
        account: UnsafeBufferPointer<UInt8>, interface: UnsafeBufferPointer<UInt8>
    ) {
        (
            UnsafeBufferPointer(start: start + Int(line.account_at), count: Int(line.account_size)),
            UnsafeBufferPointer(start: start + Int(line.interface_at), count: Int(line.interface_size))
        )
    }
}

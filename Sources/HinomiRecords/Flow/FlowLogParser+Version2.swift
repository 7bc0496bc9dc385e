// SPDX-License-Identifier: Apache-2.0

import CBytes

/// The straight way for lines of the default format with nothing unusual in them: nearly all lines of most logs.
///
/// Whatever it does not take is left to the general reader, which alone decides what is refused and why.
final class Version2Lines {
    private static let room = 64
    private let lines = UnsafeMutablePointer<hinomi_flow_line>.allocate(capacity: Version2Lines.room)
    private(set) var count = 0
    private let width: Int32
    // The interfaces of the lines, and the ids of their records. Made for all lines at once: hashing is a chain of steps
    // that wait for each other, and those of the next lines fill the pauses.
    private let interfaces = UnsafeMutablePointer<UInt64>.allocate(capacity: Version2Lines.room)
    private let ids = UnsafeMutablePointer<UInt64>.allocate(capacity: Version2Lines.room)

    /// The bytes that this processor best looks at together.
    static let bestWidth = hinomi_flow_line_width()

    /// Reads in one of several ways, which differ in speed only: one of 16, 32 and 64, up to the best.
    init(width: Int32) {
        self.width = width
        lines.initialize(repeating: hinomi_flow_line(), count: Version2Lines.room)
    }

    deinit {
        lines.deallocate()
        interfaces.deallocate()
        ids.deallocate()
    }

    /// Reads the lines that begin at `start` and end within `limit` bytes, as many as there is room for; 64 more bytes can
    /// be read behind those. Stops in front of the first that the general reader shall look at.
    @inline(__always)
    func read(_ start: UnsafePointer<UInt8>, limit: Int) {
        count = hinomi_read_flow_lines(start, limit, lines, Version2Lines.room, width)
        var line = start
        for i in 0..<count {
            let (account, interface) = texts(i, line)
            interfaces[i] = InterfaceFacts.key(account: account, interfaceID: interface)
            ids[i] = FlowRecord.id(ofLine: line, length(i))
            line += length(i) &+ 1
        }
    }

    /// Bytes of a line without its newline.
    @inline(__always)
    func length(_ index: Int) -> Int { Int(lines[index].length) }

    /// Puts what a line says into a record, but for where it is.
    @inline(__always)
    func fill(_ record: inout FlowRecord, from index: Int) {
        let line = lines + index
        record.source = IPAddress(v4: line.pointee.source)
        record.destination = IPAddress(v4: line.pointee.destination)
        record.sourcePort = line.pointee.source_port
        record.destinationPort = line.pointee.destination_port
        record.protocolNumber = line.pointee.protocol
        record.packets = line.pointee.packets
        record.bytes = line.pointee.bytes
        record.start = Int64(truncatingIfNeeded: line.pointee.start)
        let seconds = line.pointee.end > line.pointee.start ? line.pointee.end &- line.pointee.start : 0
        record.duration = UInt32(truncatingIfNeeded: min(seconds, 86_400))
        record.interface = interfaces[index]
        record.recordID = ids[index]
        // No branch: in an attack one in two is rejected.
        record.status = unsafeBitCast(line.pointee.is_rejected, to: FlowRecord.Status.self)
        record.tcpFlags = 0
        record.direction = .unknown
    }

    /// The texts of the line at `index`, which begins at `start`.
    @inline(__always)
    func texts(_ index: Int, _ start: UnsafePointer<UInt8>) -> (
        account: UnsafeBufferPointer<UInt8>, interface: UnsafeBufferPointer<UInt8>
    ) {
        let line = lines + index
        return (
            UnsafeBufferPointer(
                start: start + Int(line.pointee.account_at), count: Int(line.pointee.account_size)),
            UnsafeBufferPointer(
                start: start + Int(line.pointee.interface_at), count: Int(line.pointee.interface_size))
        )
    }
}

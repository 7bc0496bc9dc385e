// SPDX-License-Identifier: Apache-2.0

/// One VPC flow log record: the packets of one 5-tuple, in one direction, at one interface, in one capture window.
///
/// A plain value without references, so that millions lie side by side in memory. Texts that belong to the interface
/// (ids, region) travel once, as `InterfaceFacts`.
@frozen
public struct FlowRecord: Codable, Sendable {
    /// Source of the packets; `pkt-srcaddr` where the log has it.
    public var source: IPAddress
    /// Destination of the packets; `pkt-dstaddr` where the log has it.
    public var destination: IPAddress
    /// Packets in the window; numbers too large for 64 bits are refused.
    public var packets: UInt64
    /// Bytes in the window, headers included.
    public var bytes: UInt64
    /// The interface that logged it: the stable hash of account and interface id.
    public var interface: UInt64
    /// Stable 63-bit hash of the raw line: equal lines are one record.
    public var recordID: UInt64
    /// Bytes before the line in its input.
    public var offset: UInt64
    /// Time of the first packet, seconds since the epoch.
    public var start: Int64
    /// Seconds from the first packet to the last.
    public var duration: UInt32
    /// Which input of the run it was read from.
    public var input: UInt32
    public var sourcePort: UInt16
    public var destinationPort: UInt16
    /// IANA protocol number.
    public var protocolNumber: UInt8
    /// TCP flags OR-ed over the window; 0 where the log has no such field.
    public var tcpFlags: UInt8
    public var status: Status
    public var direction: Direction

    /// What the record says of its packets.
    @frozen
    public enum Status: UInt8, Codable, Sendable {
        case accepted
        case rejected
        /// No packets in the window.
        case noData
        /// Records of the window were lost; what is missing proves nothing.
        case skipData
    }

    /// `flow-direction` as seen from the interface.
    @frozen
    public enum Direction: UInt8, Codable, Sendable {
        case unknown
        case ingress
        case egress
    }

    /// A record of nothing, to be filled in.
    @inlinable
    public init() {
        source = .unspecified
        destination = .unspecified
        packets = 0
        bytes = 0
        interface = 0
        recordID = 0
        offset = 0
        start = 0
        duration = 0
        input = 0
        sourcePort = 0
        destinationPort = 0
        protocolNumber = 0
        tcpFlags = 0
        status = .accepted
        direction = .unknown
    }

    /// The id of the record that a raw line holds.
    @inline(__always)
    static func id(ofLine line: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
        var hash = StableHash()
        hash.combine(UnsafeRawPointer(line), length)
        return hash.value >> 1
    }

    /// Time of the last packet, seconds since the epoch.
    @inlinable
    public var end: Int64 { start &+ Int64(duration) }
}

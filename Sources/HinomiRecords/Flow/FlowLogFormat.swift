// SPDX-License-Identifier: Apache-2.0

/// Which field stands in which column of a flow log.
public struct FlowLogFormat: Hashable, Sendable {
    /// A field that the parser reads; all others are `skip`.
    @frozen
    public enum Field: UInt8, Sendable {
        case skip, version, account, interface, source, destination, sourcePort, destinationPort, protocolNumber
        case packets, bytes, start, end, action, logStatus
        case vpcID, subnetID, instanceID, tcpFlags, packetSource, packetDestination, region, availabilityZoneID
        case flowDirection
    }

    /// The fields in the order of the columns.
    public let fields: [Field]

    /// The default format, version 2.
    public static let version2 = FlowLogFormat(fields: [
        .version, .account, .interface, .source, .destination, .sourcePort, .destinationPort, .protocolNumber, .packets,
        .bytes, .start, .end, .action, .logStatus,
    ])

    /// The default format behind the time that CloudWatch Logs puts in front of each exported line.
    public static let cloudWatchExport = FlowLogFormat(fields: [.skip] + version2.fields)

    init(fields: [Field]) { self.fields = fields }

    static let names: [String: Field] = [
        "version": .version, "account-id": .account, "interface-id": .interface, "srcaddr": .source,
        "dstaddr": .destination, "srcport": .sourcePort, "dstport": .destinationPort, "protocol": .protocolNumber,
        "packets": .packets, "bytes": .bytes, "start": .start, "end": .end, "action": .action,
        "log-status": .logStatus, "vpc-id": .vpcID, "subnet-id": .subnetID, "instance-id": .instanceID,
        "tcp-flags": .tcpFlags, "pkt-srcaddr": .packetSource, "pkt-dstaddr": .packetDestination, "region": .region,
        "az-id": .availabilityZoneID, "flow-direction": .flowDirection,
        // Known, but of no use to the detections.
        "type": .skip, "sublocation-type": .skip, "sublocation-id": .skip, "pkt-src-aws-service": .skip,
        "pkt-dst-aws-service": .skip, "traffic-path": .skip, "ecs-cluster-arn": .skip, "ecs-cluster-name": .skip,
        "ecs-container-instance-arn": .skip, "ecs-container-instance-id": .skip, "ecs-container-id": .skip,
        "ecs-second-container-id": .skip, "ecs-service-name": .skip, "ecs-task-definition-arn": .skip,
        "ecs-task-arn": .skip, "ecs-task-id": .skip, "reject-reason": .skip, "resource-id": .skip,
        "encryption-status": .skip, "timestamp": .skip,
    ]

    /// Reads a header line: names with hyphens or underscores, separated by white space.
    ///
    /// Nil when the first name is not one of AWS's, or when what a record needs (interface, addresses, times) is not
    /// announced. Names that are not known yet are skipped columns, so that future versions can be read; what cannot be a
    /// name is damage, and a damaged header announces nothing.
    public init?(header line: UnsafeBufferPointer<UInt8>) {
        guard line.count >= 5, line.count <= 4096, JSONText.isUTF8(line) else { return nil }
        var fields: [Field] = []
        var at = 0
        while at < line.count {
            var end = at
            while end < line.count, !FlowLogFormat.isSpace(line[end]) { end += 1 }
            if end > at {
                let name = UnsafeBufferPointer(rebasing: line[at..<end])
                let field = FlowLogFormat.field(named: name)
                guard field != nil || (!fields.isEmpty && FlowLogFormat.mayBeName(name)), fields.count < 128 else {
                    return nil
                }
                fields.append(field ?? .skip)
            }
            at = end + 1
        }
        guard fields.contains(.interface), fields.contains(.source) || fields.contains(.packetSource),
            fields.contains(.destination) || fields.contains(.packetDestination), fields.contains(.start)
        else { return nil }
        self.fields = fields
    }

    private static func mayBeName(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = text.first, (first | 0x20) &- 0x61 < 26 else { return false }
        return text.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 <= 9 || $0 == 0x2D || $0 == 0x5F }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

    // Every file begins with a header, and small files are little else: no text is made of its names.
    private static func field(named name: UnsafeBufferPointer<UInt8>) -> Field? {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { room in
            guard name.count <= room.count else { return nil }
            for i in 0..<name.count {
                let byte = name[i]
                room[i] = byte == 0x5F ? 0x2D : byte &- 65 < 26 ? byte | 0x20 : byte
            }
            let plain = UnsafeBufferPointer(rebasing: room[..<name.count])
            guard let known = namesByHash[StableHash.of(plain)], plain.elementsEqual(known.name.utf8) else {
                return nil
            }
            return known.field
        }
    }

    private static let namesByHash: [UInt64: (name: String, field: Field)] = Dictionary(
        names.map { (StableHash.of($0.key), (name: $0.key, field: $0.value)) }, uniquingKeysWith: { first, _ in first })
}

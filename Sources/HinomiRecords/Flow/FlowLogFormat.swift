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
        guard line.count >= 5, line.count <= 4096, let text = String(validating: line, as: UTF8.self) else {
            return nil
        }
        let names = text.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\r" }).map { name in
            String(name.map { $0 == "_" ? "-" : $0 }).lowercased()
        }
        guard let first = names.first, FlowLogFormat.names[first] != nil, names.count <= 128,
            names.allSatisfy(FlowLogFormat.mayBeName)
        else { return nil }
        fields = names.map { FlowLogFormat.names[$0] ?? .skip }
        guard fields.contains(.interface), fields.contains(.source) || fields.contains(.packetSource),
            fields.contains(.destination) || fields.contains(.packetDestination), fields.contains(.start)
        else { return nil }
    }

    private static func mayBeName(_ text: String) -> Bool {
        guard let first = text.utf8.first, first &- 0x61 < 26 else { return false }
        return text.utf8.allSatisfy { $0 &- 0x61 < 26 || $0 &- 0x30 <= 9 || $0 == 0x2D }
    }
}

// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// The activity behind a finding: exactly one of GuardDuty's action objects.
public enum Action: Hashable, Codable, Sendable {
    case networkConnection(NetworkConnection)
    case portProbe(PortProbe)
    case dnsRequest(DNSRequest)
    case apiCall(APICallAction)
    /// The steps of an attack, which GuardDuty tells of in `service.detection.sequence` and not as an action.
    case sequence(AttackSequence)
    case other(OtherAction)

    /// The value of `service.action.actionType`; empty for attacks in several steps, and where there is no action.
    public var actionType: String {
        switch self {
        case .networkConnection: "NETWORK_CONNECTION"
        case .portProbe: "PORT_PROBE"
        case .dnsRequest: "DNS_REQUEST"
        case .apiCall: "AWS_API_CALL"
        case .sequence: ""
        case .other(let other): other.actionType
        }
    }
}

/// One connection, seen from the interface that logged it.
public struct NetworkConnection: Hashable, Codable, Sendable {
    /// Who opened it, seen from our interface.
    public enum Direction: String, Codable, Sendable {
        case inbound = "INBOUND"
        case outbound = "OUTBOUND"
        case unknown = "UNKNOWN"
    }

    public var direction: Direction
    /// IANA protocol number.
    public var protocolNumber: UInt8
    /// Whether a security group or network ACL stopped it.
    public var isBlocked: Bool
    public var localAddress: IPAddress
    public var localPort: UInt16
    public var remoteAddress: IPAddress
    public var remotePort: UInt16
    /// The interface that logged it; empty when not known.
    public var localInterfaceID: String

    public init(
        direction: Direction, protocolNumber: UInt8, isBlocked: Bool, localAddress: IPAddress, localPort: UInt16,
        remoteAddress: IPAddress, remotePort: UInt16, localInterfaceID: String
    ) {
        self.direction = direction
        self.protocolNumber = protocolNumber
        self.isBlocked = isBlocked
        self.localAddress = localAddress
        self.localPort = localPort
        self.remoteAddress = remoteAddress
        self.remotePort = remotePort
        self.localInterfaceID = localInterfaceID
    }
}

/// Ports of an instance that known scanners reached.
public struct PortProbe: Hashable, Codable, Sendable {
    /// One port and one scanner that reached it.
    public struct Detail: Hashable, Codable, Sendable {
        public var localPort: UInt16
        public var localAddress: IPAddress
        public var remoteAddress: IPAddress

        public init(localPort: UInt16, localAddress: IPAddress, remoteAddress: IPAddress) {
            self.localPort = localPort
            self.localAddress = localAddress
            self.remoteAddress = remoteAddress
        }
    }

    public var isBlocked: Bool
    /// At most one a port and remote address, newest last.
    public var details: [Detail]

    public init(isBlocked: Bool, details: [Detail]) {
        self.isBlocked = isBlocked
        self.details = details
    }
}

/// A name asked of the VPC resolver.
public struct DNSRequest: Hashable, Codable, Sendable {
    public var domain: String
    /// The registered domain of the name.
    public var domainWithSuffix: String
    /// "UDP" or "TCP".
    public var transport: String
    public var isBlocked: Bool

    public init(domain: String, domainWithSuffix: String, transport: String, isBlocked: Bool) {
        self.domain = domain
        self.domainWithSuffix = domainWithSuffix
        self.transport = transport
        self.isBlocked = isBlocked
    }
}

/// An AWS API call.
public struct APICallAction: Hashable, Codable, Sendable {
    /// The operation, for example `StopLogging`.
    public var api: String
    /// The service's host name, for example `cloudtrail.amazonaws.com`.
    public var serviceName: String
    /// Where it came from; nil when an AWS service made it.
    public var remoteAddress: IPAddress?
    /// The source as the record has it, when that is no address (`cloudformation.amazonaws.com`).
    public var callerDomain: String
    /// Empty when the call succeeded.
    public var errorCode: String
    public var userAgent: String
    /// Account of the caller and whether it is the account of the finding.
    public var callerAccount: AccountID?
    public var isAffiliated: Bool
    /// Resource type to id or ARN, for example `AWS::CloudTrail::Trail`.
    public var affectedResources: [String: String]

    public init(
        api: String, serviceName: String, remoteAddress: IPAddress?, callerDomain: String = "", errorCode: String = "",
        userAgent: String = "", callerAccount: AccountID? = nil, isAffiliated: Bool = true,
        affectedResources: [String: String] = [:]
    ) {
        self.api = api
        self.serviceName = serviceName
        self.remoteAddress = remoteAddress
        self.callerDomain = callerDomain
        self.errorCode = errorCode
        self.userAgent = userAgent
        self.callerAccount = callerAccount
        self.isAffiliated = isAffiliated
        self.affectedResources = affectedResources
    }
}

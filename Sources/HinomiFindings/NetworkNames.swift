// SPDX-License-Identifier: Apache-2.0

/// Names of well-known ports, as findings carry them.
enum PortName {
    /// The name, or "Unknown".
    static func of(_ port: UInt16) -> String { names[port] ?? "Unknown" }

    private static let names: [UInt16: String] = [
        20: "FTP-DATA", 21: "FTP", 22: "SSH", 23: "TELNET", 25: "SMTP", 53: "DNS", 80: "HTTP", 110: "POP3",
        123: "NTP", 135: "RPC", 139: "NETBIOS", 143: "IMAP", 389: "LDAP", 443: "HTTPS", 445: "SMB", 465: "SMTPS",
        587: "SMTP", 636: "LDAPS", 853: "DNS-TLS", 993: "IMAPS", 995: "POP3S", 1433: "MSSQL", 1521: "ORACLE",
        2049: "NFS", 2375: "DOCKER", 2376: "DOCKER", 3306: "MYSQL", 3389: "RDP", 5432: "POSTGRESQL", 5900: "VNC",
        5985: "WINRM", 5986: "WINRM", 6379: "REDIS", 8080: "HTTP", 8443: "HTTPS", 9200: "ELASTICSEARCH",
        9300: "ELASTICSEARCH", 27017: "MONGODB",
    ]
}

/// Names of IP protocols by their IANA numbers.
enum ProtocolName {
    /// The name, or the number where it has none here.
    static func of(_ number: UInt8) -> String { names[number] ?? String(number) }

    private static let names: [UInt8: String] = [
        1: "ICMP", 2: "IGMP", 4: "IPIP", 6: "TCP", 17: "UDP", 41: "IPv6", 47: "GRE", 50: "ESP", 51: "AH",
        58: "ICMPv6", 89: "OSPF", 103: "PIM", 112: "VRRP", 132: "SCTP", 136: "UDPLite",
    ]
}

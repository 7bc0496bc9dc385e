// SPDX-License-Identifier: Apache-2.0

/// Ports at which services usually listen; used to tell caller and called apart where the log has no TCP flags.
enum ServicePorts {
    /// How likely a port is the called one: 3 a well-known service, 2 a system port, 1 a service whose port callers use as
    /// well, 0 any other.
    static func rank(_ port: UInt16) -> Int {
        if known[Int(port >> 6)] >> UInt64(port & 63) & 1 == 1 { return port < 32_768 ? 3 : 1 }
        return port < 1024 ? 2 : 0
    }

    private static let ports: [UInt16] = [
        20, 21, 22, 23, 25, 53, 67, 69, 80, 88, 110, 111, 123, 135, 137, 138, 139, 143, 161, 162, 179, 389, 427, 443,
        445,
        464, 465, 500, 514, 515, 548, 554, 587, 623, 631, 636, 853, 873, 902, 989, 990, 993, 995, 1080, 1194, 1433,
        1434,
        1521, 1701, 1723, 1812, 1813, 1883, 1900, 2049, 2121, 2181, 2222, 2375, 2376, 2379, 2380, 3000, 3128, 3260,
        3306,
        3333, 3389, 3478, 3690, 4222, 4444, 4500, 4505, 4506, 4789, 5000, 5060, 5061, 5222, 5353, 5355, 5432, 5555,
        5601,
        5666, 5671, 5672, 5900, 5901, 5984, 5985, 5986, 6379, 6443, 6667, 7000, 7001, 7077, 7199, 8000, 8008, 8009,
        8080,
        8081, 8086, 8088, 8089, 8125, 8140, 8200, 8333, 8443, 8500, 8883, 8888, 9000, 9001, 9030, 9042, 9050, 9090,
        9092,
        9093, 9100, 9160, 9200, 9300, 9418, 9999, 10000, 10050, 10051, 10250, 11211, 14433, 14444, 15672, 18080, 25565,
        26379, 27017, 27018, 28017, 45560, 45700, 50000, 50070, 51820, 61616,
    ]

    private static let known: [UInt64] = {
        var bits = [UInt64](repeating: 0, count: 1024)
        for port in ports { bits[Int(port >> 6)] |= 1 << UInt64(port & 63) }
        return bits
    }()
}

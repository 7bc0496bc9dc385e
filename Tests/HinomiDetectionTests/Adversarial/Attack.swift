// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

/// Attacks of a strength that is known to the packet, by one instance or on it, for tests that go to the limits of detectors.
struct Attack {
    static let begin: Int64 = 1_700_000_040
    /// Its log tells who began a connection.
    static let host = Host(
        account: "111122223333", interface: "eni-0a01", instance: "i-0a01", address: "10.0.0.11", format: 1)

    var host = Attack.host
    var begin = Attack.begin
    private(set) var events: [LogEvent] = []
    private var sockets = 0

    init(host: Host = Attack.host, at begin: Int64 = Attack.begin) {
        self.host = host
        self.begin = begin
    }

    // MARK: Flows

    /// Adds a contact that begins `offset` seconds after the attack does, from a socket of its own.
    mutating func add(_ contact: Host.Contact, at offset: Int64) {
        var contact = contact
        if contact.ephemeral == 0 {
            contact.ephemeral = 32_768 + sockets % 28_000
            sockets += 1
        }
        events += host.events(contact, at: begin + offset)
    }

    /// A call that nothing comes back of, or that is stopped at the security group.
    mutating func fail(_ remote: String, _ port: Int, at offset: Int64, isRejected: Bool = false) {
        add(
            Host.Contact(
                remote: remote, port: port, ephemeral: 0, packetsOut: 1, bytesOut: 44, packetsIn: 0, bytesIn: 0,
                seconds: 0, isRejected: isRejected), at: offset)
    }

    /// A conversation.
    mutating func talk(
        _ remote: String, _ port: Int, at offset: Int64, isOutbound: Bool = true, bytesOut: Int = 900,
        bytesIn: Int = 1_200
    ) {
        let packets = max(9, bytesOut / 1_400)
        add(
            Host.Contact(
                remote: remote, port: port, ephemeral: 0, isOutbound: isOutbound, packetsOut: packets,
                bytesOut: bytesOut, packetsIn: packets, bytesIn: bytesIn, seconds: 4), at: offset)
    }

    /// Thirty calls that succeed, so that the instance is known for its success.
    mutating func beKnown() {
        for i in 0..<30 { talk("192.0.2.\(1 + i)", 443, at: -3_600 + Int64(i)) }
    }

    /// Tries so many ports of a host.
    mutating func scan(
        ports: Int, of remote: String = "198.51.101.9", every step: Int64 = 1, after delay: Int64 = 0,
        isRejected: Bool = false
    ) {
        for i in 0..<ports { fail(remote, 1_000 + i, at: delay + Int64(i) * step, isRejected: isRejected) }
    }

    /// Tries a port of so many hosts.
    mutating func sweep(hosts: Int, port: Int = 445, every step: Int64 = 1) {
        for i in 0..<hosts { fail("198.51.\(101 + i / 250).\(1 + i % 250)", port, at: Int64(i) * step) }
    }

    /// Guesses passwords: one connection with the shape of two failed tries in seven seconds.
    mutating func guess(
        from client: String = "198.51.101.20", port: Int = 22, packets: Int = 15, bytes: Int = 1_560, at offset: Int64
    ) {
        add(
            Host.Contact(
                remote: client, port: port, ephemeral: 0, isOutbound: false, packetsOut: 15, bytesOut: 2_400,
                packetsIn: packets, bytesIn: bytes, seconds: 7), at: offset)
    }

    /// Logs in for real.
    mutating func logIn(from client: String, port: Int = 22, at offset: Int64) {
        add(
            Host.Contact(
                remote: client, port: port, ephemeral: 0, isOutbound: false, packetsOut: 900, bytesOut: 400_000,
                packetsIn: 700, bytesIn: 60_000, seconds: 240), at: offset)
    }

    /// Sends packets to one port of one host within so many seconds, from so many sockets.
    mutating func flood(
        packets: Int, seconds: Int64, answers: Int = 0, port: Int = 9_999, transport: Int = 17, size: Int = 200,
        sockets: Int = 1, to remote: String = "198.51.101.30", at offset: Int64 = 0
    ) {
        for i in 0..<sockets {
            func share(_ all: Int) -> Int { all / sockets + (i < all % sockets ? 1 : 0) }
            add(
                Host.Contact(
                    remote: remote, port: port, ephemeral: 0, transport: transport, packetsOut: share(packets),
                    bytesOut: share(packets) * size, packetsIn: share(answers), bytesIn: share(answers) * 80,
                    seconds: seconds - 1), at: offset)
        }
    }

    /// Nine days of one port, every hour with so many bytes.
    mutating func haveHabits(bytes: Int = 900) {
        for i in 0..<210 { talk("192.0.2.80", 443, at: Int64(i - 215) * 3_600, bytesOut: bytes) }
    }

    // MARK: Names

    /// Asks for a name.
    mutating func ask(_ name: String, type: String = "A", code: String = "NXDOMAIN", at offset: Int64) {
        events.append(host.query(name, type: type, code: code, at: begin + offset))
    }

    /// Sends so many names of three labels of twenty random symbols: sixty times five bits, which no model says in less
    /// than 37 bytes or needs more than 43 for (a symbol of forty costs 5.3 bits before anything is learned).
    mutating func exfiltrate(names: Int, every step: Int64, to domain: String = "far-away.net", seed: UInt64 = 1) {
        var numbers = Numbers(seed)
        for i in 0..<names {
            let data = (0..<3).map { _ in numbers.base32(20) }.joined(separator: ".")
            ask("\(data).\(domain)", at: Int64(i) * step)
        }
    }

    /// Adds lines that are made elsewhere.
    mutating func add(_ lines: [LogEvent]) { events += lines }

    /// The lines in their order.
    var log: [LogEvent] {
        var log = events
        log.sort { $0.seconds < $1.seconds }
        for i in log.indices { log[i].place = i }
        return log
    }

    /// What is found in them.
    func findings(_ delivery: Delivery = Delivery()) throws -> [Finding] { try delivery.run(log).findings }

    /// The types of what is found, each once.
    func types(_ delivery: Delivery = Delivery()) throws -> Set<FindingType> { try delivery.run(log).types }
}

extension FindingType {
    static let portscan: FindingType = "Recon:EC2/Portscan"
    static let portSweep: FindingType = "Impact:EC2/PortSweep"
    static let sshGuessing: FindingType = "UnauthorizedAccess:EC2/SSHBruteForce"
    static let rdpGuessing: FindingType = "UnauthorizedAccess:EC2/RDPBruteForce"
    static let winRMGuessing: FindingType = "Impact:EC2/WinRMBruteForce"
    static let udpFlood: FindingType = "Backdoor:EC2/DenialOfService.Udp"
    static let tcpFlood: FindingType = "Backdoor:EC2/DenialOfService.Tcp"
    static let dnsFlood: FindingType = "Backdoor:EC2/DenialOfService.Dns"
    static let spambot: FindingType = "Backdoor:EC2/Spambot"
    static let newPort: FindingType = "Behavior:EC2/NetworkPortUnusual"
    static let volume: FindingType = "Behavior:EC2/TrafficVolumeUnusual"
    static let dnsExfiltration: FindingType = "Trojan:EC2/DNSDataExfiltration"
    static let generatedNames: FindingType = "Trojan:EC2/DGADomainRequest.B"
}

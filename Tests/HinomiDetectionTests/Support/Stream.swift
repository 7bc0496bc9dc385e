// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// A made-up stream of logs in which everything happens that detectors look for, among ordinary traffic.
struct Stream {
    /// The begin of all streams: 2023-11-14T22:13:20Z.
    static let epoch: Int64 = 1_700_000_000

    var events: [LogEvent] = []
    var numbers: Numbers
    private let span: Int64
    private var port = 32_768
    var callNumber: UInt64 = 0

    static let hosts: [Host] = [
        Host(account: "111122223333", interface: "eni-0a01", instance: "i-0a01", address: "10.0.0.11", format: 0),
        Host(account: "111122223333", interface: "eni-0a02", instance: "i-0a02", address: "10.0.0.12", format: 1),
        Host(account: "111122223333", interface: "eni-0a03", instance: "i-0a03", address: "10.0.0.13", format: 2),
        Host(account: "444455556666", interface: "eni-0b01", instance: "i-0b01", address: "10.1.0.11", format: 1),
        Host(account: "444455556666", interface: "eni-0b02", instance: "i-0b02", address: "2001:db8:aa::12", format: 0),
    ]

    init(seed: UInt64, span: Int64 = 7_200) {
        numbers = Numbers(seed)
        self.span = span
    }

    /// What an inventory would say of the instances of the first account: those of the first two interfaces are of a cluster.
    static func known(_ resource: Resource) -> Resource {
        guard case .instance(var instance) = resource, ["eni-0a01", "eni-0a02"].contains(instance.networkInterfaceID)
        else { return resource }
        instance.securityGroups = [.init(id: "sg-1", name: "ElasticMapReduce-slave")]
        return .instance(instance)
    }

    /// Everything once, at random times and hosts.
    static func everything(seed: UInt64, span: Int64 = 7_200, ordinary: Int = 60, habits: Bool = true) -> Stream {
        var stream = Stream(seed: seed, span: span)
        stream.addScan()
        stream.addSweep()
        stream.addProbes()
        stream.addGuessing(port: 22)
        stream.addGuessing(port: 3389)
        stream.addGuessing(port: 5985)
        stream.addFloods()
        stream.addReflection()
        stream.addSpam()
        stream.addListedContacts()
        stream.addRelay()
        stream.addListedNames()
        stream.addTunnel()
        stream.addGeneratedNames()
        stream.addJoinedNames()
        stream.addRebinding()
        stream.addCalls()
        if habits {
            stream.addHabits()
            stream.addTeam()
        }
        for _ in 0..<ordinary { stream.addOrdinary() }
        stream.addGaps()
        stream.addFunctions()
        stream.finish()
        return stream
    }

    /// One instance that is followed for eight days, and then does something new of each kind.
    mutating func addHabits() {
        let host = Host(
            account: "111122223333", interface: "eni-0a04", instance: "i-0a04", address: "10.0.0.14", format: 1)
        for i in 0..<210 {
            var usual = talk("192.0.2.80", 443, packets: 20)
            usual.bytesOut = 20_000
            events += host.events(usual, at: Stream.epoch - 8 * 86_400 + Int64(i) * 2_960)
        }
        // It calls a new network in a rhythm, the last eighteen hours.
        var beat = Stream.epoch - 18 * 3_600
        while beat < Stream.epoch {
            events += host.events(talk("203.0.113.90", 443, packets: 6), at: beat)
            beat += Int64(numbers.within(1_400...1_600))
        }
        // It asks for a new name in another, which varies as evenly as can be.
        for i in 0..<210 {
            events.append(host.query("www.usual.example", at: Stream.epoch - 8 * 86_400 + Int64(i) * 2_960))
        }
        beat = Stream.epoch - 24 * 3_600
        for i in 0..<110 where beat < Stream.epoch {
            events.append(host.query("a\(i % 3).fresh-parcels.net", at: beat))
            beat += 700 + Int64(i * 37 % 160)
        }
        var at = moment(margin: 1_800)
        func add(_ contact: Host.Contact) {
            events += host.events(contact, at: at)
            at += 20
        }
        for _ in 0..<3 { add(talk("192.0.2.81", 8_899, packets: 6)) }
        for _ in 0..<3 {
            var query = talk("192.0.2.53", 53, packets: 1)
            query.transport = 17
            add(query)
        }
        for _ in 0..<2 { add(talk("192.0.2.54", 853, packets: 9)) }
        for _ in 0..<2 { add(talk("9.9.9.9", 443, packets: 9)) }
        var upload = talk("198.51.100.9", 443, packets: 400_000)
        upload.bytesOut = 600_000_000
        add(upload)
    }

    mutating func finish() {
        events.sort { $0.seconds < $1.seconds }
        for i in events.indices { events[i].place = i }
    }

    mutating func host() -> Host { Stream.hosts[numbers.below(Stream.hosts.count)] }
    mutating func v4Host() -> Host { Stream.hosts[numbers.below(4)] }
    mutating func moment(margin: Int64 = 0) -> Int64 {
        Stream.epoch + Int64(numbers.below(Int(max(1, span - margin))))
    }
    mutating func ephemeral() -> Int {
        port += numbers.within(1...7)
        if port > 60_000 { port = 32_768 }
        return port
    }

    private mutating func add(_ host: Host, _ contact: Host.Contact, at seconds: Int64) {
        var host = host
        // Some interfaces are logged twice, once in a format that says less.
        if host.interface == "eni-0a02", numbers.once(in: 3) { host.format = 0 }
        events += host.events(contact, at: seconds)
    }

    // MARK: Flows

    mutating func addScan(ports: Int = 45) {
        let host = v4Host()
        let target = numbers.once(in: 2) ? "10.0.7.7" : "192.0.2.45"
        var at = moment(margin: Int64(ports) * 20)
        for i in 0..<ports {
            at += Int64(numbers.below(20))
            let way = numbers.below(3)
            add(
                host,
                Host.Contact(
                    remote: target, port: 100 + i * 3, ephemeral: ephemeral(), packetsOut: 1, bytesOut: 44,
                    packetsIn: way == 0 ? 1 : 0, bytesIn: way == 0 ? 40 : 0, seconds: 0, isRejected: way == 1), at: at)
        }
        for i in 0..<3 {
            add(host, talk(target, 4_000 + i, packets: 8), at: at + Int64(i))
        }
    }

    private mutating func talk(_ remote: String, _ port: Int, packets: Int, seconds: Int64 = 7, isOutbound: Bool = true)
        -> Host.Contact
    {
        Host.Contact(
            remote: remote, port: port, ephemeral: ephemeral(), isOutbound: isOutbound, packetsOut: packets,
            bytesOut: packets * 90, packetsIn: packets, bytesIn: packets * 400, seconds: seconds)
    }

    mutating func addSweep(hosts: Int = 48) {
        let host = v4Host()
        var at = moment(margin: Int64(hosts) * 15)
        for i in 0..<hosts {
            at += Int64(numbers.below(15))
            let isRefused = numbers.once(in: 2)
            add(
                host,
                Host.Contact(
                    remote: "192.0.2.\(100 + i)", port: 445, ephemeral: ephemeral(), packetsOut: 1, bytesOut: 60,
                    packetsIn: isRefused ? 1 : 0, bytesIn: isRefused ? 40 : 0, seconds: 0), at: at)
        }
    }

    mutating func addProbes() {
        let host = v4Host()
        for port in [22, 9200, 443] {
            add(host, talk(Lists.scanner, port, packets: 4, seconds: 1, isOutbound: false), at: moment(margin: 30))
        }
        // Two of a cluster and two that are not.
        for host in Stream.hosts[..<4] {
            for port in [8088, 18_080] {
                add(host, talk(Lists.scanner, port, packets: 4, seconds: 1, isOutbound: false), at: moment(margin: 30))
            }
        }
    }

    mutating func addGuessing(port: Int) {
        let host = v4Host()
        let isOutbound = numbers.once(in: 2)
        let other = numbers.once(in: 2) ? "10.0.9.9" : "192.0.2.200"
        var at = moment(margin: 1_500)
        for _ in 0..<36 {
            at += Int64(numbers.within(5...35))
            let client = (packets: numbers.within(14...16), bytes: numbers.within(1_500...1_600))
            let server = (packets: numbers.within(14...16), bytes: numbers.within(2_300...2_500))
            let (out, back) = isOutbound ? (client, server) : (server, client)
            add(
                host,
                Host.Contact(
                    remote: other, port: port, ephemeral: ephemeral(), isOutbound: isOutbound, packetsOut: out.packets,
                    bytesOut: out.bytes, packetsIn: back.packets, bytesIn: back.bytes,
                    seconds: Int64(numbers.within(4...9))), at: at)
        }
    }

    /// A burst of unanswered packets of each kind, from one socket and from many.
    mutating func addFloods() {
        let kinds: [(transport: Int, port: Int, bytes: Int, packets: Int)] = [
            (17, 53, 64, 24_000), (17, 80, 256, 30_000), (17, 9_999, 540, 12_000), (6, 443, 40, 60_000),
            (99, 0, 100, 6_000),
        ]
        for kind in kinds {
            let host = v4Host()
            let at = moment(margin: 200)
            // Other protocols have no ports that could differ.
            let pieces = kind.port == 0 || numbers.once(in: 2) ? 1 : 40
            for piece in 0..<pieces {
                add(
                    host,
                    Host.Contact(
                        remote: "192.0.2.\(160 + kind.port % 50)", port: kind.port,
                        ephemeral: kind.port == 0 ? 0 : ephemeral(), transport: kind.transport,
                        packetsOut: kind.packets / pieces, bytesOut: kind.packets / pieces * kind.bytes, packetsIn: 0,
                        bytesIn: 0, seconds: 11), at: at + Int64(piece % 2))
            }
        }
    }

    /// A service that answers small requests of forged senders with masses of data, one socket or many.
    mutating func addReflection() {
        let host = v4Host()
        let at = moment(margin: 200)
        let pieces = numbers.once(in: 2) ? 1 : 40
        for piece in 0..<pieces {
            add(
                host,
                Host.Contact(
                    remote: "192.0.2.\(piece % 4 + 240)", port: 11_211, ephemeral: ephemeral(), isOutbound: false,
                    transport: 17, packetsOut: 200_000 / pieces, bytesOut: 200_000 / pieces * 1_400,
                    packetsIn: 8_000 / pieces, bytesIn: 8_000 / pieces * 60, seconds: 40), at: at + Int64(piece % 9))
        }
    }

    mutating func addSpam() {
        let host = v4Host()
        let at = moment(margin: 600)
        for server in 0..<12 {
            add(host, talk("192.0.2.\(210 + server)", 25, packets: 8), at: at + Int64(numbers.below(500)))
        }
    }

    mutating func addListedContacts() {
        for _ in 0..<4 {
            add(v4Host(), talk(Lists.torExit, 8_022, packets: 12, isOutbound: false), at: moment(margin: 10))
        }
        for remote in [
            Lists.commandAndControl, Lists.xorDDoS, Lists.mining, Lists.dropPoint, Lists.blackhole, Lists.torExit,
            Lists.custom,
        ] {
            let host = v4Host()
            for _ in 0...numbers.below(14) {
                add(
                    host, talk(remote, 8_443, packets: 9, seconds: Int64(numbers.within(1...400))),
                    at: moment(margin: 400))
            }
            add(
                host,
                Host.Contact(
                    remote: remote, port: 8_443, ephemeral: ephemeral(), packetsOut: 3, bytesOut: 180, packetsIn: 0,
                    bytesIn: 0, seconds: 4), at: moment(margin: 10))
        }
        add(v4Host(), talk(Lists.custom, 443, packets: 9, isOutbound: false), at: moment(margin: 20))
    }

    mutating func addRelay() {
        let host = v4Host()
        for relay in Lists.relays {
            add(
                host, talk(relay, 9_443, packets: 60, seconds: Int64(numbers.within(30...2_000)), isOutbound: false),
                at: moment(margin: 2_000))
        }
        for relay in Lists.relays.prefix(3) {
            add(host, talk(relay, 9_001, packets: 40, seconds: 60), at: moment(margin: 100))
        }
    }

    mutating func addOrdinary() {
        let host = host()
        let isV6 = host.address.contains(":")
        let outside = isV6 ? "2001:db8:ff::\(numbers.within(1...99))" : "192.0.2.\(numbers.within(1...99))"
        switch numbers.below(6) {
        case 0: add(host, talk(outside, 443, packets: numbers.within(5...900)), at: moment(margin: 10))
        case 1: add(host, talk(outside, 80, packets: 12, isOutbound: false), at: moment(margin: 10))
        case 2:
            add(
                host,
                Host.Contact(
                    remote: isV6 ? "2001:db8:aa::2" : "10.0.0.2", port: 53, ephemeral: ephemeral(), transport: 17,
                    packetsOut: 1, bytesOut: 70, packetsIn: 1, bytesIn: 120, seconds: 0), at: moment())
        case 3:
            // A connection that goes on for an hour is handed on in parts.
            add(host, talk(outside, 5_432, packets: 4_000, seconds: 3_300), at: moment(margin: 3_300))
        case 4:
            // Somebody outside knocks and is turned away.
            add(
                host,
                Host.Contact(
                    remote: outside, port: numbers.within(1...1_023), ephemeral: ephemeral(), isOutbound: false,
                    packetsOut: 0, bytesOut: 0, packetsIn: 1, bytesIn: 44, seconds: 0, isRejected: true), at: moment())
        default:
            // Between two ephemeral ports neither end looks like the caller.
            add(host, talk(outside, 40_000 + numbers.below(9), packets: numbers.within(2...30)), at: moment(margin: 10))
        }
        if numbers.once(in: 8) {
            events.append(host.query("www.example-shop.org", type: numbers.once(in: 2) ? "A" : "AAAA", at: moment()))
        }
    }

    mutating func addGaps() {
        for _ in 0..<6 {
            let host = host()
            events.append(host.window("NODATA", at: moment()))
            if numbers.once(in: 3) { events.append(host.window("SKIPDATA", at: moment())) }
        }
        // An interface that talked with one other only.
        let alone = Host(
            account: "111122223333", interface: "eni-0a09", instance: "-", address: "10.0.3.3", format: 0)
        for i in 0..<3 { add(alone, talk("10.0.0.11", 4_000 + i, packets: 5), at: moment(margin: 10)) }
    }

    // MARK: Names

    mutating func addListedNames() {
        for (name, _) in Lists.names {
            let host = host()
            for _ in 0...numbers.below(3) {
                let asked = numbers.once(in: 2) ? name : "www.\(name)"
                events.append(host.query(asked, at: moment(), knowsInstance: !numbers.once(in: 3)))
            }
        }
    }

    mutating func addTunnel() {
        let host = v4Host()
        var at = moment(margin: 400)
        for _ in 0..<24 {
            at += Int64(numbers.below(15))
            let name = (0..<3).map { _ in numbers.base32(50) }.joined(separator: ".") + ".t.far-away.net"
            events.append(host.query(name, type: "TXT", code: numbers.once(in: 5) ? "NXDOMAIN" : "NOERROR", at: at))
        }
    }

    mutating func addGeneratedNames() {
        let host = v4Host()
        var at = moment(margin: 400)
        for i in 0..<14 {
            at += Int64(numbers.below(15))
            let name = numbers.base32(12 + i % 4) + (i % 2 == 0 ? ".net" : ".org")
            events.append(host.query(name, type: i % 3 == 0 ? "AAAA" : "A", code: "NXDOMAIN", at: at))
        }
    }

    /// Names joined of words, which fail; and such that two clients ask for, of which one alone would be told.
    mutating func addJoinedNames() {
        let alone = Host(
            account: "111122223333", interface: "eni-0a05", instance: "i-0a05", address: "10.0.0.15", format: 1)
        let together = ["i-0a06", "i-0a07"].map {
            Host(account: "111122223333", interface: "eni-\($0)", instance: $0, address: "10.0.0.16", format: 1)
        }
        var at = moment(margin: 900)
        for i in 0..<30 {
            at += Int64(numbers.below(20))
            let own = Words.joined(i, "net")
            events.append(alone.query(own, type: i % 3 == 0 ? "AAAA" : "A", code: "NXDOMAIN", at: at))
            for host in together {
                events.append(
                    host.query(Words.joined(i + 40, "com"), code: "NXDOMAIN", at: at + Int64(numbers.below(60))))
            }
        }
    }

    mutating func addRebinding() {
        events.append(v4Host().query("rebind.far-away.net", type: "A", answers: ["169.254.169.254"], at: moment()))
    }
}

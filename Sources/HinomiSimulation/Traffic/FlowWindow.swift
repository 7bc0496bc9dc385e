// SPDX-License-Identifier: Apache-2.0

/// The records of one interface for ten minutes.
struct FlowWindow {
    let account: Account
    let instance: Instance
    let start: Int64
    private(set) var texts: [String] = []

    static let header =
        "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status"

    init(account: Account, instance: Instance, start: Int64) {
        self.account = account
        self.instance = instance
        self.start = start
    }

    /// A conversation that was answered: a record in each direction.
    mutating func talk(
        from client: String, _ clientPort: Int, to server: String, _ port: Int, sent: (packets: Int, bytes: Int),
        answered: (packets: Int, bytes: Int), number: Int = 6, from first: Int64? = nil, for seconds: Int64 = 598
    ) {
        let begin = first ?? start + 1
        line(client, server, clientPort, port, number, sent.packets, sent.bytes, begin, begin + seconds, "ACCEPT")
        line(
            server, client, port, clientPort, number, answered.packets, answered.bytes, begin, begin + seconds, "ACCEPT"
        )
    }

    /// A call from outside that the security group turned down.
    mutating func refuse(from client: String, _ clientPort: Int, port: Int, at time: Int64) {
        line(client, instance.address, clientPort, port, 6, 1, 40, time, time + 1, "REJECT")
    }

    mutating func line(
        _ from: String, _ to: String, _ fromPort: Int, _ toPort: Int, _ number: Int, _ packets: Int, _ bytes: Int,
        _ begin: Int64, _ end: Int64, _ action: String
    ) {
        texts.append(
            "2 \(account.id) \(instance.interface) \(from) \(to) \(fromPort) \(toPort) \(number) \(packets) \(bytes) \(begin) "
                + "\(end) \(action) OK")
    }

    static func ephemeral(_ random: inout Randomness) -> Int { random.within(32_768...60_999) }
}

extension FlowWindow {
    /// The load balancers ask whether the instance is alive.
    mutating func healthChecks(_ peers: Peers, _ random: inout Randomness) {
        guard instance.purpose == .web else { return }
        for balancer in peers.balancers {
            talk(
                from: balancer, FlowWindow.ephemeral(&random), to: instance.address, 8_080,
                sent: (20 * 6, 20 * 420), answered: (20 * 5, 20 * 610))
        }
    }

    /// Requests of customers, through the load balancer, and what they cost behind it.
    mutating func serve(_ peers: Peers, load: Double, _ random: inout Randomness) {
        for balancer in peers.balancers {
            for _ in 0..<2 {
                let requests = max(1, random.poisson(60 * load))
                talk(
                    from: balancer, FlowWindow.ephemeral(&random), to: instance.address, 8_080,
                    sent: (requests * 8, requests * 1_100),
                    answered: (requests * 14, requests * random.within(9_000...14_000)))
            }
        }
        let queries = max(1, random.poisson(200 * load))
        talk(
            from: instance.address, FlowWindow.ephemeral(&random), to: peers.database, 5_432,
            sent: (queries * 2, queries * 310),
            answered: (queries * 2, queries * 900))
        outward(peers, load: load, &random)
    }

    /// Jobs: objects are fetched and stored.
    mutating func fetch(_ peers: Peers, load: Double, _ random: inout Randomness) {
        let queries = max(1, random.poisson(80 * load))
        talk(
            from: instance.address, FlowWindow.ephemeral(&random), to: peers.database, 5_432,
            sent: (queries * 3, queries * 420),
            answered: (queries * 3, queries * 1_400))
        for _ in 0..<random.within(1...3) { outward(peers, load: load, &random) }
    }

    private mutating func outward(_ peers: Peers, load: Double, _ random: inout Randomness) {
        let remote =
            random.chance(0.75)
            ? peers.services[random.zipf(peers.services.count)] : peers.partners[random.zipf(peers.partners.count)]
        let size = max(1, Int(random.lognormal(median: 30, spread: 0.8)))
        talk(
            from: instance.address, FlowWindow.ephemeral(&random), to: remote, 443, sent: (size * 4, size * 900),
            answered: (size * 7, size * 6_500), from: start + Int64(random.below(500)),
            for: Int64(random.within(1...90)))
    }

    mutating func keepTime(_ peers: Peers, _ random: inout Randomness) {
        talk(
            from: instance.address, FlowWindow.ephemeral(&random), to: peers.clocks[0], 123, sent: (1, 76),
            answered: (1, 76),
            number: 17, from: start + Int64(random.below(590)), for: 1)
    }

    /// An address of its own is knocked at all day.
    mutating func standOutside(_ random: inout Randomness) {
        let ports = [23, 445, 3_389, 8_080, 5_900, 2_323, 6_379, 3_306, 1_433, 80]
        for _ in 0..<random.poisson(2.5) {
            refuse(
                from: random.pick(NetworkPool.hostile, or: NetworkPool.sites).address(&random),
                FlowWindow.ephemeral(&random), port: ports[random.zipf(ports.count)],
                at: start + Int64(random.below(598)))
        }
        // Somebody works through it now and then.
        if random.chance(0.05) {
            talk(
                from: account.vpnAddress, FlowWindow.ephemeral(&random), to: instance.address, 22,
                sent: (random.within(300...900), random.within(30_000...90_000)),
                answered: (random.within(300...900), random.within(60_000...400_000)))
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

extension AccountLife {
    /// What the interfaces of the instances see, and the names that they ask for.
    func traffic(_ day: SimulatedDay, _ journal: inout Journal) {
        var random = Randomness(seed: seed, "traffic", account.index, day.index)
        let peers = Peers(account: account, seed: seed)
        for instance in instances {
            let from = max(day.start, instance.launched)
            let to = min(day.end, instance.terminated ?? .max)
            guard from < to else { continue }
            var window = from - from % 600
            while window < to {
                let load = loadAt(window)
                var lines = FlowWindow(account: account, instance: instance, start: window)
                lines.healthChecks(peers, &random)
                switch instance.purpose {
                case .web: lines.serve(peers, load: load, &random)
                case .worker: lines.fetch(peers, load: load, &random)
                case .bastion, .monitor: lines.standOutside(&random)
                }
                if random.chance(0.5) { lines.keepTime(peers, &random) }
                for line in lines.texts { journal.flow(line, at: window + 599, in: account.index) }
                window += 600
            }
            let asks = random.arrivals(from: from, to: to, peak: 20) { 6 + 14 * self.loadAt($0) }
            for time in asks {
                journal.query(
                    QueryText.line(
                        peers.name(of: instance.purpose, &random), by: instance, account: account, at: time, &random),
                    at: time, in: account.index)
            }
        }
    }

    // Customers are awake in the day.
    private func loadAt(_ second: Int64) -> Double { max(0.08, 1 - abs(Double(second % 86_400) / 86_400 - 0.6) * 2.6) }
}

/// With whom instances of an account talk.
struct Peers {
    var balancers: [String]
    var database: String
    var services: [String]
    var partners: [String]
    var clocks: [String]
    private let names: [String]
    private let partnerNames: [String]

    init(account: Account, seed: UInt64) {
        var random = Randomness(seed: seed, "peers", account.index)
        let inside = "10.\(account.index % 200 + 10)"
        balancers = ["\(inside).0.12", "\(inside).16.12"]
        database = "\(inside).32.30"
        services = (0..<6).map { _ in NetworkPool.amazon(account.region).address(&random) }
        partners = (0..<5).map { _ in NetworkPool.sites.address(&random) }
        clocks = (0..<2).map { _ in NetworkPool.sites.address(&random) }
        let region = account.region
        names = [
            "s3.\(region).amazonaws.com", "ssm.\(region).amazonaws.com", "ssmmessages.\(region).amazonaws.com",
            "ec2messages.\(region).amazonaws.com", "sts.\(region).amazonaws.com", "logs.\(region).amazonaws.com",
            "secretsmanager.\(region).amazonaws.com", "monitoring.\(region).amazonaws.com",
            "\(account.databases.first ?? "db").c\(random.hex(11)).\(region).rds.amazonaws.com",
        ]
        partnerNames = [
            "api.stripe.com", "api.github.com", "registry.npmjs.org", "pypi.org", "api.sendgrid.com", "sentry.io",
            "al2023-repos-\(region)-de612dc2.s3.\(region).amazonaws.com", "cdn.jsdelivr.net", "api.openai.com",
        ]
    }

    func name(of purpose: Instance.Purpose, _ random: inout Randomness) -> String {
        random.chance(0.8) || purpose == .bastion
            ? names[random.zipf(names.count)] : partnerNames[random.zipf(partnerNames.count)]
    }
}

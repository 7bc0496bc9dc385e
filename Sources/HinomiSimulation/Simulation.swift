// SPDX-License-Identifier: Apache-2.0
public import HinomiRecords

/// What is simulated.
public struct SimulationSettings: Sendable {
    /// The same settings and seed make the same bytes.
    public var seed: UInt64
    public var days: Int
    public var accounts: Int
    /// People, roles, functions and users of each account.
    public var principals: Int
    /// The first moment of the first day.
    public var start: Timestamp
    /// Which attacks happen; nil for one by chance in each account, none for a calm organisation.
    public var attacks: [AttackKind]?

    public static let dayLimit = 366
    public static let accountLimit = 100
    public static let principalLimit = 1_000

    public init(
        seed: UInt64, days: Int, accounts: Int, principals: Int, start: Timestamp, attacks: [AttackKind]? = nil
    ) {
        self.seed = seed
        self.days = min(max(1, days), SimulationSettings.dayLimit)
        self.accounts = min(max(1, accounts), SimulationSettings.accountLimit)
        self.principals = min(max(1, principals), SimulationSettings.principalLimit)
        let second = start.seconds
        self.start = Timestamp(seconds: second - (second % 86_400 + 86_400) % 86_400)
        self.attacks = attacks
    }
}

/// Logs of an organisation that does not exist: people with habits, programs, AWS itself, and attacks that are known.
///
/// Days are lived one after the other, in all accounts, and written when they are over; what is kept of them are the ids of
/// attacks' records. Every part draws from a stream of its own, named by what it is.
public struct Simulation {
    /// What was written.
    public struct Outcome: Sendable {
        public var calls: Int
        public var flows: Int
        public var queries: Int
        public var attacks: [(kind: AttackKind, account: String, first: Timestamp)]
    }

    private let settings: SimulationSettings
    private let accounts: [Account]
    private var lives: [AccountLife]
    private let plans: [AttackPlan]

    public init(_ settings: SimulationSettings) {
        self.settings = settings
        let regions = ["eu-central-1", "us-east-1", "eu-west-1", "us-west-2", "ap-south-1"]
        var random = Randomness(seed: settings.seed, "organisation")
        let names = ["northwind", "bluepeak", "cedarlabs", "ferrum", "halcyon", "juniper-health"]
        let name = random.pick(names, or: names[0])
        let home = random.below(regions.count)
        accounts = (0..<settings.accounts).map { index in
            Account(
                index: index, organisation: name, region: regions[(home + (index % 3 == 2 ? 1 : 0)) % regions.count],
                seed: settings.seed)
        }
        lives = accounts.map {
            AccountLife(
                account: $0, principals: settings.principals, days: settings.days, start: settings.start.seconds,
                seed: settings.seed)
        }
        plans = Simulation.plans(settings)
    }

    // After three days in five, when there was something to learn.
    private static func plans(_ settings: SimulationSettings) -> [AttackPlan] {
        var random = Randomness(seed: settings.seed, "plans")
        let first = min(settings.days - 1, (settings.days * 3 + 4) / 5)
        let kinds: [(AttackKind, Int)] =
            settings.attacks.map { kinds in kinds.enumerated().map { ($1, $0 % settings.accounts) } }
            ?? (0..<settings.accounts).map { (random.pick(AttackKind.allCases, or: .compromisedCredentials), $0) }
        var numbers = [Int](repeating: 0, count: settings.accounts)
        return kinds.map { kind, account in
            defer { numbers[account] += 1 }
            return AttackPlan(
                kind: kind, account: account, day: random.within(first...(settings.days - 1)), number: numbers[account])
        }
    }

    /// Whether a folder is free to be written to: one with other files in it is left alone.
    public static func isFree(_ path: String) -> Bool { !LogFolder(path: path).hasContent }

    /// Writes all of it to a folder, telling after each day how many there were.
    public mutating func write(
        to path: String, progress: (Int) -> Void = { _ in }
    ) throws(SimulationError) -> Outcome {
        var files = LogFiles(folder: LogFolder(path: path), accounts: accounts, seed: settings.seed)
        var journal = Journal(accounts: accounts, seed: settings.seed)
        var truths: [(number: Int, truth: AttackTruth)] = []
        var instances: Set<String> = []
        for index in 0..<settings.days {
            let day = SimulatedDay(index: index, start: settings.start.seconds + Int64(index) * 86_400)
            for place in lives.indices {
                lives[place].live(day, others: accounts, into: &journal)
                instances.formUnion(lives[place].instances.map(\.id))
            }
            for (number, plan) in plans.enumerated() where plan.day == index {
                journal.attack = number
                if let truth = lives[plan.account].suffer(plan, day, &journal) { truths.append((number, truth)) }
                journal.attack = nil
            }
            // What goes on after midnight belongs to the next day's files; the last day takes all that is left.
            try files.write(journal.take(before: index == settings.days - 1 ? .max : day.end))
            progress(index + 1)
        }
        truths.sort { $0.number < $1.number }
        try writeKnowledge(truths.map { ($0.truth, journal.labels[$0.number] ?? []) }, instances, to: &files.folder)
        return Outcome(
            calls: journal.counts.calls, flows: journal.counts.flows, queries: journal.counts.queries,
            attacks: truths.map { ($0.truth.kind, $0.truth.account, Timestamp(seconds: $0.truth.first)) })
    }

    private func writeKnowledge(
        _ attacks: [(truth: AttackTruth, events: [String])], _ instances: Set<String>, to folder: inout LogFolder
    ) throws(SimulationError) {
        let victims = Set(attacks.flatMap(\.truth.victims))
        let users = lives.flatMap { $0.people.compactMap(\.user?.name) + [$0.buildUser.name] }
        let roles = lives.flatMap {
            $0.workers.map(\.name) + [$0.pipelineRole.name, $0.auditRole.name, $0.vendorRole.name]
        }
        let innocent = Set(users + roles).union(instances).subtracting(victims).sorted()
        try folder.write(Labels(settings: settings, attacks: attacks, innocent: innocent).text, to: "expected.json")
        try folder.write(GeoFiles.networks, to: "networks.tsv")
        try folder.write(GeoFiles.organisations, to: "organisations.tsv")
        if attacks.contains(where: { $0.truth.kind == .mining }) {
            try folder.write(SimulatedFeeds.manifest, to: "intel/feeds.json")
            try folder.write(SimulatedFeeds.pools, to: "intel/mining-ips.txt")
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// What a sequence of steps is told as.
enum SequenceKind: UInt8, Codable, Sendable, CaseIterable {
    /// Credentials in foreign hands.
    case credentials
    /// Data in buckets taken, destroyed or opened.
    case data

    var type: FindingType {
        switch self {
        case .credentials: "AttackSequence:IAM/CompromisedCredentials"
        case .data: "AttackSequence:S3/CompromisedData"
        }
    }

    /// The bit that stands for it.
    var bit: UInt8 { 1 << rawValue }
}

/// When steps are an attack.
struct SequenceRule: LimitSet {
    var window: Int64 = 86_400
    var leastTactics = 3
    var leastScore = 12

    static let rows: [Limit<SequenceRule>] = [
        Limit("window", \.window, 3_600...86_400, unit: "seconds", "time within which steps belong together"),
        Limit("leastTactics", \.leastTactics, 1...8, unit: "tactics", "different tactics that an attack has, at least"),
        Limit(
            "leastScore", \.leastScore, 1...60,
            "what its steps weigh, at least: of each tactic the weightiest, and 2 for each stage in order"),
    ]

    /// What a stage counts that comes in the order of attacks.
    private static let inOrder = 2

    /// The steps of an entity that count for a kind, and what they come to.
    struct Verdict {
        var kind: SequenceKind
        /// Places of the steps, in the order in which these began.
        var steps: [Int]
        var tactics: Int
        var score: Int
        /// Steps that say that it is not the owner.
        var signs: Int
        /// Whether nothing but unusual behaviour says so.
        var restsOnBehavior: Bool
        var isAttack: Bool
    }

    /// What an entity comes to as a sequence of a kind; nil where nothing of it counts.
    ///
    /// Of one that was not told yet, what was last done before `start` is too long ago.
    func verdict(on entity: SequenceEntity, as kind: SequenceKind, since start: Timestamp) -> Verdict? {
        let hands = ForeignHands(entity)
        guard !hands.isEmpty else { return nil }
        let counted = entity.steps.indices.filter { i in
            let step = entity.steps[i]
            if step.last < start { return false }
            // What is done to data is a matter of the data.
            if kind == .credentials, step.stage != nil, step.stage != .look || step.isData { return false }
            return hands.did(step, in: entity)
        }.sorted {
            let (a, b) = (entity.steps[$0], entity.steps[$1])
            return (a.first, a.last, a.tactic, $0) < (b.first, b.last, b.tactic, $1)
        }
        guard !counted.isEmpty else { return nil }
        // Somebody who is elsewhere and does one new thing goes about their work besides: where nothing but behaviour speaks
        // against them, each step has to be unusual, and more than a look around where data does not tell what for.
        let least: UInt8 = !hands.restOnBehavior ? 0 : kind == .credentials ? 40 : 1
        let weighed = counted.filter { entity.steps[$0].severity >= least }
        var weights: [Tactic: Int] = [:]
        var begins: [Int: Timestamp] = [:]
        for step in weighed.map({ entity.steps[$0] }) {
            weights[step.tactic] = max(weights[step.tactic] ?? 0, Int(step.weight))
            let stage = SequenceRule.stage(of: step.tactic)
            begins[stage] = min(begins[stage] ?? .distantFuture, step.first)
        }
        let stages = begins.sorted { $0.key < $1.key }.map(\.value)
        let ordered = zip(stages, stages.dropFirst()).count { $0 <= $1 }
        let score = weights.values.reduce(0, +) + ordered * SequenceRule.inOrder
        // Looking around, and nothing that came off, is no harm yet.
        let cameOff = weighed.contains { !entity.steps[$0].isRefused && entity.steps[$0].tactic != .discovery }
        return Verdict(
            kind: kind, steps: counted, tactics: weights.count, score: score,
            signs: counted.count { entity.steps[$0].sign != nil }, restsOnBehavior: hands.restOnBehavior,
            isAttack: cameOff && weights.count >= leastTactics && score >= leastScore
                && (kind == .credentials || SequenceRule.harmsData(counted.map { entity.steps[$0] })))
    }

    // Somebody looked for data, and then took or harmed it.
    private static func harmsData(_ steps: [SequenceStep]) -> Bool {
        guard let looked = steps.filter({ $0.stage == .look && !$0.isRefused }).map(\.first).min() else { return false }
        return steps.contains { ($0.stage == .take || $0.stage == .harm) && !$0.isRefused && $0.last >= looked }
    }

    /// The place of a tactic in the order in which the steps of attacks mostly come.
    private static func stage(of tactic: Tactic) -> Int {
        switch tactic {
        case .initialAccess: 0
        case .discovery: 1
        case .credentialAccess: 2
        case .persistence, .privilegeEscalation: 3
        case .defenseEvasion: 4
        case .exfiltration, .impact: 5
        }
    }
}

/// Which steps are those of somebody other than the owner: from where signs say so, and with credentials made from there.
struct ForeignHands {
    private var places: Set<Neighbourhood> = []
    private var owned: Set<UInt64> = []
    /// Whether the signs are of unusual behaviour alone, journeys included: people do travel, and their ways out change.
    private(set) var restOnBehavior = true
    /// Whether there are none.
    private(set) var isEmpty = true

    init(_ entity: SequenceEntity) {
        for step in entity.steps {
            guard let sign = step.sign else { continue }
            isEmpty = false
            if sign != .anomaly, sign != .travel { restOnBehavior = false }
            if let address = step.address { places.insert(Neighbourhood(address)) }
        }
        guard !isEmpty else { return }
        // Credentials that were made with such credentials in turn, to the end of the chain.
        var isGrowing = true
        while isGrowing {
            isGrowing = false
            for link in entity.links where !owned.contains(link.child) {
                guard link.neighbourhood.map(places.contains) == true || owns(link.parent) else { continue }
                owned.insert(link.child)
                isGrowing = true
            }
        }
    }

    /// Whether somebody at an address, with these credentials, is one of them.
    func include(_ mark: CallerMark, at address: IPAddress?) -> Bool {
        address.map { places.contains(Neighbourhood($0)) } == true || owns(mark)
    }

    /// Whether a step is theirs.
    func did(_ step: SequenceStep, in entity: SequenceEntity) -> Bool {
        if step.sign != nil { return true }
        guard Int(step.actor) < entity.actors.count else { return false }
        return include(entity.actors[Int(step.actor)].mark, at: step.address)
    }

    private func owns(_ mark: CallerMark) -> Bool { mark.all.contains(where: owned.contains) }
}

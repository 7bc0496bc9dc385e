// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// What everybody in one account did within a day that may be part of an attack.
struct AccountSequences: DetectorState {
    /// Most hands that are told apart.
    static let maxEntities = 2_048

    private(set) var entities: [UInt64: Apart<SequenceEntity>] = [:]
    // The entity of each mark.
    private var owners = HashedTable<UInt64>()
    /// Marks of entities with signs: of those lesser calls count as well.
    private(set) var watched: Set<UInt64> = []
    // Entities that something was added to since the last pause.
    private var touched: Set<UInt64> = []
    private var clock = SweepClock()
    private var nextSweep = Int64.min

    init() {}

    // References are of this run; what was told stays told.
    mutating func forgetRun() {
        for number in entities.keys { entities[number]?.update { $0.forgetRun() } }
    }

    /// Takes in a call of a caller.
    mutating func take(
        _ call: ConductCall, _ meaning: APIMeaning, _ rule: SequenceRule, account: AccountID,
        raising signals: inout [Signal]
    ) {
        let mark = CallerMark(call)
        let time = call.record.time
        let isLesser = meaning.sensitivity < .high
        guard let number = owner(of: mark, isLesser) else {
            if !isLesser { take(NewStep(call, meaning, mark), rule, account: account, raising: &signals) }
            return
        }
        let glance = NewStep.glance(call, mark)
        let isKnown = entities[number]?.update {
            !$0.isOver(at: time, by: rule)
                && $0.meets(glance, record: call.record.recordID, at: time, within: rule.window)
        }
        if isKnown == true {
            touched.insert(number)
            return
        }
        if isLesser {
            guard let entity = entities[number]?.value, !entity.isOver(at: time, by: rule),
                ForeignHands(entity).include(mark, at: call.record.address)
            else { return }
        }
        take(NewStep(call, meaning, mark), rule, account: account, raising: &signals)
    }

    /// Takes in a step.
    mutating func take(
        _ step: NewStep, _ rule: SequenceRule, account: AccountID, raising signals: inout [Signal]
    ) {
        let number = entity(of: step.mark.all, at: step.time, rule, account: account, raising: &signals)
        entities[number]?.update { $0.take(step, within: rule.window) }
        if step.sign != nil { watch(number) }
        touched.insert(number)
    }

    /// Joins a caller with what its call made.
    mutating func take(
        _ kinship: Kinship, _ rule: SequenceRule, account: AccountID, raising signals: inout [Signal]
    ) {
        var parent = kinship.caller
        var known = parent.all
        if kinship.role != 0, owners[kinship.role] != nil {
            // Somebody from outside takes a role that was opened to them.
            known = [kinship.role]
            parent.credential = kinship.role
        }
        let number = entity(
            of: known + kinship.children, at: kinship.time, rule, account: account, raising: &signals)
        entities[number]?.update { entity in
            entity.last = max(entity.last, kinship.time)
            for child in kinship.children {
                entity.add(
                    SequenceEntity.Link(
                        parent: parent, neighbourhood: kinship.address.map { Neighbourhood($0) }, child: child,
                        time: kinship.time))
            }
        }
        touched.insert(number)
    }

    /// Tells of everybody that something was added to.
    mutating func pause(_ rule: SequenceRule, account: AccountID, raising signals: inout [Signal]) {
        let numbers = touched.sorted()
        touched = []
        var latest = Int64.min
        for number in numbers {
            entities[number]?.update { $0.tell(by: rule, account: account, raising: &signals) }
            latest = max(latest, entities[number]?.value.last.seconds ?? .min)
        }
        guard latest > .min else { return }
        sweep(at: latest, rule, account: account, raising: &signals)
    }

    /// Tells what is left to tell.
    mutating func close(_ rule: SequenceRule, account: AccountID, raising signals: inout [Signal]) {
        for number in entities.keys.sorted() { close(number, rule, account: account, raising: &signals) }
    }

    // The entity of a caller, if it has one; or if it has one that lesser calls are looked at of.
    private func owner(of mark: CallerMark, _ isWatched: Bool) -> UInt64? {
        if isWatched, !watched.contains(mark.credential), !watched.contains(mark.principal),
            mark.name == 0 || !watched.contains(mark.name)
        {
            return nil
        }
        return owners[mark.credential] ?? owners[mark.principal] ?? (mark.name == 0 ? nil : owners[mark.name])
    }

    // The entity of these marks: those that have some of them become one.
    private mutating func entity(
        of marks: [UInt64], at time: Timestamp, _ rule: SequenceRule, account: AccountID,
        raising signals: inout [Signal]
    ) -> UInt64 {
        var numbers: [UInt64] = []
        for mark in marks {
            guard let number = owners[mark], !numbers.contains(number), let entity = entities[number]?.value else {
                continue
            }
            if entity.isOver(at: time, by: rule) {
                close(number, rule, account: account, raising: &signals)
            } else {
                numbers.append(number)
            }
        }
        let number: UInt64
        if numbers.isEmpty {
            number = marks.first ?? 0
            if entities[number] != nil { close(number, rule, account: account, raising: &signals) }
            entities[number] = Apart(SequenceEntity(at: time))
        } else {
            // The one that was there first stays.
            numbers.sort { (entities[$0]?.value.first ?? time, $0) < (entities[$1]?.value.first ?? time, $1) }
            number = numbers[0]
            for other in numbers.dropFirst() { join(other, to: number) }
        }
        for mark in marks {
            guard let change = entities[number]?.update({ $0.add(mark) }) else { continue }
            if let dropped = change.dropped, owners[dropped] == number {
                owners[dropped] = nil
                watched.remove(dropped)
            }
            guard change.isNew else { continue }
            owners[mark] = number
            if entities[number]?.value.hasSign == true { watched.insert(mark) }
        }
        return number
    }

    private mutating func join(_ other: UInt64, to number: UInt64) {
        guard let absorbed = entities.removeValue(forKey: other)?.value else { return }
        touched.remove(other)
        for mark in absorbed.marks where owners[mark] == other { owners[mark] = nil }
        entities[number]?.update { $0.absorb(absorbed) }
        for mark in entities[number]?.value.marks ?? [] { owners[mark] = number }
        for mark in absorbed.marks where owners[mark] == nil { watched.remove(mark) }
        if entities[number]?.value.hasSign == true { watch(number) }
    }

    private mutating func watch(_ number: UInt64) {
        for mark in entities[number]?.value.marks ?? [] { watched.insert(mark) }
    }

    private mutating func close(
        _ number: UInt64, _ rule: SequenceRule, account: AccountID, raising signals: inout [Signal]
    ) {
        guard var entity = entities.removeValue(forKey: number)?.value else { return }
        entity.tell(by: rule, account: account, isOver: true, raising: &signals)
        for mark in entity.marks where owners[mark] == number {
            owners[mark] = nil
            watched.remove(mark)
        }
        touched.remove(number)
    }

    // Drops what is over, and of too many those with whom least is lost.
    private mutating func sweep(
        at seconds: Int64, _ rule: SequenceRule, account: AccountID, raising signals: inout [Signal]
    ) {
        let now = clock.tick(EventMinute.of(seconds) * EventMinute.width)
        if now >= nextSweep {
            nextSweep = (now / 3_600 + 1) * 3_600
            let time = Timestamp(seconds: now)
            for number in entities.keys.sorted() where entities[number]?.value.isOver(at: time, by: rule) == true {
                close(number, rule, account: account, raising: &signals)
            }
        }
        guard entities.count > AccountSequences.maxEntities else { return }
        let ranked = entities.map { (weight: $0.value.value.weight, last: $0.value.value.last, number: $0.key) }
            .sorted { ($0.weight, $0.last, $0.number) < ($1.weight, $1.last, $1.number) }
        for entry in ranked.prefix(entities.count - AccountSequences.maxEntities * 9 / 10) {
            close(entry.number, rule, account: account, raising: &signals)
        }
    }
}

extension SequenceEntity {
    /// Whether so much time has passed that what comes now is something else.
    func isOver(at time: Timestamp, by rule: SequenceRule) -> Bool {
        let latest = tellings.map(\.last).max() ?? last
        return latest.distance(to: time) > rule.window
    }

    mutating func forgetRun() {
        for i in steps.indices { steps[i].reference = nil }
        for i in tellings.indices {
            tellings[i].occurrences = steps.filter { $0.told & tellings[i].kind.bit != 0 }.reduce(0) {
                $0 + Int($1.count)
            }
        }
    }
}

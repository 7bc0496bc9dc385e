// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// What everybody in one account did within a day that may be part of an attack.
struct AccountSequences: DetectorState {
    /// Most hands that are told apart.
    static let maxEntities = 2_048

    private(set) var entities = HashedTable<Apart<SequenceEntity>>()
    // The entity of each mark.
    private var owners = HashedTable<UInt64>()
    /// Marks of entities with signs: of those lesser calls count as well.
    private(set) var watched = HashedSet()
    // Entities that something was added to since the last pause.
    private var touched: Set<UInt64> = []
    private var clock = SweepClock()
    private var nextSweep = Int64.min

    init() {}

    // References are of this run; what was told stays told.
    mutating func forgetRun() {
        for place in entities.values.indices { entities.values[place].update { $0.forgetRun() } }
    }

    /// Takes in a call of a caller.
    mutating func take(
        _ call: ConductCall, _ meaning: APIMeaning, _ rule: SequenceRule, account: AccountID,
        raising signals: inout [Signal]
    ) {
        let mark = call.record.mark
        let time = call.record.time
        let isLesser = meaning.sensitivity < .high
        guard let number = owner(of: mark, isLesser) else {
            if !isLesser { take(NewStep(call, meaning, mark), rule, account: account, raising: &signals) }
            return
        }
        let glance = NewStep.glance(call, mark)
        let isKnown = update(number) {
            !$0.isOver(at: time, by: rule)
                && $0.meets(glance, record: call.record.recordID, at: time, within: rule.window)
        }
        if isKnown == true {
            touched.insert(number)
            return
        }
        if isLesser {
            let isTheirs = update(number) {
                !$0.isOver(at: time, by: rule) && ForeignHands($0).include(mark, at: call.record.address)
            }
            guard isTheirs == true else { return }
        }
        take(NewStep(call, meaning, mark), rule, account: account, raising: &signals)
    }

    /// Takes in a step.
    mutating func take(
        _ step: NewStep, _ rule: SequenceRule, account: AccountID, raising signals: inout [Signal]
    ) {
        let number = entity(of: step.mark.all, at: step.time, rule, account: account, raising: &signals)
        update(number) { $0.take(step, within: rule.window) }
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
        update(number) { entity in
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
            let last = update(number) { entity in
                entity.tell(by: rule, account: account, raising: &signals)
                return entity.last.seconds
            }
            latest = max(latest, last ?? .min)
        }
        guard latest > .min else { return }
        sweep(at: latest, rule, account: account, raising: &signals)
    }

    /// Tells what is left to tell.
    mutating func close(_ rule: SequenceRule, account: AccountID, raising signals: inout [Signal]) {
        for number in entities.keys.sorted() { close(number, rule, account: account, raising: &signals) }
    }

    // Does something with an entity where it lies; nil where there is none of this number.
    @discardableResult
    @inline(__always)
    private mutating func update<Result>(_ number: UInt64, _ body: (inout SequenceEntity) -> Result) -> Result? {
        guard let place = entities.place(of: number) else { return nil }
        return entities.values[place].update(body)
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
        // Nearly always there is one at most.
        var found: UInt64?
        var others: [UInt64] = []
        for mark in marks {
            guard let number = owners[mark], number != found, !others.contains(number),
                let isOver = update(number, { $0.isOver(at: time, by: rule) })
            else { continue }
            if isOver {
                close(number, rule, account: account, raising: &signals)
            } else if found == nil {
                found = number
            } else {
                others.append(number)
            }
        }
        let number: UInt64
        if let found, others.isEmpty {
            number = found
        } else if let found {
            // The one that was there first stays.
            let numbers = ([found] + others).sorted {
                (entities[$0]?.value.first ?? time, $0) < (entities[$1]?.value.first ?? time, $1)
            }
            number = numbers[0]
            for other in numbers.dropFirst() { join(other, to: number) }
        } else {
            number = marks.first ?? 0
            if entities.place(of: number) != nil { close(number, rule, account: account, raising: &signals) }
            entities.insert(Apart(SequenceEntity(at: time)), for: number)
        }
        // What it owns is among its marks.
        for mark in marks where owners[mark] != number {
            guard let change = update(number, { (change: $0.add(mark), hasSign: $0.hasSign) }) else { continue }
            if let dropped = change.change.dropped, owners[dropped] == number {
                owners[dropped] = nil
                watched.remove(dropped)
            }
            guard change.change.isNew else { continue }
            owners[mark] = number
            if change.hasSign { watched.insert(mark) }
        }
        return number
    }

    private mutating func join(_ other: UInt64, to number: UInt64) {
        guard let absorbed = entities.remove(other)?.value else { return }
        touched.remove(other)
        for mark in absorbed.marks where owners[mark] == other { owners[mark] = nil }
        update(number) { $0.absorb(absorbed) }
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
        guard var entity = entities.remove(number)?.value else { return }
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
            for number in entities.keys.sorted() where update(number, { $0.isOver(at: time, by: rule) }) == true {
                close(number, rule, account: account, raising: &signals)
            }
        }
        guard entities.count > AccountSequences.maxEntities else { return }
        let ranked = zip(entities.keys, entities.values)
            .map { (weight: $1.value.weight, last: $1.value.last, number: $0) }
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

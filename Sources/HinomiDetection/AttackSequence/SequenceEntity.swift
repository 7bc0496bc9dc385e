// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// What hands that may be the same did within a day: a user with all keys, the roles that it assumed, whom it made.
///
/// Never larger than 8 KiB: of too many steps those go first that tell least.
struct SequenceEntity: Codable, Sendable {
    /// Somebody with one set of credentials; texts by their places.
    struct Actor: Codable, Sendable {
        var mark: CallerMark
        var accessKeyID: UInt8
        var principalID: UInt8
        var userName: UInt8
        var userType: UInt8
    }

    /// Credentials that one actor handed to another.
    struct Link: Codable, Sendable {
        var parent: CallerMark
        var neighbourhood: Neighbourhood?
        var child: UInt64
        var time: Timestamp
    }

    static let maxSteps = 30
    static let maxActors = 10
    static let maxLinks = 12
    static let maxMarks = 24
    static let maxTexts = 56
    static let maxTextBytes = 2_048
    // What the texts of a step and its actor take at most.
    private static let textsOfStep = 900
    /// Of one call of one actor so many buckets are told apart.
    private static let maxBuckets = 3

    /// What it is known by; the first ones are those it was first known by.
    var marks: [UInt64] = []
    var actors: [Actor] = []
    var links: [Link] = []
    var steps: [SequenceStep] = []
    /// What places stand for; place 0 is no text.
    private(set) var texts: [String] = [""]
    var first: Timestamp
    var last: Timestamp
    /// What was told of it: of the credentials, and of the data.
    var tellings: [SequenceTelling] = []

    init(at time: Timestamp) {
        first = time
        last = time
    }

    /// The text at a place.
    func text(_ place: UInt8) -> String { Int(place) < texts.count ? texts[Int(place)] : "" }

    /// How much would be lost with it.
    var weight: Int {
        tellings.isEmpty ? steps.reduce(0) { $0 + Int($1.weight) + ($1.sign == nil ? 0 : 100) } : 10_000
    }

    /// Whether a step says that it is not the owner.
    var hasSign: Bool { steps.contains { $0.sign != nil } }

    /// Takes in what it is known by. Of too many marks the oldest goes, but not those it was first known by.
    mutating func add(_ mark: UInt64) -> (isNew: Bool, dropped: UInt64?) {
        guard mark != 0, !marks.contains(mark) else { return (false, nil) }
        marks.append(mark)
        return (true, marks.count > SequenceEntity.maxMarks ? marks.remove(at: 3) : nil)
    }

    mutating func add(_ link: Link) {
        guard !links.contains(where: { $0.parent == link.parent && $0.child == link.child }) else { return }
        links.append(link)
        if links.count > SequenceEntity.maxLinks { links.removeFirst() }
    }

    /// Meets a call that is the same as one before it. Returns whether it is.
    mutating func meets(_ glance: UInt64, record: UInt64, at time: Timestamp, within window: Int64) -> Bool {
        guard let i = steps.firstIndex(where: { $0.glance == glance }),
            steps[i].first.distance(to: time) <= window, steps[i].last.distance(to: time) <= window
        else { return false }
        steps[i].repeated(record, at: time)
        last = max(last, time)
        return true
    }

    /// Takes in a step.
    mutating func take(_ new: NewStep, within window: Int64) {
        first = min(first, new.time)
        last = max(last, new.time)
        if tellings.isEmpty { forget(before: last.advanced(seconds: -window)) }
        if let known = actors.firstIndex(where: { $0.mark == new.mark }), let i = match(new, UInt8(known)) {
            steps[i].take(new)
            if new.type.isEmpty || !steps[i].type.isNone { return }
            steps[i].type = intern(new.type)
            if let signal = new.signal { steps[i].finding = FindingNumber(FindingIdentity.findingID(of: signal)) }
            return
        }
        makeRoom()
        let actor = place(of: new)
        steps.append(
            SequenceStep(
                service: intern(new.service), api: intern(new.api), type: intern(new.type), bucket: intern(new.bucket),
                region: intern(new.region), actor: actor, tactic: new.tactic, technique: new.meaning?.technique,
                weight: new.weight, sign: new.sign, stage: new.stage, severity: new.tenths,
                isData: new.isData, isSensitive: new.meaning?.sensitivity == .high, isRefused: new.isRefused,
                address: new.address, first: new.time, last: new.time, count: 1,
                finding: new.signal.map { FindingNumber(FindingIdentity.findingID(of: $0)) } ?? FindingNumber(),
                reference: new.reference, latest: new.reference?.recordID ?? 0, glance: new.glance))
    }

    // The step that this is more of: the same call by the same actor from the same neighbourhood, and the same finding, or
    // one of the two is none.
    private func match(_ new: NewStep, _ actor: UInt8) -> Int? {
        let place = new.address.map { Neighbourhood($0) }
        if new.sign == .theft {
            // The theft is one step, whatever is done with what was stolen.
            return steps.firstIndex { $0.sign == .theft && $0.actor == actor && $0.address == new.address }
        }
        let alike = steps.indices.filter { i in
            let step = steps[i]
            return step.sign != .theft && step.actor == actor && text(step.api) == new.api
                && text(step.service) == new.service
                && step.address.map { Neighbourhood($0) } == place
                && (new.type.isEmpty || step.type.isNone || text(step.type) == new.type)
        }
        // A call that is a finding as well is that finding.
        let sameBucket = alike.filter { new.bucket.isEmpty || text(steps[$0].bucket) == new.bucket }
        if let i = sameBucket.first(where: { text(steps[$0].type) == new.type }) ?? sameBucket.first { return i }
        return alike.count >= SequenceEntity.maxBuckets ? alike.last : nil
    }

    // The place of who did it.
    private mutating func place(of new: NewStep) -> UInt8 {
        if let i = actors.firstIndex(where: { $0.mark == new.mark }) { return UInt8(i) }
        if actors.count >= SequenceEntity.maxActors {
            dropActor()
        }
        actors.append(
            Actor(
                mark: new.mark, accessKeyID: intern(new.caller.accessKeyID),
                principalID: intern(new.caller.principalID),
                userName: intern(new.caller.userName), userType: intern(new.caller.userType)))
        return UInt8(actors.count - 1)
    }

    // Lets the actor go whose steps tell least, with them.
    private mutating func dropActor() {
        func best(_ actor: Int) -> (Int, Int, Timestamp) {
            steps.filter { Int($0.actor) == actor }.map(\.worth).max { $0 < $1 } ?? (-1, 0, .distantPast)
        }
        guard let least = actors.indices.min(by: { best($0) < best($1) }) else { return }
        actors.remove(at: least)
        steps.removeAll { Int($0.actor) == least }
        for i in steps.indices where Int(steps[i].actor) > least { steps[i].actor -= 1 }
    }

    /// Forgets what happened before a time.
    mutating func forget(before time: Timestamp) {
        steps.removeAll { $0.last < time }
        links.removeAll { $0.time < time }
        // What went on for longer began anew within the window, as far as it matters.
        for i in steps.indices where steps[i].first < time {
            steps[i].first = steps[i].last
            steps[i].count = 1
        }
        first = min(steps.map(\.first).min() ?? last, last)
    }

    /// Takes in another entity that turned out to be the same.
    mutating func absorb(_ other: SequenceEntity) {
        first = min(first, other.first)
        last = max(last, other.last)
        for mark in other.marks where !marks.contains(mark) && marks.count < SequenceEntity.maxMarks {
            marks.append(mark)
        }
        for link in other.links { add(link) }
        for step in other.steps.sorted(by: { ($0.first, $0.last) < ($1.first, $1.last) }) {
            makeRoom()
            var step = step
            let actor = Int(step.actor) < other.actors.count ? other.actors[Int(step.actor)] : nil
            step.actor = actor.map { place(of: $0, in: other) } ?? 0
            for path in SequenceStep.texts { step[keyPath: path] = intern(other.text(step[keyPath: path])) }
            steps.append(step)
        }
        for telling in other.tellings where !tellings.contains(where: { $0.kind == telling.kind }) {
            tellings.append(telling)
        }
        makeRoom()
    }

    private mutating func place(of actor: Actor, in other: SequenceEntity) -> UInt8 {
        if let i = actors.firstIndex(where: { $0.mark == actor.mark }) { return UInt8(i) }
        if actors.count >= SequenceEntity.maxActors { dropActor() }
        var actor = actor
        for path in Actor.texts { actor[keyPath: path] = intern(other.text(actor[keyPath: path])) }
        actors.append(actor)
        return UInt8(actors.count - 1)
    }

    // Lets the steps go that tell least, and texts that nothing names any more.
    private mutating func makeRoom() {
        let isFull =
            texts.count > SequenceEntity.maxTexts - 10
            || textBytes > SequenceEntity.maxTextBytes - SequenceEntity.textsOfStep
        guard steps.count >= SequenceEntity.maxSteps || isFull else { return }
        clean()
        while steps.count >= SequenceEntity.maxSteps
            || (steps.count > 1 && textBytes > SequenceEntity.maxTextBytes - SequenceEntity.textsOfStep)
            || (steps.count > 1 && texts.count > SequenceEntity.maxTexts - 10)
        {
            guard let least = steps.indices.min(by: { worth(of: $0) < worth(of: $1) }) else { return }
            steps.remove(at: least)
            clean()
        }
    }

    // How much would be lost with a step: the only one of its tactic, for credentials or for data, stays longest.
    private func worth(of place: Int) -> (Int, Int, Int, Timestamp) {
        let step = steps[place]
        let isOnly = !steps.indices.contains {
            $0 != place && steps[$0].tactic == step.tactic && (steps[$0].stage == nil) == (step.stage == nil)
        }
        return (isOnly ? 1 : 0, step.worth.0, step.worth.1, step.worth.2)
    }

    private var textBytes: Int { texts.reduce(0) { $0 + $1.utf8.count } }

    private mutating func clean() {
        var kept: [Actor] = []
        var places = [UInt8](repeating: 0, count: actors.count)
        for (i, actor) in actors.enumerated() where steps.contains(where: { Int($0.actor) == i }) {
            places[i] = UInt8(kept.count)
            kept.append(actor)
        }
        actors = kept
        let old = self
        texts = [""]
        for i in actors.indices {
            for path in Actor.texts { actors[i][keyPath: path] = intern(old.text(actors[i][keyPath: path])) }
        }
        for i in steps.indices {
            let actor = Int(steps[i].actor)
            steps[i].actor = actor < places.count ? places[actor] : 0
            for path in SequenceStep.texts { steps[i][keyPath: path] = intern(old.text(steps[i][keyPath: path])) }
        }
    }

    // The place of a text; 0 where there is no room for it.
    private mutating func intern(_ text: String) -> UInt8 {
        if text.isEmpty { return 0 }
        let text = text.utf8.count <= 96 ? text : String(decoding: text.utf8.prefix(96), as: UTF8.self)
        if let i = texts.firstIndex(of: text) { return UInt8(i) }
        guard texts.count < SequenceEntity.maxTexts, textBytes + text.utf8.count <= SequenceEntity.maxTextBytes else {
            return 0
        }
        texts.append(text)
        return UInt8(texts.count - 1)
    }
}

extension UInt8 {
    /// Whether a place stands for no text.
    fileprivate var isNone: Bool { self == 0 }
}

extension NewStep {
    fileprivate var tenths: UInt8 { UInt8(min(max(severity, 0), 10) * 10) }
}

extension SequenceStep {
    fileprivate static var texts: [WritableKeyPath<SequenceStep, UInt8>] {
        [\.service, \.api, \.type, \.bucket, \.region]
    }

    fileprivate mutating func repeated(_ record: UInt64, at time: Timestamp) {
        guard record != latest else { return }
        latest = record
        if count < .max { count += 1 }
        last = max(last, time)
    }

    // Takes in more of the same.
    fileprivate mutating func take(_ new: NewStep) {
        repeated(new.reference?.recordID ?? 0, at: new.time)
        first = min(first, new.time)
        if new.glance != 0 { glance = new.glance }
        if new.weight > weight {
            weight = new.weight
            tactic = new.tactic
        }
        sign = sign ?? new.sign
        stage = stage ?? new.stage
        technique = technique ?? new.meaning?.technique
        severity = max(severity, new.tenths)
        isData = isData || new.isData
        isRefused = isRefused && new.isRefused
    }
}

extension SequenceEntity.Actor {
    fileprivate static var texts: [WritableKeyPath<SequenceEntity.Actor, UInt8>] {
        [\.accessKeyID, \.principalID, \.userName, \.userType]
    }

    /// The credentials as findings show them.
    func caller(_ text: (UInt8) -> String) -> AccessKeyDetails {
        var caller = AccessKeyDetails()
        caller.accessKeyID = text(accessKeyID)
        caller.principalID = text(principalID)
        caller.userName = text(userName)
        caller.userType = text(userType)
        return caller
    }
}

extension Timestamp {
    /// The seconds from this time to a later one; negative to an earlier one.
    func distance(to later: Timestamp) -> Int64 { later.seconds - seconds }
}

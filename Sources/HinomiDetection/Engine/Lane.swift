// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

/// One detector with its states, behind closures made where its types are known.
///
/// A generic call through an existential runs unspecialised; a closure formed at the concrete type does not.
final class Lane<Input> {
    /// The name of the detector.
    let name: String
    /// What an input must have for the detector to look at it.
    let interest: Interest
    /// Folds inputs in their order; their time is `seconds` unless the detector says otherwise.
    ///
    /// Many at once, since a call through a closure costs more than most detectors' look at an input that is none of theirs.
    let foldAll: (UnsafeBufferPointer<Input>, Int64, inout [Signal]) -> Void
    /// Folds those of many inputs that are named by their places.
    let foldChosen: (UnsafePointer<Input>, UnsafeBufferPointer<UInt32>, Int64, inout [Signal]) -> Void
    /// Asks for the memory that inputs which come soon will need; those of one key lie side by side.
    let prepare: (UnsafeBufferPointer<Input>) -> Void
    /// Drops states not touched since `seconds` minus their lifetime.
    let expire: (Int64, inout [Signal]) -> Void
    /// What the states know of who did the things in question.
    let testify: (Questions, Int64, inout Testimony) -> Void
    /// The states in canonical bytes.
    let snapshot: (inout StateWriter) throws -> Void
    /// The states without what belongs to this run only.
    let profile: (inout StateWriter) throws -> Void
    /// Replaces the states by those of a snapshot.
    let restore: (inout StateReader) throws -> Void
    /// What was learned that matters for others, of states that are not over at `seconds`.
    let habits: (Int64) -> [Habits]
    /// Keys of which too little is known yet to tell what is unusual.
    let learning: () -> Int
    /// Keys with a state.
    let count: () -> Int
    /// What finding them by their keys takes, in bytes.
    let placeBytes: () -> Int
    /// States dropped because there were more than allowed.
    let evicted: () -> Int

    /// A lane with the same states, which go their own way from here on, and these lists.
    let copy: (IntelligenceBundle) -> Lane

    /// A lane for `detector` that keeps at most `maxKeys` states.
    convenience init<D: Detector>(_ detector: D, maxKeys: Int) where D.Input == Input {
        self.init(KeyedStates<D>(detector, maxKeys: maxKeys))
    }

    private init<D: Detector>(_ store: KeyedStates<D>) where D.Input == Input {
        name = String(describing: D.self)
        interest = D.interest
        foldAll = { inputs, seconds, signals in store.fold(inputs, at: seconds, raising: &signals) }
        foldChosen = { inputs, chosen, seconds, signals in
            store.fold(inputs, chosen: chosen, at: seconds, raising: &signals)
        }
        prepare = { inputs in store.prepare(for: inputs) }
        expire = { seconds, signals in store.expire(at: seconds, raising: &signals) }
        testify = { questions, seconds, testimony in store.testify(on: questions, at: seconds, into: &testimony) }
        snapshot = { writer in try store.write(to: &writer, forAnotherRun: false) }
        profile = { writer in try store.write(to: &writer, forAnotherRun: true) }
        restore = { reader in try store.read(from: &reader) }
        habits = { seconds in store.habits(at: seconds) }
        learning = { store.learning }
        count = { store.count }
        placeBytes = { store.placeBytes }
        evicted = { store.evicted }
        copy = { intelligence in Lane(KeyedStates(copying: store, knowing: intelligence)) }
    }

    /// Folds one input whose time is `seconds`.
    func fold(_ input: Input, _ seconds: Int64, _ signals: inout [Signal]) {
        withUnsafePointer(to: input) { foldAll(UnsafeBufferPointer(start: $0, count: 1), seconds, &signals) }
    }
}

extension Array {
    /// Those of some detectors by name; all of them where none are named.
    func of<Input>(_ detectors: Set<String>?) -> [Lane<Input>] where Element == Lane<Input> {
        guard let detectors else { return self }
        return filter { detectors.contains($0.name) }
    }
}

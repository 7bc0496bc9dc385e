// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

/// What a detector keeps for one key: small, bounded, and able to be stopped and continued.
protocol DetectorState: Codable, Sendable {
    /// Forgets what belongs to one run only, before the state is kept for another: references to records, and signals
    /// that this run still tells.
    mutating func forgetRun()
}

extension DetectorState {
    /// Nothing of it belongs to one run only.
    mutating func forgetRun() {}
}

/// A pure fold over the time-ordered inputs of one key.
///
/// A detector does no I/O and reads no clock: time is the input's. It must not depend on the order in which a dictionary
/// is walked, nor on `hashValue`. The engine keeps the states, hands in the inputs of a key in order, and drops a state
/// when nothing was folded into it for `lifetime`.
protocol Detector: Sendable {
    associatedtype Input
    associatedtype Key: StateKey
    associatedtype State: DetectorState

    /// The finding types it can raise.
    static var raises: [FindingType] { get }
    /// What an input must have at least for `key` to return one: the engine looks at that first.
    static var interest: Interest { get }
    /// Seconds a state lives after the last input.
    var lifetime: Int64 { get }

    /// The key of an input; nil when the input is none of this detector's business.
    func key(of input: Input) -> Key?

    /// When an input happened, in seconds. `now` is the time at which the inputs it came with are folded.
    func time(of input: Input, foldedAt now: Int64) -> Int64

    /// Whether an input may begin the state of its key: what is true of few inputs, where it can be told at a glance, spares
    /// making states of nothing for all the others.
    func begins(_ input: Input) -> Bool

    /// Takes one input into the state of its key, and says what there is to say.
    ///
    /// `state` is nil for a key that has none yet; leave it nil as long as there is nothing to remember.
    func fold(_ input: Input, key: Key, into state: inout State?, raising signals: inout [Signal])

    /// Asks for the memory that folds of coming inputs of one key will read first: it is slow.
    func prepare(for inputs: UnsafeBufferPointer<Input>, in state: inout State?)

    /// How much would be lost with a state: of too many the lightest go first, and of those what was longest untouched.
    ///
    /// What anybody can make by the thousand must weigh less than what shows a purpose, or a flood washes that away.
    func weight(of state: State) -> Int

    /// What a state knows of who did the things in question, for signals with a proviso.
    func testify(_ state: State, key: Key, on questions: Questions, into testimony: inout Testimony)

    /// What a state still has to say when it is dropped. A signal with a proviso comes too late here.
    func expire(_ state: State, key: Key, raising signals: inout [Signal])

    /// What a state has learned by a time, in seconds, that matters for other interfaces of the account; nil where nothing does.
    func habits(of state: State, key: Key, at seconds: Int64) -> Habits?

    /// Whether too little is known yet to tell what is unusual.
    func isLearning(_ state: State) -> Bool

    /// The detector with these lists in place of those that it has: states hold nothing that only the old ones could read.
    func knowing(_ intelligence: IntelligenceBundle) -> Self
}

extension Detector {
    /// Every input may matter.
    static var interest: Interest { [] }

    func time(of input: Input, foldedAt now: Int64) -> Int64 { now }

    func begins(_ input: Input) -> Bool { true }

    func prepare(for inputs: UnsafeBufferPointer<Input>, in state: inout State?) {}

    func weight(of state: State) -> Int { 0 }

    /// It knows of nothing.
    func testify(_ state: State, key: Key, on questions: Questions, into testimony: inout Testimony) {}

    /// Nothing more to say.
    func expire(_ state: State, key: Key, raising signals: inout [Signal]) {}

    func habits(of state: State, key: Key, at seconds: Int64) -> Habits? { nil }

    func isLearning(_ state: State) -> Bool { false }

    /// It asks no lists.
    func knowing(_ intelligence: IntelligenceBundle) -> Self { self }
}

/// A detector that asks lists.
protocol ListReader: Detector {
    var intelligence: IntelligenceBundle { get set }
}

extension ListReader {
    func knowing(_ intelligence: IntelligenceBundle) -> Self {
        var other = self
        other.intelligence = intelligence
        return other
    }
}

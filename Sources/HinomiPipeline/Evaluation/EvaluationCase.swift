// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// A piece of labelled traffic: which logs, what must be found in them, and what must not.
public struct EvaluationCase: Sendable {
    public var name: String
    /// attack, mixed, background, benign or unlabelled.
    public var kind: String
    /// Log files.
    public var files: [String]
    /// Lists to load for this case; empty for those of the whole evaluation.
    public var intelligence: [String]
    public var expectations: [Expectation]
    /// Instances, interfaces and addresses on which nothing of Medium or above may be found.
    public var innocent: Set<String>
    /// Whether findings of types that nobody expected are false alarms.
    public var isComplete: Bool
    /// Where the files lie, when they were made for the case.
    var folder: TemporaryFolder?

    public init(
        name: String, kind: String, files: [String], intelligence: [String] = [], expectations: [Expectation] = [],
        innocent: Set<String> = [], isComplete: Bool
    ) {
        self.name = name
        self.kind = kind
        self.files = files
        self.intelligence = intelligence
        self.expectations = expectations
        self.innocent = innocent
        self.isComplete = isComplete
    }
}

/// One label.
public struct Expectation: Hashable, Sendable {
    /// How sure the label is.
    public enum Certainty: String, Sendable {
        /// A documented rule is met: its absence is a miss.
        case certain
        /// A baseline or threshold decides: its absence is none.
        case plausible
        /// It must not be raised.
        case none
    }

    public var type: String
    /// Other names that count as well.
    public var alternatives: Set<String>
    public var certainty: Certainty
    /// ACTOR or TARGET; empty for either.
    public var role: String
    /// The severity's number; nil for any.
    public var severity: Double?
    /// Instance, interface and address of the resource; empty for any.
    public var resource: Set<String>
    /// Remote address, with port where the label has one; empty for any.
    public var remote: String
    /// Name asked for, or one of its parents; empty for any.
    public var domain: String

    public init(type: String, certainty: Certainty) {
        self.type = type
        self.certainty = certainty
        alternatives = []
        role = ""
        resource = []
        remote = ""
        domain = ""
    }
}

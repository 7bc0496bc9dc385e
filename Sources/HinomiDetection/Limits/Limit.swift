// SPDX-License-Identifier: Apache-2.0

/// A number that moves what a detector decides and that can be set from outside: its name, what values make sense, and what
/// it does.
public struct Limit<Owner>: Sendable {
    /// How files and pages call it.
    public let name: String
    /// The least and the greatest value.
    public let range: ClosedRange<Double>
    /// Whether only whole numbers make sense.
    public let isWhole: Bool
    /// What it counts, as "seconds"; empty for shares and heights.
    public let unit: String
    /// What it is a limit of, in one line.
    public let meaning: String
    private let read: @Sendable (Owner) -> Double
    private let write: @Sendable (inout Owner, Double) -> Void

    /// A number that may have a fraction.
    init(
        _ name: String, _ path: any WritableKeyPath<Owner, Double> & Sendable, _ range: ClosedRange<Double>,
        unit: String = "", _ meaning: String
    ) {
        (self.name, self.range, self.unit, self.meaning) = (name, range, unit, meaning)
        isWhole = false
        read = { $0[keyPath: path] }
        write = { $0[keyPath: path] = $1 }
    }

    /// A whole number.
    init<Whole: FixedWidthInteger & SendableMetatype>(
        _ name: String, _ path: any WritableKeyPath<Owner, Whole> & Sendable, _ range: ClosedRange<Double>,
        unit: String = "", _ meaning: String
    ) {
        (self.name, self.range, self.unit, self.meaning) = (name, range, unit, meaning)
        isWhole = true
        read = { Double($0[keyPath: path]) }
        write = { if let whole = Whole(exactly: $1) { $0[keyPath: path] = whole } }
    }

    /// The limit of something that is part of something larger.
    init<Part>(_ limit: Limit<Part>, at path: any WritableKeyPath<Owner, Part> & Sendable) {
        (name, range, isWhole) = (limit.name, limit.range, limit.isWhole)
        (unit, meaning) = (limit.unit, limit.meaning)
        read = { limit.read($0[keyPath: path]) }
        write = { limit.write(&$0[keyPath: path], $1) }
    }

    /// What it is set to.
    public func value(in owner: Owner) -> Double { read(owner) }

    /// Whether it can be set to a value.
    public func allows(_ value: Double) -> Bool {
        range.contains(value) && (!isWhole || value.rounded() == value)
    }

    /// Sets it. Returns false, and sets nothing, where the value makes no sense.
    func set(_ value: Double, in owner: inout Owner) -> Bool {
        guard allows(value) else { return false }
        write(&owner, value)
        return true
    }
}

/// The limits of a detector.
protocol LimitSet: Sendable, Equatable {
    /// All of them, in the order in which they are best explained.
    static var rows: [Limit<Self>] { get }
    /// Names of limits of which none may be greater than the one that follows it.
    static var ascending: [[String]] { get }
}

extension LimitSet {
    static var ascending: [[String]] { [] }
}

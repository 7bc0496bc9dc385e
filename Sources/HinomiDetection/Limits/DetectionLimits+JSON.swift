// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
public import HinomiRecords

/// A limit that cannot be set so: which one, and what would be right.
public struct LimitError: Error, Equatable, CustomStringConvertible {
    public let description: String

    init(_ place: String, _ what: String) { description = place.isEmpty ? what : place + ": " + what }
}

extension DetectionLimits {
    /// The usual limits, with those that a document as `{"portscan": {"ports": 20}}` says.
    ///
    /// Throws when a name is unknown or said twice, a value is no number, or one that makes no sense; the error names it.
    public init(_ document: JSONValue) throws(LimitError) {
        self.init()
        guard let members = document.members else {
            throw LimitError("", #"must be an object as {"portscan": {"ports": 20}}"#)
        }
        var seen: Set<String> = []
        for member in members {
            let name = DetectionLimits.shown(member.key)
            guard let group = DetectionLimits.groups.first(where: { $0.name == member.key }) else {
                let known = DetectionLimits.groups.map(\.name).joined(separator: ", ")
                throw LimitError(name, "there is no detector of this name that has limits; there are " + known)
            }
            guard seen.insert(member.key).inserted else { throw LimitError(name, "is said twice") }
            try set(group, to: member.value)
        }
    }

    private mutating func set(_ group: Group, to value: JSONValue) throws(LimitError) {
        guard let members = value.members else {
            throw LimitError(group.name, "must be an object with limits, as {\"\(group.limits[0].name)\": …}")
        }
        var seen: Set<String> = []
        for member in members {
            let place = group.name + "." + DetectionLimits.shown(member.key)
            guard let limit = group[member.key] else {
                let known = group.limits.map(\.name).joined(separator: ", ")
                throw LimitError(place, "there is no limit of this name; there are " + known)
            }
            guard seen.insert(member.key).inserted else { throw LimitError(place, "is said twice") }
            guard let number = member.value.double, limit.set(number, in: &self) else {
                throw LimitError(place, "must be a \(limit.isWhole ? "whole " : "")number \(limit.rangeWords)")
            }
        }
        for names in group.ascending {
            let chain = names.compactMap { group[$0] }
            for (lower, upper) in zip(chain, chain.dropFirst()) where lower.value(in: self) > upper.value(in: self) {
                throw LimitError(group.name + "." + lower.name, "must not be greater than " + upper.name)
            }
        }
    }

    // A name from outside, as long as a message can bear.
    private static func shown(_ name: String) -> String { name.count > 40 ? name.prefix(40) + "…" : name }

    /// Limits as a document that sets them, in UTF-8: an object a detector.
    public func json(of groups: [Group] = groups) -> [UInt8] {
        var writer = JSONWriter(isIndented: true)
        writer.object { writer in
            for group in groups {
                writer.object(group.name) { writer in
                    for limit in group.limits { writer.member(limit.name, limit.value(in: self)) }
                }
            }
        }
        return writer.bytes + [0x0A]
    }
}

extension Limit {
    /// The range in words: "from 2 to 10000".
    public var rangeWords: String { "from \(Limit.words(range.lowerBound)) to \(Limit.words(range.upperBound))" }

    /// A value as files have it: without a fraction where it has none.
    public static func words(_ value: Double) -> String {
        Int64(exactly: value).map(String.init) ?? value.description
    }
}

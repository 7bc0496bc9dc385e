// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence
import HinomiStore

/// Whether a content can be put in force as the list it was fetched for.
enum ListCheck {
    /// What the content holds; throws where it cannot be used.
    ///
    /// What is told never repeats the content: who named the location need not be who may read it.
    static func read(_ content: [UInt8], for list: ListRecord) throws(ListFault) -> ListStatistics {
        var builder = IntelligenceBundle.Builder(includingBuiltIns: false)
        let statistics: ListStatistics
        do throws(IntelligenceError) {
            statistics = try builder.add(content, of: list.kind, list.format, as: list.name)
        } catch {
            throw ListFault("The list cannot be read: \(error)")
        }
        guard statistics.entries <= list.kind.maximumEntries else {
            throw ListFault(
                "The list has \(statistics.entries) entries; at most \(list.kind.maximumEntries) are allowed.")
        }
        if let damage = statistics.refusedSamples.first(where: { $0.reason == .badMarkup }) {
            throw ListFault("The list is damaged at line \(damage.line).")
        }
        // A page that says "not found" is no list, though a number in it may look like an entry.
        let understood = statistics.entries + statistics.ignored
        guard understood > 0 else {
            throw ListFault("The list has no entries in the format \(list.format)\(firstRefusal(statistics)).")
        }
        guard statistics.refused <= understood else {
            throw ListFault(
                "Most of the list is not in the format \(list.format): \(statistics.refused) of "
                    + "\(statistics.refused + understood) lines\(firstRefusal(statistics)).")
        }
        return statistics
    }

    private static func firstRefusal(_ statistics: ListStatistics) -> String {
        statistics.refusedSamples.first.map { "; line \($0.line) is \($0.reason.rawValue)" } ?? ""
    }
}

extension IntelligenceBundle.Builder {
    /// Takes in the content of a list of a kind that a user brought, in a format of the API.
    @discardableResult
    mutating func add(
        _ content: [UInt8], of kind: ListKind, _ format: String, as name: String
    ) throws(IntelligenceError) -> ListStatistics {
        let format = ListFormat(rawValue: format)
        return try content.withUnsafeBufferPointer { (bytes) throws(IntelligenceError) in
            kind.isTrusted
                ? try addTrusted(bytes, name: name, format: format, kinds: kind.entryKinds)
                : try add(list: bytes, name: name, format: format, category: .custom, kinds: kind.entryKinds)
        }
    }
}

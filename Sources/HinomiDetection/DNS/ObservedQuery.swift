// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// A query as detectors see it.
///
/// The name's bytes and what it tells of the client are valid during the fold only; detectors keep copies of what they
/// need.
struct ObservedQuery {
    var record: QueryRecord
    /// Lower case, without final dot, escapes decoded.
    var name: UnsafeBufferPointer<UInt8>
    // Not counted, so that a query is plain memory: every detector looks at every query, and looking must cost nothing.
    // Whoever makes queries keeps the cards for as long as anybody may look.
    unowned(unsafe) let card: ClientCard
    /// What the lists say of the name.
    let mark: ListMark

    init(_ record: QueryRecord, name: UnsafeBufferPointer<UInt8>, card: ClientCard, mark: ListMark) {
        self.record = record
        self.name = name
        self.card = card
        self.mark = mark
    }

    /// The stable hash of `domain`; 0 where there is none.
    var domainHash: UInt64 { record.facts.domainHash }

    /// Whether it asks for a name that somebody outside could have registered, and chose.
    var isOfOutside: Bool { record.facts.traits.contains(.ofOutside) }

    /// Who asked.
    var client: ClientFacts { card.facts.value }

    /// The account of who asked.
    var account: AccountID { card.account }

    /// The part of the name that a registrant controls and everything in front of it belongs to; nil for names that are
    /// suffixes themselves.
    var domain: UnsafeBufferPointer<UInt8>? {
        guard record.domainStart != .max, Int(record.domainStart) < name.count else { return nil }
        return UnsafeBufferPointer(rebasing: name[Int(record.domainStart)...])
    }

    /// What stands in front of the registered domain, without the dot between; empty when nothing does.
    var subdomain: UnsafeBufferPointer<UInt8> {
        guard record.domainStart != .max, record.domainStart > 1 else {
            return UnsafeBufferPointer(start: nil, count: 0)
        }
        return UnsafeBufferPointer(rebasing: name[..<(Int(record.domainStart) - 1)])
    }

    /// The record as evidence.
    var reference: RecordReference {
        RecordReference(time: record.time, recordID: record.recordID, origin: record.origin)
    }

    /// The name as text for people; bytes that are no UTF-8 are shown as `\\ddd`, as zone files do.
    static func text(_ name: UnsafeBufferPointer<UInt8>) -> String {
        var escaped: [UInt8] = []
        for byte in name {
            if byte > 0x20, byte < 0x7F {
                escaped.append(byte)
            } else {
                escaped.append(0x5C)
                let digits = [byte / 100, byte / 10 % 10, byte % 10]
                escaped.append(contentsOf: digits.map { $0 + 0x30 })
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }
}

extension Detector where Input == ObservedQuery {
    // Queries of a whole minute come at once, each at its own time.
    func time(of query: ObservedQuery, foldedAt now: Int64) -> Int64 { query.record.time.seconds }
}

/// What is known of a client, kept once for all its queries.
final class ClientCard {
    private(set) var facts: Shared<ClientFacts>
    /// Never changes: it is part of what clients are known by.
    let account: AccountID
    /// The lists that act on its account besides those that act on all; nil where there are none.
    let own: OwnLists?

    init(_ facts: Shared<ClientFacts>, own: OwnLists?) {
        self.facts = facts
        account = facts.value.account
        self.own = own
    }

    /// Takes in what was learned besides.
    func merge(_ other: ClientFacts) {
        var merged = facts.value
        merged.merge(other)
        if merged != facts.value { facts = Shared(merged) }
    }
}

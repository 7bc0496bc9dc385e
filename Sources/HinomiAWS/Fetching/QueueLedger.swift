// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// Which messages are held, and for which objects each of them waits.
struct QueueLedger {
    private struct Held {
        var receipt: String
        var waiting: Set<String>
        var hiddenUntil: Timestamp
    }

    private var held: [String: Held] = [:]
    // The messages that wait for an object.
    private var waiters: [String: Set<String>] = [:]
    private var finished: [String] = []

    /// How many messages are held.
    var count: Int { held.count }

    /// Holds a message until these objects are kept; gives those that no other message waits for.
    ///
    /// A message that is held already came once more, since it was hidden too short: its new receipt counts.
    mutating func hold(
        _ message: QueueMessage, waitingFor names: Set<String>, hiddenUntil: Timestamp
    ) -> Set<String> {
        if held[message.id] != nil {
            held[message.id]?.receipt = message.receipt
            held[message.id]?.hiddenUntil = hiddenUntil
            return []
        }
        guard !names.isEmpty else {
            finished.append(message.receipt)
            return []
        }
        held[message.id] = Held(receipt: message.receipt, waiting: names, hiddenUntil: hiddenUntil)
        var fresh: Set<String> = []
        for name in names where waiters[name, default: []].insert(message.id).inserted && waiters[name]?.count == 1 {
            fresh.insert(name)
        }
        return fresh
    }

    /// Hears that what follows from an object is kept, or that it will never be read: messages that wait for nothing else are to be
    /// deleted.
    mutating func settle(_ name: String) {
        for id in waiters.removeValue(forKey: name) ?? [] {
            held[id]?.waiting.remove(name)
            guard let message = held[id], message.waiting.isEmpty else { continue }
            held[id] = nil
            finished.append(message.receipt)
        }
    }

    /// Hears that an object cannot be had now: messages that tell of it are let go of, and come again.
    mutating func release(_ name: String) {
        for id in waiters.removeValue(forKey: name) ?? [] {
            for other in held.removeValue(forKey: id)?.waiting ?? [] where other != name {
                waiters[other]?.remove(id)
                if waiters[other]?.isEmpty == true { waiters[other] = nil }
            }
        }
    }

    /// The receipts of messages that are to be deleted, `limit` at most; they are not given again unless they are given back.
    mutating func takeFinished(atMost limit: Int) -> [String] {
        let taken = Array(finished.prefix(limit))
        finished.removeFirst(taken.count)
        return taken
    }

    /// Takes receipts back of messages that could not be deleted, for the next attempt; those beyond the limit come again by themselves.
    mutating func giveBack(_ receipts: [String]) {
        finished += receipts.prefix(max(0, QueueLedger.finishedLimit - finished.count))
    }

    private static let finishedLimit = 10_000

    /// The receipts of messages that are hidden for less than until `time`, `limit` at most, which are now hidden until `new`.
    mutating func prolong(before time: Timestamp, to new: Timestamp, atMost limit: Int) -> [String] {
        var receipts: [String] = []
        for (id, message) in held where receipts.count < limit && message.hiddenUntil < time {
            held[id]?.hiddenUntil = new
            receipts.append(message.receipt)
        }
        return receipts
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiDetection
import HinomiIntelligence
import HinomiRecords

/// What is known of names asked lately, so that the same name is not looked up again and again.
struct NameCache {
    /// What a name's bytes say.
    struct Known {
        var mark: UInt32
        var domainStart: UInt16
    }

    private struct Entry {
        var hash: UInt64 = 0
        var known = Known(mark: 0, domainStart: .max)
    }

    private static let size = 8_192
    private var entries = [Entry](repeating: Entry(), count: NameCache.size)
    private var room = [UInt8](repeating: 0, count: DNSNameText.roomNeeded)
    private var clients: Set<UInt64> = []
    private var recentClients = [UInt64](repeating: 0, count: 256)

    /// Whether a client was not told of yet. A client with several addresses is told once for each.
    mutating func isNewClient(_ key: UInt64, source: IPAddress) -> Bool {
        let told = key ^ source.low &* 0x9E37_79B9_7F4A_7C15 ^ source.high
        let slot = Int(truncatingIfNeeded: told >> 24 & 255)
        if recentClients[slot] == told { return false }
        recentClients[slot] = told
        // A flood of invented clients must not fill the memory; forgetting only means telling again.
        if clients.count > 1_000_000 { clients = [] }
        return clients.insert(told).inserted
    }

    /// Normalises a logged name and hands it on with what is known of it. Names that are none are handed on empty.
    mutating func withName(
        _ logged: JSONSlice, _ intelligence: IntelligenceBundle, _ body: (UnsafeBufferPointer<UInt8>, Known) -> Void
    ) {
        var known = Known(mark: 0, domainStart: .max)
        room.withUnsafeMutableBufferPointer { room in
            let count = DNSNameText.normalise(logged, into: room) ?? 0
            let name = UnsafeBufferPointer(rebasing: room[..<count])
            if count > 0 {
                let hash = StableHash.of(name) | 1
                let slot = Int(truncatingIfNeeded: hash >> 20) & (NameCache.size - 1)
                if entries[slot].hash == hash {
                    known = entries[slot].known
                } else {
                    known.mark = intelligence.names.lookup(name)
                    known.domainStart = intelligence.suffixes.registeredDomainStart(of: name).map(UInt16.init) ?? .max
                    entries[slot] = Entry(hash: hash, known: known)
                }
            }
            body(name, known)
        }
    }
}

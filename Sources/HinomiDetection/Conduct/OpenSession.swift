// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// A session that goes on. What every call asks for lies here, the rest elsewhere.
struct OpenSession: Codable, Sendable {
    /// What a call is to a session.
    enum Meeting {
        /// The session has ended before it.
        case over
        /// It does what was done before.
        case repeated
        case new
    }

    static let maxCombinations = 512
    /// Fewer objects than that are read by anybody who looks around.
    static let fewObjects = 64

    private(set) var first: Timestamp
    private(set) var last: Timestamp
    // The hours of the week in which it did something, as bits.
    private var hours: UInt64 = 0
    // Objects of buckets that were read.
    private var objectsRead = 0
    // Hashes of what was done already: nearly all calls repeat what others of the session did.
    private var combinations = ShortHashSet()
    var details: Apart<ConductSession>

    init(_ details: ConductSession, at time: Timestamp) {
        first = time
        last = time
        self.details = Apart(details)
    }

    /// How many objects were read, as the power of two that is below it; 0 for few.
    var volume: UInt32 {
        objectsRead < OpenSession.fewObjects ? 0 : UInt32(Int.bitWidth - objectsRead.leadingZeroBitCount - 1)
    }

    /// What of the memory that meeting a call will read lies elsewhere.
    func memory(of combination: UInt32) -> UnsafeRawPointer? { combinations.home(of: combination) }

    /// Meets a call of the hour of the week that it is in.
    mutating func meet(_ record: ConductRecord, _ combination: UInt32, in hour: UInt32) -> Meeting {
        let seconds = record.time.seconds
        if seconds - last.seconds > AnomalousBehavior.pause || seconds - first.seconds > AnomalousBehavior.longest {
            return .over
        }
        last = max(last, record.time)
        let known = volume
        if record.readsObject { objectsRead += 1 }
        let bit: UInt64 = 1 << UInt64(hour)
        if known == volume, hours & bit != 0, combinations.contains(combination) { return .repeated }
        hours |= bit
        if combinations.count < OpenSession.maxCombinations { combinations.insert(combination) }
        return .new
    }
}

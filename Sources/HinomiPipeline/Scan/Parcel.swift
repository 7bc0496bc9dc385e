// SPDX-License-Identifier: Apache-2.0

import HinomiDetection
import HinomiRecords

/// Records on their way from the thread that read them to the thread that folds them.
struct Parcel: Sendable {
    var flows: [FlowRecord] = []
    var announcements: [InterfaceAnnouncement] = []
    var queries: [PackedQuery] = []
    var clients: [(key: UInt64, facts: ClientFacts)] = []
    var calls: [PackedCall] = []
    /// Bytes of the queries' names and the calls' records and texts.
    var bytes: [UInt8] = []

    struct PackedQuery: Sendable {
        var record: QueryRecord
        var start: Int
        var count: Int
    }

    struct PackedCall: Sendable {
        var call: CallIntake
        var start: Int
        var count: Int
        var textCount: Int
    }

    var isEmpty: Bool {
        flows.isEmpty && announcements.isEmpty && queries.isEmpty && clients.isEmpty && calls.isEmpty
    }

    mutating func add(_ record: QueryRecord, name: UnsafeBufferPointer<UInt8>) {
        queries.append(PackedQuery(record: record, start: bytes.count, count: name.count))
        bytes.append(contentsOf: name)
    }

    mutating func add(_ call: CallIntake, raw: UnsafeBufferPointer<UInt8>, texts: UnsafeBufferPointer<UInt8>) {
        calls.append(PackedCall(call: call, start: bytes.count, count: raw.count, textCount: texts.count))
        bytes.append(contentsOf: raw)
        bytes.append(contentsOf: texts)
    }
}

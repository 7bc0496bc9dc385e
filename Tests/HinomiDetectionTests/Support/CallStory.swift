// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// Calls of one account in their order, and what was found in them.
struct CallStory {
    private var events: [LogEvent] = []
    private var at = Stream.epoch

    /// A call, so many seconds after the one before.
    mutating func call(
        _ name: String, _ service: String, _ parameters: String, error: String? = nil, after seconds: Int64 = 60
    ) {
        at += seconds
        var event = Stream.hosts[0].event(
            Host.Call(name: name, service: service, parameters: parameters, error: error), id: UInt64(events.count),
            at: at)
        event.place = events.count
        events.append(event)
    }

    /// How often each type was raised.
    func counts() throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for finding in try Delivery().run(events).findings { counts[finding.type.name, default: 0] += finding.count }
        return counts
    }

    func count(_ type: FindingType) throws -> Int { try counts()[type.name] ?? 0 }
}

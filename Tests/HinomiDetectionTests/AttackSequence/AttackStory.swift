// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

@testable import HinomiDetection

/// Calls of one account, some of them an attacker's, and the sequences that were found in them.
struct AttackStory {
    /// Addresses of no list, in neighbourhoods of their own.
    static let desk = "192.0.2.10"
    static let elsewhere = "203.0.113.40"

    private(set) var events: [LogEvent] = []
    private var at = Stream.epoch

    /// Lets time pass.
    mutating func wait(hours: Int64) { at += hours * 3_600 }

    /// A call, a minute after the one before.
    mutating func call(
        _ call: String, from address: String = Lists.torExit, by user: String = "ann", session: String? = nil,
        answer: String = "null", parameters: String = "null", error: String? = nil, category: String = "Management",
        after seconds: Int64 = 60
    ) {
        at += seconds
        let parts = call.split(separator: ":").map(String.init)
        var event = Stream.hosts[0].event(
            Host.Call(
                name: parts[1], service: parts[0], address: address, parameters: parameters, user: user, error: error,
                category: category, session: session, answer: answer), id: UInt64(events.count), at: at)
        event.place = events.count
        events.append(event)
    }

    mutating func calls(_ names: String, from address: String = Lists.torExit, by user: String = "ann") {
        for name in names.split(separator: " ") { call(String(name), from: address, by: user) }
    }

    /// Objects of a bucket are called.
    mutating func objects(_ name: String, from address: String = Lists.torExit, error: String? = nil) {
        call(
            "s3:" + name, from: address, parameters: "{\"bucketName\":\"payroll\",\"key\":\"k\"}", error: error,
            category: "Data")
    }

    func outcome() throws -> Delivery.Outcome { try Delivery().run(events) }

    /// The findings of several steps.
    func found() throws -> [Finding] { try outcome().findings.filter { $0.sequence != nil } }

    /// The calls of the only sequence, in their order, each once though it be several findings; empty where there is none.
    func told() throws -> [String] {
        let found = try found()
        guard found.count == 1, let steps = found[0].sequence?.steps else { return [] }
        return steps.map(\.call).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

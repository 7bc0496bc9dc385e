// SPDX-License-Identifier: Apache-2.0

/// What happens, before it is written: records wait here until their day is over.
struct Journal {
    /// A record of CloudTrail.
    struct Entry {
        var time: Int64
        var account: Int
        var region: String
        var text: String
    }

    /// A line of a flow log, with the end of its window.
    struct FlowLine {
        var time: Int64
        var account: Int
        var text: String
    }

    var entries: [Entry] = []
    var flows: [FlowLine] = []
    var queries: [FlowLine] = []
    /// The attack that is going on, if any: what is recorded now belongs to it.
    var attack: Int?
    /// Ids of the records of each attack.
    var labels: [Int: [String]] = [:]
    /// Records per account, of calls, flows and queries.
    var counts = (calls: 0, flows: 0, queries: 0)
    let accounts: [Account]
    private var ids: Randomness

    init(accounts: [Account], seed: UInt64) {
        self.accounts = accounts
        ids = Randomness(seed: seed, "ids")
    }

    /// Records a call in an account. Returns the record's id.
    @discardableResult
    mutating func record(_ call: Call, by caller: Caller, in account: Int) -> String {
        let id = ids.uuid()
        let text = RecordText.record(call, by: caller, account: accounts[account].id, id: id, &ids)
        entries.append(Entry(time: call.time, account: account, region: call.region, text: text))
        if let attack { labels[attack, default: []].append(id) }
        counts.calls += 1
        return id
    }

    mutating func flow(_ text: String, at time: Int64, in account: Int) {
        flows.append(FlowLine(time: time, account: account, text: text))
        counts.flows += 1
    }

    mutating func query(_ text: String, at time: Int64, in account: Int) {
        queries.append(FlowLine(time: time, account: account, text: text))
        counts.queries += 1
    }

    /// A fresh id, for what two records share.
    mutating func sharedID() -> String { ids.uuid() }

    /// Takes out what happened before a second, in order of time.
    mutating func take(before end: Int64) -> (entries: [Entry], flows: [FlowLine], queries: [FlowLine]) {
        let taken = (
            Journal.split(&entries, before: end, \.time), Journal.split(&flows, before: end, \.time),
            Journal.split(&queries, before: end, \.time)
        )
        return taken
    }

    private static func split<Record>(
        _ records: inout [Record], before end: Int64, _ time: KeyPath<Record, Int64>
    ) -> [Record] {
        // What comes first in an array stays first among those of one second.
        let order = records.indices.sorted {
            (records[$0][keyPath: time], $0) < (records[$1][keyPath: time], $1)
        }
        let sorted = order.map { records[$0] }
        let count = sorted.firstIndex { $0[keyPath: time] >= end } ?? sorted.count
        records = Array(sorted[count...])
        return Array(sorted[..<count])
    }
}

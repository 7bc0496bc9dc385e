// SPDX-License-Identifier: Apache-2.0

import HinomiDetection
import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// One record of a log as text, with its time.
struct LogEvent {
    enum Kind {
        /// A line of a flow log in one of `Host.formats`.
        case flow(format: Int)
        case query
        case call
    }

    var kind: Kind
    var seconds: Int64
    var text: String
    /// Where it stands in the stream: its origin, whatever order it is delivered in.
    var place = 0
}

/// Reads `bytes` with the spare bytes that parsers want behind them.
func withSpareBytes<R>(_ bytes: [UInt8], _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    try (bytes + [UInt8](repeating: 0, count: 64)).withUnsafeBufferPointer {
        try body(UnsafeBufferPointer(rebasing: $0[..<bytes.count]))
    }
}

func withSpareBytes<R>(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    try withSpareBytes(Array(text.utf8), body)
}

/// The last step before detection, as the pipeline does it: parsers for one set of files, and marks from the lists.
struct LogReader {
    private var flows = Host.formats.map { header in
        var parser = FlowLogParser(region: "eu-central-1")
        var batch = FlowBatch()
        withSpareBytes(header + "\n") { _ = parser.parse($0, at: 0, isFinal: false, into: &batch) }
        return parser
    }
    private let intelligence: IntelligenceBundle
    private let keepsSignals: Bool

    init(_ intelligence: IntelligenceBundle, keepsSignals: Bool = false) {
        self.intelligence = intelligence
        self.keepsSignals = keepsSignals
    }

    /// What an event gives an engine, and the partition it belongs to.
    enum Delivery {
        case announcement(InterfaceAnnouncement)
        case flow(FlowRecord)
        case client(ClientFacts, key: UInt64)
        case query(QueryRecord, name: [UInt8])
        case call(CallIntake, raw: [UInt8], texts: [UInt8])

        var bucket: Int {
            switch self {
            case .announcement(let told): Partition.bucket(of: told.facts.key)
            case .flow(let record): Partition.bucket(of: record.interface)
            case .client(_, let key): Partition.bucket(of: key)
            case .query(let record, _): Partition.bucket(of: record.client)
            case .call(let call, _, _): Partition.bucket(of: call.account)
            }
        }
    }

    mutating func read(_ event: LogEvent, input: UInt32) -> [Delivery] {
        switch event.kind {
        case .flow(let format): readFlow(event, format, input)
        case .query: readQuery(event, input)
        case .call: readCall(event, input)
        }
    }

    private mutating func readFlow(_ event: LogEvent, _ format: Int, _ input: UInt32) -> [Delivery] {
        var batch = FlowBatch()
        withSpareBytes(event.text) { _ = flows[format].parse($0, at: UInt64(event.place), isFinal: true, into: &batch) }
        precondition(batch.refused.isEmpty, "the stream has a bad line: \(event.text)")
        return batch.interfaces.map(Delivery.announcement)
            + batch.records.map { record in
                var record = record
                record.input = input
                return .flow(record)
            }
    }

    private func readQuery(_ event: LogEvent, _ input: UInt32) -> [Delivery] {
        var read: [Delivery] = []
        withSpareBytes(event.text) { bytes in
            var parser = ResolverQueryParser()
            _ = parser.parse(bytes, at: UInt64(event.place), isFinal: true) { view in
                let key = ClientFacts.key(
                    account: view.account, region: view.region.bytes, vpc: view.vpcID.bytes,
                    instance: view.instanceID.bytes, address: view.source)
                let facts = ClientFacts(
                    account: view.account, region: view.region.string ?? "", vpcID: view.vpcID.string ?? "",
                    instanceID: view.instanceID.string ?? "", address: view.source)
                var record = QueryRecord(view, client: key, input: input)
                var room = [UInt8](repeating: 0, count: DNSNameText.roomNeeded)
                let name = room.withUnsafeMutableBufferPointer { room in
                    Array(room[..<(DNSNameText.normalise(view.name, into: room) ?? 0)])
                }
                name.withUnsafeBufferPointer { name in
                    record.mark = intelligence.names.lookup(name)
                    record.describe(name, domainStart: intelligence.suffixes.registeredDomainStart(of: name))
                }
                read += [.client(facts, key: key), .query(record, name: name)]
            } refused: {
                preconditionFailure("the stream has a bad query: \($0)")
            }
        }
        return read
    }

    private func readCall(_ event: LogEvent, _ input: UInt32) -> [Delivery] {
        var read: [Delivery] = []
        withSpareBytes(event.text) { bytes in
            var parser = CloudTrailParser()
            var calls = CallIntakeReader(keepsSignals: keepsSignals)
            _ = parser.parse(bytes, at: UInt64(event.place), isFinal: true) { view in
                calls.read(view, input: input, intelligence: intelligence) { call, texts in
                    let raw = call.needsRecord ? Array(view.record.bytes) : []
                    read.append(.call(call, raw: raw, texts: Array(texts)))
                }
            } refused: {
                preconditionFailure("the stream has a bad call: \($0)")
            }
        }
        return read
    }
}

extension Engine {
    mutating func take(_ delivery: LogReader.Delivery) {
        switch delivery {
        case .announcement(let told): append(told)
        case .flow(let record): append(record)
        case .client(let facts, let key): learn(facts, key: key)
        case .query(let record, let name): name.withUnsafeBufferPointer { append(record, name: $0) }
        case .call(let call, let raw, let texts):
            raw.withUnsafeBufferPointer { raw in
                texts.withUnsafeBufferPointer { append(call, raw: raw, texts: $0) }
            }
        }
    }
}

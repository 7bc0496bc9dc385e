// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import HinomiSources

/// Pushed records sorted by what they are, in the form that log files have.
///
/// A record is a line or event, or several; it may be compressed, and it may be wrapped up by CloudWatch Logs, whose
/// subscriptions send `logEvents`, or by VPC Flow Logs, which send `{"message": "…"}`.
struct PushedLogs {
    /// Records of one kind make one file.
    enum Kind: Hashable, Comparable {
        case flows
        case exportedFlows
        case queries
        case calls
        /// What has a header line of its own, one file each.
        case headed(Int)
    }

    private(set) var contents: [Kind: [UInt8]] = [:]
    /// How many records are no logs, and what the first of them is.
    private(set) var refused = 0
    private(set) var firstRefusal: String?
    private let flowHeader: [UInt8]?

    // Logs repeat themselves, so that they expand much; not without bounds.
    private static let maximumRecord = 64 << 20
    private static let maximumContent = 256 << 20
    private var size = 0

    /// Logs of records; lines of flow logs are in `flowFormat`, which is as flow logs are made with it, or the default.
    init(_ records: [[UInt8]], flowFormat: String? = nil) throws(PushError) {
        flowHeader = try flowFormat.map { text throws(PushError) in try PushedLogs.header(text) }
        for record in records {
            guard GzipBytes.isGzip(record) else {
                try add(record)
                continue
            }
            let content: [UInt8]
            do throws(GzipError) {
                content = try GzipBytes.inflate(record, limit: PushedLogs.maximumRecord)
            } catch {
                refuse("gzip data that cannot be inflated: \(error)")
                continue
            }
            try add(content)
        }
    }

    // `${version} ${account-id}`, or the names alone.
    private static func header(_ format: String) throws(PushError) -> [UInt8] {
        let names = format.split(separator: " ").map { name in
            name.hasPrefix("${") && name.hasSuffix("}") ? name.dropFirst(2).dropLast() : name
        }
        let line = Array((names.joined(separator: " ") + "\n").utf8)
        guard case .vpcFlow(hasHeader: true) = line.withUnsafeBufferPointer(ContentKind.recognise) else {
            throw .malformed("flowLogFormat must be the format of a flow log, as '${version} ${account-id} …'")
        }
        return line
    }

    private mutating func add(_ record: [UInt8]) throws(PushError) {
        if record.first(where: { $0 > 0x20 }) == UInt8(ascii: "{"), let messages = PushedLogs.messages(in: record) {
            for message in messages { try append(Array(message.utf8)) }
        } else {
            try append(record)
        }
    }

    // The texts that an envelope carries; nil where it is none.
    private static func messages(in record: [UInt8]) -> [String]? {
        guard
            let value = try? record.withUnsafeBufferPointer({ bytes throws(JSONError) in
                try JSONValue.parse(bytes, maximumBytes: maximumRecord)
            })
        else { return nil }
        if let events = value["logEvents"]?.elements, let type = value["messageType"]?.text {
            return type == "DATA_MESSAGE" ? events.compactMap { $0["message"]?.text } : []
        }
        guard let members = value.members, members.count <= 2, let message = value["message"]?.text else { return nil }
        return [message]
    }

    private mutating func append(_ bytes: [UInt8]) throws(PushError) {
        let kind: Kind
        switch bytes.withUnsafeBufferPointer(ContentKind.recognise) {
        case .vpcFlow(hasHeader: false): kind = .flows
        case .vpcFlow(hasHeader: true): kind = .headed(contents.count)
        case .cloudWatchFlow: kind = .exportedFlows
        case .resolverQuery: kind = .queries
        case .cloudTrail: kind = .calls
        case .empty: return
        // With a format of its own a line need not look like one.
        case .other where flowHeader != nil && bytes.first(where: { $0 > 0x20 }) != UInt8(ascii: "{"): kind = .flows
        case .other(let what): return refuse(what)
        }
        size += bytes.count
        guard size <= PushedLogs.maximumContent else {
            throw .malformed("it expands to more than \(PushedLogs.maximumContent) bytes")
        }
        let beginning = kind == .flows ? flowHeader ?? [] : []
        contents[kind, default: beginning] += bytes
        if bytes.last != UInt8(ascii: "\n") { contents[kind]?.append(UInt8(ascii: "\n")) }
    }

    private mutating func refuse(_ what: String) {
        refused += 1
        if firstRefusal == nil { firstRefusal = what }
    }
}

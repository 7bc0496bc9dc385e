// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiRecords
import HinomiSources

/// What Amazon Data Firehose sends to an HTTP endpoint: some records, under an id that comes again when they do.
struct FirehoseDelivery {
    /// The longest body, in bytes; Firehose sends 64 MiB at most.
    static let maximumBody = 64 << 20

    var requestID: String
    var records: [[UInt8]]

    /// Reads a body, inflated if need be.
    init(body: [UInt8], isGzip: Bool) throws(PushError) {
        var body = body
        if isGzip {
            do throws(GzipError) {
                body = try GzipBytes.inflate(body, limit: FirehoseDelivery.maximumBody)
            } catch {
                throw .malformed("the body cannot be inflated: \(error)")
            }
        }
        let value: JSONValue
        do throws(JSONError) {
            value = try body.withUnsafeBufferPointer { bytes throws(JSONError) in
                try JSONValue.parse(bytes, maximumBytes: FirehoseDelivery.maximumBody)
            }
        } catch {
            throw .malformed("the body is not valid JSON: \(error)")
        }
        guard let id = value["requestId"]?.text, 1...128 ~= id.utf8.count else {
            throw .malformed("requestId must be a text of 1 to 128 bytes")
        }
        guard let elements = value["records"]?.elements else { throw .malformed("records must be a list") }
        requestID = id
        records = []
        records.reserveCapacity(elements.count)
        for (i, element) in elements.enumerated() {
            guard let text = element["data"]?.text, let data = Data(base64Encoded: text) else {
                throw .malformed("records[\(i)].data must be Base64")
            }
            records.append(Array(data))
        }
    }
}

/// Why what was pushed is not taken. Senders try again whatever the reason, and give up after a time that they were told.
enum PushError: Error, Hashable, CustomStringConvertible {
    /// It is not in the form of Firehose.
    case malformed(String)
    /// There is no log in it; the text says what is.
    case noLogs(String)
    /// So much waits to be read that there is no room.
    case full
    /// It could not be written; the text says why, and is for the server's log only.
    case unwritten(String)

    var description: String {
        switch self {
        case .malformed(let what): "The delivery is not valid: \(what)."
        case .noLogs(let what): "There are no logs in the delivery: \(what)."
        case .full: "Too much waits to be read. Try again later."
        case .unwritten: "The delivery could not be kept. Try again later."
        }
    }
}

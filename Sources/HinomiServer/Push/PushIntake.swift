// SPDX-License-Identifier: Apache-2.0

import Crypto
import HinomiRecords
import HinomiSigning
package import HinomiSources
import HinomiStore

/// Takes in logs that are pushed: they are on disk when their sender is told so.
///
/// A delivery that comes again, because its sender did not hear that it had come, counts once.
package struct PushIntake: Sendable {
    /// Where the logs go on to.
    package let source: SpoolSource
    private let room: UInt64

    /// An intake into the spool in a folder. Deliveries are refused while more than `room` bytes wait to be read; of what was read,
    /// `keeping` bytes stay for the raw records of findings.
    package init(folder: String, room: UInt64, keeping: UInt64) throws {
        self.room = room
        source = SpoolSource(
            "push", spool: try Spool(folder: folder, keeping: keeping), takingUpAs: PushIntake.label)
    }

    /// Keeps what there is of logs in a delivery. Returns what was passed over, in words.
    ///
    /// Waits for the disk.
    func take(
        _ delivery: FirehoseDelivery, flowFormat: String? = nil, stream: DeliveryStream? = nil
    ) throws(PushError) -> String? {
        let logs = try PushedLogs(delivery.records, flowFormat: flowFormat)
        if logs.contents.isEmpty, let what = logs.firstRefusal { throw .noLogs("this is \(what)") }
        let id = Hex.text(SHA256.hash(data: Array(delivery.requestID.utf8)).prefix(16))
        for (i, kind) in logs.contents.keys.sorted().enumerated() {
            guard let content = logs.contents[kind] else { continue }
            let name = "\(id).\(i)" + (stream.map { ".\($0.region).\($0.account)" } ?? "")
            guard source.status(of: name) == .unknown else { continue }
            guard source.spool.waitingBytes + UInt64(content.count) <= room else { throw .full }
            do throws(OutputError) {
                let output = try source.spool.output(for: name)
                try output.write(content)
                try source.spool.keep(output, as: name)
            } catch {
                throw .unwritten("\(error)")
            }
            source.add(name, PushIntake.label(name))
        }
        return logs.firstRefusal.map { "\(logs.refused) records are no logs; the first is \($0)" }
    }

    // The name says all that is known of a file, so that it is known after a restart as well.
    private static let label: @Sendable (String) -> SpoolSource.Label = { name in
        let parts = name.split(separator: ".")
        let key = parts.count == 4 ? "AWSLogs/\(parts[3])/vpcflowlogs/\(parts[2])/" + name : ""
        return SpoolSource.Label(name: "push/\(name)", key: key)
    }
}

/// The stream that a delivery comes from: records that do not say their region are of its.
struct DeliveryStream: Hashable {
    var region: String
    var account: AccountID

    /// Reads `arn:aws:firehose:REGION:ACCOUNT:deliverystream/NAME`; nil where it is none.
    init?(arn: String) {
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[2] == "firehose",
            let account = AccountID(digits: String(parts[4])),
            1...32 ~= parts[3].utf8.count,
            parts[3].utf8.allSatisfy({ 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "-") })
        else { return nil }
        self.region = String(parts[3])
        self.account = account
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiDetection

/// What a session keeps besides engines, inputs and evidence.
struct SessionState: Codable {
    static let block = "session"
    static let engines = "engine/"
    static let instances = "instances"
    static let sources = "source/"
    static let version: UInt8 = 1

    var nextInput: UInt32
    var latestFlow: Int64
    var latestQuery: Int64
    var latestCall: Int64

    var latest: ScanSchedule.Frontier {
        ScanSchedule.Frontier(flow: latestFlow, query: latestQuery, call: latestCall)
    }

    init(nextInput: UInt32, latest: ScanSchedule.Frontier) {
        self.nextInput = nextInput
        (latestFlow, latestQuery, latestCall) = (latest.flow, latest.query, latest.call)
    }

    func bytes() throws -> [UInt8] {
        var writer = StateWriter()
        try writer.encode(SessionState.version)
        try writer.encode(self)
        return writer.sealed
    }

    /// Goes on from bytes, whose version comes first.
    init(_ bytes: [UInt8]) throws {
        guard let version = bytes.first else { throw SnapshotError.cutOff }
        guard version == SessionState.version else { throw SnapshotError.unknownVersion(version) }
        var reader = try StateReader(sealed: bytes)
        _ = try reader.decode(UInt8.self)
        self = try reader.decode(SessionState.self)
        guard reader.isAtEnd else { throw SnapshotError.damaged }
    }
}

// SPDX-License-Identifier: Apache-2.0

/// How far one file was read, and by what it is known again.
struct FilePosition: Equatable {
    /// What became of it when it was read last.
    enum State: UInt8 {
        /// There may be more: it was stopped in.
        case reading = 1
        /// It was read to the end that it had.
        case read = 2
        /// It ended before its format says so.
        case torn = 3
        /// It holds nothing that could be read.
        case refused = 4
    }

    var device: UInt64
    var inode: UInt64
    /// Its size, and when it was changed (nanoseconds since the epoch), as far as it was looked at.
    var size: UInt64 = 0
    var modified: Int64 = 0
    /// Bytes of the file that were handed out and read as whole lines; all or none of a file that is read as a whole.
    var consumed: UInt64 = 0
    /// Line ends in those.
    var lines: UInt64 = 0
    /// A hash of the first bytes: a file cut short and written anew is another one.
    var head: UInt64 = 0
    /// Records that begin before this in the content were taken in.
    var delivered: UInt64 = 0
    /// A hash of the content up to there, of a torn file; 0 where that is not known.
    var prefix: UInt64 = 0
    var state = State.reading

    init(device: UInt64, inode: UInt64) {
        self.device = device
        self.inode = inode
    }
}

/// Positions by file, as bytes.
enum FilePositions {
    private static let version: UInt8 = 1

    /// The bytes of all positions, in the order of their names.
    static func encode(_ positions: [[UInt8]: FilePosition]) -> [UInt8] {
        var writer = PositionWriter(version: version)
        writer.put(UInt64(positions.count))
        for (name, position) in positions.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            writer.put(name)
            writer.put(position.device)
            writer.put(position.inode)
            writer.put(position.size)
            writer.put(UInt64(bitPattern: position.modified))
            writer.put(position.consumed)
            writer.put(position.lines)
            writer.put(position.head)
            writer.put(position.delivered)
            writer.put(position.prefix)
            writer.put(position.state.rawValue)
        }
        return writer.bytes
    }

    /// The positions in bytes; throws for what `encode` never wrote.
    static func decode(_ bytes: [UInt8]) throws(PositionError) -> [[UInt8]: FilePosition] {
        var reader = try PositionReader(bytes, version: version)
        var positions: [[UInt8]: FilePosition] = [:]
        let count: UInt64 = try reader.take()
        for _ in 0..<count {
            let name: [UInt8] = try reader.take()
            var position = FilePosition(device: try reader.take(), inode: try reader.take())
            position.size = try reader.take()
            position.modified = Int64(bitPattern: try reader.take())
            position.consumed = try reader.take()
            position.lines = try reader.take()
            position.head = try reader.take()
            position.delivered = try reader.take()
            position.prefix = try reader.take()
            guard let state = FilePosition.State(rawValue: try reader.take()) else { throw .damaged }
            position.state = state
            positions[name] = position
        }
        try reader.end()
        return positions
    }
}

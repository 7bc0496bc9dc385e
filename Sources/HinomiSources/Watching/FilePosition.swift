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
        var bytes: [UInt8] = [version]
        func put(_ value: UInt64) { withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) } }
        put(UInt64(positions.count))
        for (name, position) in positions.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            put(UInt64(name.count))
            bytes += name
            put(position.device)
            put(position.inode)
            put(position.size)
            put(UInt64(bitPattern: position.modified))
            put(position.consumed)
            put(position.lines)
            put(position.head)
            put(position.delivered)
            put(position.prefix)
            bytes.append(position.state.rawValue)
        }
        return bytes
    }

    /// The positions in bytes; throws for what `encode` never wrote.
    static func decode(_ bytes: [UInt8]) throws(PositionError) -> [[UInt8]: FilePosition] {
        guard let first = bytes.first else { throw .damaged }
        guard first == version else { throw .unknownVersion(first) }
        var at = 1
        func take() throws(PositionError) -> UInt64 {
            guard bytes.count - at >= 8 else { throw .damaged }
            defer { at += 8 }
            return bytes[at..<(at + 8)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        var positions: [[UInt8]: FilePosition] = [:]
        let count = try take()
        for _ in 0..<count {
            let length = try take()
            guard length <= UInt64(bytes.count - at) else { throw .damaged }
            let name = Array(bytes[at..<(at + Int(length))])
            at += Int(length)
            var position = FilePosition(device: try take(), inode: try take())
            position.size = try take()
            position.modified = Int64(bitPattern: try take())
            position.consumed = try take()
            position.lines = try take()
            position.head = try take()
            position.delivered = try take()
            position.prefix = try take()
            guard at < bytes.count, let state = FilePosition.State(rawValue: bytes[at]) else { throw .damaged }
            at += 1
            position.state = state
            positions[name] = position
        }
        guard at == bytes.count else { throw .damaged }
        return positions
    }
}

/// Why positions cannot be gone on from.
public enum PositionError: Error, Equatable, CustomStringConvertible {
    /// They were cut off or changed.
    case damaged
    /// They were written by a version that this one does not know.
    case unknownVersion(UInt8)

    /// What is wrong.
    public var description: String {
        switch self {
        case .damaged: "the positions of files are damaged"
        case .unknownVersion(let version): "the positions of files have the version \(version), which is not known here"
        }
    }
}

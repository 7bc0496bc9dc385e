// SPDX-License-Identifier: Apache-2.0

import HinomiSources

/// Files that are read whole: lists, manifests, inventories, geo tables.
enum WholeFile {
    /// Bytes of content read at most.
    static let limit = 1 << 30

    /// The decompressed content of a file.
    static func read(_ path: String, pool: ReaderPool) throws(KnowledgeError) -> [UInt8] {
        do throws(SourceError) {
            let reader = try InputReader(path: path, pool: pool)
            defer { reader.close() }
            var content: [UInt8] = []
            let piece = ChunkBuffer(capacity: 256 << 10)
            while true {
                piece.reset()
                let room = piece.room()
                let count = try reader.read(into: room.start, capacity: room.count)
                if count == 0 { return content }
                guard content.count + count <= limit else {
                    throw SourceError(.expansion, path: path, reason: "is larger than 1 GiB")
                }
                piece.fill(count)
                content.append(contentsOf: piece.bytes)
            }
        } catch {
            throw KnowledgeError(path: path, what: error.withoutPath)
        }
    }
}

/// A list, table or inventory that cannot be used.
public struct KnowledgeError: Error, CustomStringConvertible, Sendable {
    public var path: String
    public var what: String

    /// A problem with a file.
    public init(path: String, what: String) {
        self.path = path
        self.what = what
    }

    public var description: String { "\(path): \(what)" }
}

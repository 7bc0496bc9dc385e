// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import HinomiSources

enum PackedEntry {
    /// Content read at most; what is packed denser than this is no log.
    private static let limit = 1 << 20

    static func complaint(about input: UnsafeBufferPointer<UInt8>) -> String? {
        guard let file = ScratchFile(input) else { return nil }
        return withExtendedLifetime(file) {
            let path = LocalPath(file.path)
            let contents = InflateLibrary.allCases.map { library in
                content(of: DiscoveredFile(path: path, size: UInt64(input.count)), pools[library])
            }
            if let first = contents.first, let last = contents.last, let first, let last, first != last {
                return "two libraries unpack something else"
            }
            for library in InflateLibrary.allCases {
                guard let pool = pools[library], let archive = try? ZipArchive(path, pool: pool) else { continue }
                for entry in archive.entries.prefix(20) {
                    _ = content(of: DiscoveredFile(path: path, size: UInt64(input.count), entry: entry), pool)
                }
            }
            return fetchComplaint(DiscoveredFile(path: path, size: UInt64(input.count)), contents.first ?? nil)
        }
    }

    private static let pools = Dictionary(
        uniqueKeysWithValues: InflateLibrary.allCases.map { ($0, ReaderPool(library: $0, windowSize: 4 << 10)) })

    /// The whole content; nil where it is damaged or long.
    private static func content(of file: DiscoveredFile, _ pool: ReaderPool?) -> [UInt8]? {
        guard let pool, let reader = try? InputReader(file: file, pool: pool) else { return nil }
        defer { reader.close() }
        var content: [UInt8] = []
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 4 << 10, alignment: 64)
        defer { piece.deallocate() }
        guard let start = piece.baseAddress else { return nil }
        while true {
            guard let count = try? reader.read(into: start, capacity: piece.count) else { return nil }
            if count == 0 { return content }
            content += piece[..<count]
            if content.count > limit { return nil }
        }
    }

    /// A record fetched again has to be what stands at its place.
    private static func fetchComplaint(_ file: DiscoveredFile, _ content: [UInt8]?) -> String? {
        let offsets: [UInt64] = [0, 1, 7, 100]
        for shape in [RawRecordFetcher.Shape.line, .jsonValue] {
            guard
                let records = try? RawRecordFetcher(pool: pools[.zlib] ?? ReaderPool()).fetch(
                    file: file, offsets: offsets, shape: shape)
            else { continue }
            guard let content, case .line = shape else { continue }
            for record in records where !content.dropFirst(Int(record.offset)).starts(with: record.raw) {
                return "the record at \(record.offset) is another"
            }
        }
        return nil
    }
}

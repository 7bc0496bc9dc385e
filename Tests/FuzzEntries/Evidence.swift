// SPDX-License-Identifier: Apache-2.0

import HinomiSources

/// A record that was read: where, and its id.
struct ReadRecord {
    var offset: UInt64
    var id: UInt64
}

/// What is shown of a record later has to be that record.
enum Evidence {
    private static let fetcher = RawRecordFetcher(pool: ReaderPool(windowSize: 4 << 10))

    /// `parse` gives the ids of the records in a text, and whether one was refused for want of a time.
    static func complaint(
        about input: UnsafeBufferPointer<UInt8>, _ records: [ReadRecord],
        _ parse: (UnsafeBufferPointer<UInt8>) -> (ids: Set<UInt64>, lacksTime: Bool)
    ) -> String? {
        // What looks packed would be unpacked.
        guard let first = input.first, (0x09...0x7F).contains(first), first != 0x50, let file = ScratchFile(input)
        else {
            return nil
        }
        return withExtendedLifetime(file) {
            let content = DiscoveredFile(path: LocalPath(file.path), size: UInt64(input.count))
            let offsets = records.map(\.offset)
            guard let fetched = try? fetcher.fetch(file: content, offsets: offsets, shape: .jsonValue) else {
                return "the file cannot be read again"
            }
            for record in records {
                guard let again = fetched.first(where: { $0.offset == record.offset }) else {
                    return "nothing is found again at byte \(record.offset)"
                }
                // In a list, since a document would be taken apart.
                let listed = Array("[".utf8) + again.raw + Array("]".utf8)
                let (ids, lacksTime) = listed.withUnsafeBufferPointer { parse($0) }
                if !ids.contains(record.id), !lacksTime {
                    return "another record at byte \(record.offset): \(String(decoding: again.raw, as: UTF8.self))"
                }
            }
            return nil
        }
    }
}

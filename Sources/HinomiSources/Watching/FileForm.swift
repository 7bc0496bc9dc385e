// SPDX-License-Identifier: Apache-2.0
import Glibc
import HinomiRecords

/// How a file grows, as its beginning shows.
enum FileForm: UInt8 {
    /// Line by line: every line that has ended can be read.
    case lines = 1
    /// It makes sense as a whole only: it is compressed, or one document.
    case whole = 2

    /// Bytes of the beginning that are looked at; a longer first line is no line.
    private static let sampleSize = 64 << 10
    /// Bytes that tell whether a file is still the one that was read.
    static let headSize = 1024

    /// The form of a file; nil while too little of it is there to tell.
    static func of(_ file: OpenFile) throws(Fault) -> FileForm? {
        let count = Int(clamping: file.size)
        // Most logs are compressed, which shows at once.
        let first = try bytes(of: file, from: 0, count: min(count, InputFormat.sampleSize))
        let format = first.withUnsafeBytes { bytes in
            bytes.baseAddress.map { InputFormat($0, count: bytes.count) } ?? .plain
        }
        guard format == .plain else { return .whole }
        let sample = try bytes(of: file, from: 0, count: min(count, sampleSize))
        guard let end = sample.firstIndex(of: UInt8(ascii: "\n")) else {
            return sample.count >= sampleSize ? .whole : nil
        }
        let line = sample[..<end]
        guard let first = line.first(where: { $0 > 0x20 }), first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        else { return .lines }
        // A whole document in one line is a line as well.
        let isComplete = (try? Array(line).withUnsafeBufferPointer { try JSONValue.parse($0) }) != nil
        return isComplete ? .lines : .whole
    }

    /// A hash of the first bytes of a file, at most `headSize` of the `count` that were read.
    static func head(of file: OpenFile, upTo count: UInt64) throws(Fault) -> UInt64 {
        let head = try bytes(of: file, from: 0, count: Int(clamping: min(count, UInt64(headSize))))
        return head.withUnsafeBufferPointer { StableHash.of($0) }
    }

    /// How many bytes from `start` on are whole lines, and how many lines those are.
    static func lines(of file: OpenFile, from start: UInt64) throws(Fault) -> (count: UInt64, lines: UInt64) {
        let step = 256 << 10
        var at = start
        var whole: (count: UInt64, lines: UInt64) = (0, 0)
        while at < file.size {
            let piece = try bytes(of: file, from: at, count: step)
            if piece.isEmpty { break }
            piece.withUnsafeBytes { bytes in
                guard var from = bytes.baseAddress else { return }
                let end = from + bytes.count
                while let found = memchr(from, 0x0A, end - from) {
                    whole.lines += 1
                    from = UnsafeRawPointer(found) + 1
                    whole.count = at - start + UInt64(bytes.count - (end - from))
                }
            }
            at += UInt64(piece.count)
        }
        return whole
    }

    private static func bytes(of file: OpenFile, from start: UInt64, count: Int) throws(Fault) -> [UInt8] {
        file.seek(to: start)
        var fault: Fault?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            guard let base = buffer.baseAddress else { return }
            do throws(Fault) { filled = try file.readFully(into: base, count: count) } catch { fault = error }
        }
        if let fault { throw fault }
        return bytes
    }
}

/// A hash of the first bytes of a file's content, by which a file that was torn is known again when it is whole.
enum ContentPrefix {
    /// Nil when there is not so much content.
    static func hash(of file: DiscoveredFile, count: UInt64, pool: ReaderPool) -> UInt64? {
        guard let reader = try? InputReader(file: file, pool: pool) else { return nil }
        let step = 64 << 10
        var hash = StableHash(seed: 1)
        var left = count
        return withUnsafeTemporaryAllocation(byteCount: step, alignment: 16) { buffer in
            guard let base = buffer.baseAddress else { return nil }
            while left > 0 {
                // Steps of one size, whatever sizes the reader hands out.
                let wanted = Int(clamping: min(left, UInt64(step)))
                var filled = 0
                while filled < wanted {
                    guard let part = try? reader.read(into: base + filled, capacity: wanted - filled), part > 0 else {
                        return nil
                    }
                    filled += part
                }
                hash.combine(UnsafeBufferPointer(start: base.assumingMemoryBound(to: UInt8.self), count: filled))
                left -= UInt64(filled)
            }
            return hash.value
        }
    }
}

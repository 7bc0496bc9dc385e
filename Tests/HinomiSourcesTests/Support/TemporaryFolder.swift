// SPDX-License-Identifier: Apache-2.0
import Foundation
import HinomiSources
import Testing

/// A folder that goes away with its last reference.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "hinomi-sources-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = path + "/" + name
        let folder = (file as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }

    func contents(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)))
    }
}

/// What reading a source to its end gave: the bytes, and the error behind them.
struct Outcome {
    var bytes: [UInt8] = []
    var error: SourceError?
}

/// Every way of inflating and of cutting data into steps that tests go through.
struct Way: CustomTestStringConvertible, Sendable {
    var library: InflateLibrary
    var window: Int
    var step: Int
    var testDescription: String { "\(library.rawValue), window \(window), step \(step)" }

    static let all = InflateLibrary.allCases.flatMap { library in
        [(256 << 10, 256 << 10), (1024, 777), (4096, 1)].map { Way(library: library, window: $0.0, step: $0.1) }
    }
    static let usual = InflateLibrary.allCases.map { Way(library: $0, window: 256 << 10, step: 64 << 10) }

    func read(_ path: String, entry: ZipEntry? = nil, limits: ReadLimits = ReadLimits()) -> Outcome {
        read(path, entry: entry, limits: limits, pool: ReaderPool(library: library, windowSize: window))
    }

    func read(_ path: String, entry: ZipEntry? = nil, limits: ReadLimits, pool: ReaderPool) -> Outcome {
        var outcome = Outcome()
        let buffer = UnsafeMutableRawPointer.allocate(byteCount: step, alignment: 64)
        defer { buffer.deallocate() }
        do throws(SourceError) {
            let reader = try InputReader(path: LocalPath(path), entry: entry, pool: pool, limits: limits)
            while true {
                let count = try reader.read(into: buffer, capacity: step)
                if count == 0 { break }
                outcome.bytes += UnsafeRawBufferPointer(start: buffer, count: count)
            }
            #expect(reader.decompressedOffset == UInt64(outcome.bytes.count))
        } catch {
            outcome.error = error
        }
        return outcome
    }
}

/// Random numbers that are the same in every run.
struct Sequence64: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Text that compresses about as logs do.
func logLines(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var random = Sequence64(state: seed)
    var text: [UInt8] = []
    for index in 0..<count {
        let port = UInt16.random(in: 1024...65535, using: &random)
        let host = UInt8.random(in: 1...254, using: &random)
        text += Array(
            "2 111122223333 eni-0a1b 192.0.2.\(host) 198.51.100.7 \(port) 443 6 \(index % 9) ACCEPT OK\n".utf8)
    }
    return text
}

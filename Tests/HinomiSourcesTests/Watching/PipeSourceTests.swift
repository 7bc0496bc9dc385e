// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiRecords
import Testing

@testable import HinomiSources

@Suite struct PipeSourceTests {
    private let folder: TemporaryFolder
    private let pipe = Pipe()

    init() throws { folder = try TemporaryFolder() }

    private func source(_ options: PipeSource.Options = PipeSource.Options()) throws -> PipeSource {
        PipeSource(
            "stdin", descriptor: pipe.fileHandleForReading.fileDescriptor,
            spool: try Spool(folder: folder.path + "/spool", keeping: 0), options: options)
    }

    private func write(_ text: String) throws { try pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8)) }

    /// Everything that is handed out until the source is over, and what was said.
    private func readAll(_ source: PipeSource) async throws -> (contents: [String], said: [String]) {
        var contents: [String] = []
        var said: [String] = []
        for _ in 0..<1_000 {
            let batch = source.next(at: Timestamp(seconds: 1_700_000_000))
            for input in batch.inputs {
                let data = try Data(contentsOf: URL(fileURLWithPath: input.file.path.display))
                contents.append(String(decoding: data, as: UTF8.self))
                source.note([InputProgress(id: input.id, delivered: UInt64(data.count), state: .read)])
                source.acknowledge([input.id])
            }
            said += batch.messages.map(\.what)
            if batch.isOver { return (contents, said) }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("the source does not end")
        return (contents, said)
    }

    @Test func linesComeWholeAndInOrder() async throws {
        var options = PipeSource.Options()
        options.patience = 0
        let source = try source(options)
        source.start {}
        defer { source.stop() }
        try write("one\ntw")
        try await Task.sleep(for: .milliseconds(200))
        try write("o\nthree")
        try pipe.fileHandleForWriting.close()
        let (contents, said) = try await readAll(source)
        #expect(contents.joined() == "one\ntwo\nthree")
        #expect(contents.first == "one\n")
        #expect(said.isEmpty)
    }

    @Test func aHeaderHoldsForEverythingBehindIt() async throws {
        var options = PipeSource.Options()
        (options.patience, options.portion) = (0, 1)
        let source = try source(options)
        source.start {}
        defer { source.stop() }
        let header = "version account-id interface-id srcaddr dstaddr start end action log-status\n"
        try write(header + "a\n")
        try await Task.sleep(for: .milliseconds(200))
        try write("b\n")
        try pipe.fileHandleForWriting.close()
        let (contents, _) = try await readAll(source)
        #expect(contents == [header + "a\n", header + "b\n"])
    }

    @Test func theWriterWaitsWhileThereIsNoRoom() async throws {
        var options = PipeSource.Options()
        (options.patience, options.room) = (0, 3)
        let source = try source(options)
        source.start {}
        defer { source.stop() }
        try write("one\n")
        try await Task.sleep(for: .milliseconds(300))
        try write("two\n")
        try pipe.fileHandleForWriting.close()
        try await Task.sleep(for: .milliseconds(300))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/spool").count == 1)
        let (contents, _) = try await readAll(source)
        #expect(contents == ["one\n", "two\n"])
    }

    @Test func whatCannotBeReadIsSaid() async throws {
        let source = try source()
        source.start {}
        defer { source.stop() }
        try pipe.fileHandleForWriting.write(contentsOf: Data([0x1F, 0x8B, 0x08, 0x00]))
        let (contents, said) = try await readAll(source)
        #expect(contents.isEmpty)
        #expect(said == ["it is compressed: put zcat or zstdcat in front"])
    }
}

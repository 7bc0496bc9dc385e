// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Foundation
import HinomiSources
import Synchronization
import Testing

struct SafeOutputTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    @Test
    func `a file appears whole with finish and not before`() throws {
        let path = try folder.write("out.json", Array("old".utf8))
        chmod(path, 0o640)
        let output = try SafeOutput(path: path)
        try output.write("new ")
        try output.write(logLines(5000))
        try output.flush()
        #expect(try folder.contents("out.json") == Array("old".utf8))
        try output.finish()
        #expect(try folder.contents("out.json") == Array("new ".utf8) + logLines(5000))
        #expect(output.bytesWritten == UInt64(4 + logLines(5000).count))
        #expect(try names() == ["out.json"])
        var facts = stat()
        stat(path, &facts)
        #expect(facts.st_mode & 0o777 == 0o640)
        #expect(throws: OutputError.self) { try output.write("more") }
        try output.finish()
    }

    @Test
    func `giving up leaves what was there and no rubbish`() throws {
        let path = try folder.write("out.json", Array("old".utf8))
        let output = try SafeOutput(path: path)
        try output.write(logLines(9000))
        output.abandon()
        #expect(try folder.contents("out.json") == Array("old".utf8))
        #expect(try names() == ["out.json"])
        do {
            let forgotten = try SafeOutput(path: folder.path + "/other.json")
            try forgotten.write("x")
            #expect(try names().count == 2)
        }
        #expect(try names() == ["out.json"])
    }

    @Test
    func `a link keeps its place and its target is replaced`() throws {
        try folder.write("real/out.json", [])
        let link = folder.path + "/link.json"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real/out.json")
        let output = try SafeOutput(path: link)
        try output.write("x")
        try output.finish()
        #expect(try folder.contents("real/out.json") == [120])
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real/out.json")
    }

    @Test
    func `a full disk is reported with path and cause`() throws {
        let output = try SafeOutput(path: "/dev/full")
        try output.write("x")
        let error = #expect(throws: OutputError.self) { try output.finish() }
        #expect(error?.kind == .full)
        #expect(error?.description == "/dev/full: could not be written: No space left on device")
        let large = try SafeOutput(path: "/dev/full")
        #expect(throws: OutputError.self) { try large.write(logLines(5000)) }
        #expect(throws: OutputError.self) { try large.write("again") }
        #expect(throws: OutputError.self) { try large.finish() }
    }

    @Test
    func `a failure while writing removes the temporary file`() throws {
        // A file system of a few kilobytes is not to be had without privileges; a limit on file size is.
        var old = rlimit()
        getrlimit(__rlimit_resource_t(1), &old)
        let path = folder.path + "/out.json"
        let output = try SafeOutput(path: path)
        signal(SIGXFSZ, SIG_IGN)
        var small = rlimit(rlim_cur: 20_000_000, rlim_max: old.rlim_max)
        setrlimit(__rlimit_resource_t(1), &small)
        defer { setrlimit(__rlimit_resource_t(1), &old) }
        let block = [UInt8](repeating: 65, count: 8 << 20)
        let error = #expect(throws: OutputError.self) { for _ in 0..<20 { try output.write(block) } }
        #expect(error?.kind == .full)
        #expect(try names().isEmpty)
    }

    @Test
    func `a reader that goes away is an error and kills nobody`() throws {
        var ends: [Int32] = [0, 0]
        pipe(&ends)
        close(ends[0])
        let output = SafeOutput(borrowing: ends[1], named: "the pipe")
        try output.write("x")
        let error = #expect(throws: OutputError.self) { try output.finish() }
        #expect(error?.kind == .closedPipe)
        #expect(error?.description == "the pipe: the reader of the output has closed it")
        close(ends[1])
    }

    @Test
    func `a pipe that takes its time gets everything`() throws {
        var ends: [Int32] = [0, 0]
        pipe(&ends)
        let (readEnd, writeEnd) = (ends[0], ends[1])
        _ = fcntl(writeEnd, F_SETFL, O_NONBLOCK)
        // Writing waits for who reads: that must not be a task, which might wait for the thread that writes.
        let reading = Mutex<[UInt8]>([])
        let isRead = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            let bytes = Array(FileHandle(fileDescriptor: readEnd, closeOnDealloc: true).readDataToEndOfFile())
            reading.withLock { $0 = bytes }
            isRead.signal()
        }
        let output = SafeOutput(borrowing: writeEnd, named: "the pipe")
        try output.write(logLines(8000))
        try output.finish()
        close(writeEnd)
        isRead.wait()
        #expect(reading.withLock { $0 } == logLines(8000))
    }

    @Test
    func `places that cannot be written are refused at once`() throws {
        #expect(throws: OutputError.self) { try SafeOutput(path: folder.path) }
        let missing = #expect(throws: OutputError.self) { try SafeOutput(path: folder.path + "/no/such/out") }
        #expect(missing?.kind == .badPath)
        #expect(throws: OutputError.self) { try SafeOutput(path: "") }
        #expect(throws: OutputError.self) { try SafeOutput(path: "/proc/out.json") }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import HinomiSources
import Testing

struct FileDiscoveryTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    private func relative(_ name: String) -> String { String(name.dropFirst(folder.path.count + 1)) }

    private func names(_ discovery: FileDiscovery.Discovery) -> [String] {
        discovery.files.map { relative($0.displayName) }
    }

    private func skipped(_ discovery: FileDiscovery.Discovery) -> [String: SkipReason] {
        Dictionary(discovery.skipped.map { (relative($0.path), $0.reason) }, uniquingKeysWith: { first, _ in first })
    }

    @Test
    func `files come in the order of their paths' bytes, with their sizes`() throws {
        for name in ["b/x", "a/z", "a-b/y", "B", "a/é", "a/A"] { try folder.write(name, logLines(2)) }
        let discovery = FileDiscovery.discover(paths: [folder.path + "//"])
        #expect(names(discovery) == ["B", "a-b/y", "a/A", "a/z", "a/é", "b/x"])
        #expect(discovery.files.allSatisfy { $0.size == UInt64(logLines(2).count) && $0.inode != 0 })
        #expect(discovery.skipped.isEmpty)
    }

    @Test
    func `a file reached twice is read once and named`() throws {
        let path = try folder.write("a/x.log", logLines(1))
        try FileManager.default.linkItem(atPath: path, toPath: folder.path + "/a/y.log")
        let discovery = FileDiscovery.discover(paths: [path, folder.path, path, folder.path + "/a"])
        #expect(names(discovery) == ["a/x.log"])
        #expect(skipped(discovery)["a/y.log"] == .sameAs(path))
        #expect(!discovery.skipped.contains { $0.reason.isProblem })
    }

    @Test
    func `links are followed, real names win, and loops end`() throws {
        let manager = FileManager.default
        try folder.write("z-real/x.log", logLines(1))
        try folder.write("elsewhere/far.log", logLines(2))
        let tree = folder.path + "/tree"
        try manager.createDirectory(atPath: tree + "/deep", withIntermediateDirectories: true)
        try manager.createSymbolicLink(atPath: tree + "/a-link", withDestinationPath: folder.path + "/z-real/x.log")
        try manager.createSymbolicLink(atPath: tree + "/deep/up", withDestinationPath: "..")
        try manager.createSymbolicLink(atPath: tree + "/folder", withDestinationPath: "../elsewhere")
        try manager.createSymbolicLink(atPath: folder.path + "/elsewhere/back", withDestinationPath: "../tree")
        try manager.createSymbolicLink(atPath: tree + "/self", withDestinationPath: "self")
        try manager.createSymbolicLink(atPath: tree + "/gone", withDestinationPath: "nowhere")

        let inTree = FileDiscovery.discover(paths: [tree])
        #expect(names(inTree) == ["tree/a-link", "tree/folder/far.log"])
        let reasons = skipped(inTree)
        #expect(reasons["tree/self"] == .brokenLink)
        #expect(reasons["tree/gone"] == .brokenLink)
        #expect(reasons["tree/deep/up"] == .sameAs(tree))
        #expect(reasons["tree/folder/back"] == .sameAs(tree))

        let all = FileDiscovery.discover(paths: [folder.path])
        #expect(names(all) == ["elsewhere/far.log", "z-real/x.log"])
        #expect(skipped(all)["tree/a-link"] == .sameAs(folder.path + "/z-real/x.log"))
    }

    @Test
    func `hidden files, pipes, sockets and devices are named`() throws {
        for name in [".DS_Store", ".git/config", "Thumbs.db", "ok.log"] { try folder.write(name, logLines(1)) }
        mkfifo(folder.path + "/pipe", 0o600)
        let discovery = FileDiscovery.discover(paths: [folder.path, "/dev/null"])
        #expect(names(discovery) == ["ok.log"])
        #expect(
            skipped(FileDiscovery.discover(paths: [folder.path])) == [
                ".DS_Store": .hidden, ".git": .hidden, "Thumbs.db": .hidden, "pipe": .notAFile("a named pipe"),
            ])
        #expect(discovery.skipped.contains { $0.path == "/dev/null" && $0.reason == .notAFile("a device") })

        var options = FileDiscovery.Options()
        options.readsHidden = true
        #expect(names(FileDiscovery.discover(paths: [folder.path], options: options)).count == 4)
        #expect(names(FileDiscovery.discover(paths: [folder.path + "/.DS_Store"])) == [".DS_Store"])
    }

    @Test
    func `missing paths and standard input are problems`() {
        let discovery = FileDiscovery.discover(paths: ["-", "/nonexistent/x", ""])
        #expect(discovery.files.isEmpty)
        #expect(discovery.skipped.map(\.path) == ["", "-", "/nonexistent/x"])
        #expect(discovery.skipped.map(\.reason) == [.notFound, .standardInput, .notFound])
        #expect(discovery.skipped.allSatisfy { $0.reason.isProblem })
    }

    @Test(.enabled(if: geteuid() != 0, "the superuser may read everything"))
    func `what may not be read is named`() throws {
        try folder.write("closed.log", logLines(1))
        try folder.write("closed/x.log", logLines(1))
        chmod(folder.path + "/closed.log", 0)
        chmod(folder.path + "/closed", 0)
        defer { chmod(folder.path + "/closed", 0o700) }
        let discovery = FileDiscovery.discover(paths: [folder.path])
        #expect(discovery.files.isEmpty)
        #expect(skipped(discovery) == ["closed.log": .permissionDenied, "closed": .permissionDenied])
        #expect(Way.usual[0].read(folder.path + "/closed.log").error?.kind == .permissionDenied)
    }

    @Test
    func `names that are not UTF-8 are opened by their bytes and shown escaped`() throws {
        let name: [UInt8] = Array("odd-".utf8) + [0xFF, 0x0A, 0x1B] + Array("é.log".utf8)
        let path = LocalPath(bytes: Array((folder.path + "/").utf8) + name)
        let file = (path.bytes + [0]).withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { fopen($0.baseAddress!, "w") }
        }
        let opened = try #require(file)
        fputs("hello\n", opened)
        fclose(opened)
        let discovery = FileDiscovery.discover(paths: [folder.path])
        #expect(names(discovery) == ["odd-\\xff\\x0a\\x1bé.log"])
        let reader = try InputReader(file: try #require(discovery.files.first), pool: ReaderPool())
        let buffer = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 16)
        defer { buffer.deallocate() }
        #expect(try reader.read(into: buffer, capacity: 64) == 6)
    }

    @Test
    func `archives are replaced by their entries, whatever they are called`() throws {
        var zip = ZipBuilder()
        zip.add("in/b.log", logLines(3))
        zip.add("in/", [], stored: true)
        zip.add("a.log", logLines(2))
        zip.add("__MACOSX/._a.log", logLines(1))
        try folder.write("logs.zip", zip.finished())
        try folder.write("logs", zip.finished())
        try folder.write("torn.ZIP", zip.bytes)
        try folder.write("empty.zip", ZipBuilder().finished())
        let discovery = FileDiscovery.discover(paths: [folder.path])
        #expect(
            names(discovery) == [
                "logs!/a.log", "logs!/in/b.log", "logs.zip!/a.log", "logs.zip!/in/b.log", "torn.ZIP!/a.log",
                "torn.ZIP!/in/b.log",
            ])
        let reasons = skipped(discovery)
        #expect(reasons["logs.zip!/__MACOSX/._a.log"] == .hidden)
        #expect(reasons["empty.zip"] == .archive("is an archive without files"))
        #expect(reasons["torn.ZIP"]?.isProblem == true)
    }

    @Test
    func `CloudTrail digests and Insights files are left out by name`() throws {
        let day = "AWSLogs/111122223333/CloudTrail"
        let names = [
            "\(day)/eu-west-1/2026/01/02/111122223333_CloudTrail_eu-west-1_20260102T0005Z_abc.json.gz",
            "\(day)-Digest/eu-west-1/2026/01/02/"
                + "111122223333_CloudTrail-Digest_eu-west-1_trail_eu-west-1_20260102T000500Z.json.gz",
            "\(day)-Insight/eu-west-1/2026/01/02/111122223333_CloudTrail-Insight_eu-west-1_20260102T0005Z_a.json.gz",
        ]
        for name in names { try folder.write(name, Packing.gzip(logLines(1))) }
        let discovery = FileDiscovery.discover(paths: [folder.path])
        #expect(self.names(discovery) == [names[0]])
        #expect(skipped(discovery) == [names[1]: .digest, names[2]: .insight])
        var options = FileDiscovery.Options()
        options.skipsDigests = false
        #expect(FileDiscovery.discover(paths: [folder.path], options: options).files.count == 3)
    }

    @Test
    func `more files than allowed are cut off and said so`() throws {
        for index in 0..<9 { try folder.write("\(index)", logLines(1)) }
        var options = FileDiscovery.Options()
        options.maximumFiles = 5
        let discovery = FileDiscovery.discover(paths: [folder.path], options: options)
        #expect(discovery.files.count == 5)
        #expect(discovery.skipped.map(\.reason) == [.tooMany(5)])
    }
}

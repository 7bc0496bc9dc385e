// SPDX-License-Identifier: Apache-2.0
import Glibc
import HinomiSources

/// A folder that could not be written to.
public struct SimulationError: Error, Sendable, CustomStringConvertible {
    public var path: String
    public var reason: String

    public var description: String { "“\(path)” could not be written: \(reason)" }
}

/// A folder with logs in the layout of S3.
struct LogFolder {
    let path: String
    private var made: Set<String> = []

    init(path: String) { self.path = path }

    /// Writes a file, and the folders above it.
    mutating func write(_ bytes: [UInt8], to name: String) throws(SimulationError) {
        let full = path + "/" + name
        try makeFolders(above: full)
        let descriptor = open(full, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw SimulationError(path: full, reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes { raw in
                Glibc.write(descriptor, raw.baseAddress.map { $0 + done }, raw.count - done)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw SimulationError(path: full, reason: String(cString: strerror(errno))) }
            done += written
        }
    }

    mutating func write(_ text: String, to name: String) throws(SimulationError) {
        try write(Array(text.utf8), to: name)
    }

    /// Writes a file, packed.
    mutating func writePacked(_ bytes: [UInt8], to name: String) throws(SimulationError) {
        guard let packed = GzipBytes.pack(bytes) else {
            throw SimulationError(path: path + "/" + name, reason: "there is no memory to pack it in")
        }
        try write(packed, to: name)
    }

    private mutating func makeFolders(above file: String) throws(SimulationError) {
        guard let slash = file.lastIndex(of: "/") else { return }
        let folder = String(file[..<slash])
        guard !folder.isEmpty, !made.contains(folder) else { return }
        if access(folder, F_OK) != 0 {
            try makeFolders(above: folder)
            if mkdir(folder, 0o755) != 0, errno != EEXIST {
                throw SimulationError(path: folder, reason: String(cString: strerror(errno)))
            }
        }
        made.insert(folder)
    }

    /// Whether something lies in the folder already.
    var hasContent: Bool {
        guard let directory = opendir(path) else { return false }
        defer { closedir(directory) }
        var names = 0
        while let entry = readdir(directory) {
            let isDot = withUnsafeBytes(of: entry.pointee.d_name) { name in
                name[0] == 0x2E && (name[1] == 0 || (name[1] == 0x2E && name[2] == 0))
            }
            if !isDot { names += 1 }
            if names > 0 { return true }
        }
        return false
    }
}

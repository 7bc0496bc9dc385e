// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Glibc

extension Store {
    /// Copies the database in a folder to a file, as it is at one moment, while a server may go on writing it.
    ///
    /// The file is whole or not there. It is a database by itself, for its owner to read only; the key that seals secrets is
    /// not in it.
    package static func backUp(folder: String, to file: String) throws {
        let source = path(in: folder)
        guard FileManager.default.fileExists(atPath: source) else {
            throw StoreError("\(source): there is no database")
        }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        let from = try DatabaseQueue(path: source, configuration: configuration)
        try write(to: file) { draft in
            let to = try DatabaseQueue(path: draft)
            try from.backup(to: to)
            // A file of its own, without a journal beside it.
            try to.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            try check(to, at: file)
            try to.close()
        }
    }

    /// Puts a backup into a folder, in the place of a database that is there. Whoever calls holds the folder's lock.
    ///
    /// The backup is checked first: that it is whole, and not of a newer program. Until then nothing is changed; after that the
    /// old database is gone. Returns how many of its keys cannot be used with the folder's seal.
    package static func restore(_ file: String, folder: String) throws -> Int {
        guard FileManager.default.fileExists(atPath: file) else { throw StoreError("\(file): there is no such file") }
        var configuration = Configuration()
        configuration.readonly = true
        let from: DatabaseQueue
        do {
            from = try DatabaseQueue(path: file, configuration: configuration)
            try check(from, at: file)
        } catch let error as DatabaseError {
            throw StoreError("\(file): is no database: \(error.message ?? "")")
        }
        let target = path(in: folder)
        try write(to: target) { draft in
            let to = try DatabaseQueue(path: draft)
            try from.backup(to: to)
            try to.close()
            // The old database's journal must not be taken for the new one's.
            if FileManager.default.fileExists(atPath: target), let old = try? DatabaseQueue(path: target) {
                try? old.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
                try? old.close()
            }
            for suffix in ["-wal", "-shm"] { unlink(target + suffix) }
        }
        let store = try Store(folder: folder)
        let seal = try SecretSeal(folder: folder)
        defer { try? store.close() }
        return try store.readNow { transaction in
            try transaction.keys().count { (try? transaction.verificationKey($0.id, seal: seal)) == nil }
        }
    }

    /// Makes sure that a server could use a folder, and changes nothing in it; throws where it could not.
    package static func check(folder: String) throws {
        let files = FileManager.default
        let source = path(in: folder)
        guard files.fileExists(atPath: source) else {
            var place = URL(fileURLWithPath: folder, isDirectory: true)
            while !files.fileExists(atPath: place.path), place.path != "/" { place.deleteLastPathComponent() }
            guard files.isWritableFile(atPath: place.path) else { throw StoreError("\(place.path): cannot be written") }
            return
        }
        guard files.isWritableFile(atPath: source), files.isWritableFile(atPath: folder) else {
            throw StoreError("\(source): cannot be written")
        }
        var configuration = Configuration()
        configuration.readonly = true
        try check(try DatabaseQueue(path: source, configuration: configuration), at: source)
    }

    // Makes sure that a database is one of ours, whole, and not of a newer program.
    private static func check(_ database: DatabaseQueue, at path: String) throws {
        try database.read { db in
            let faults = try String.fetchAll(db, sql: "PRAGMA integrity_check(10)").filter { $0 != "ok" }
            guard faults.isEmpty else { throw StoreError("\(path): is damaged: \(faults.joined(separator: "; "))") }
            let steps = try db.tableExists("grdb_migrations") ? Migrations.migrator.appliedIdentifiers(db) : []
            guard steps.contains("keys") else { throw StoreError("\(path): is no database of hinomi") }
            guard try !Migrations.migrator.hasBeenSuperseded(db) else {
                throw StoreError("\(path): was written by a newer version of this program")
            }
        }
    }

    // Lets a file be written beside its place, and puts it there when all of it is on the disk.
    private static func write(to path: String, _ body: (String) throws -> Void) throws {
        let draft = path + ".\(UUID().uuidString)"
        defer { for suffix in ["", "-journal", "-wal", "-shm"] { unlink(draft + suffix) } }
        let descriptor = open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError("\(path): cannot be written: \(String(cString: strerror(errno)))")
        }
        defer { Glibc.close(descriptor) }
        try body(draft)
        guard fsync(descriptor) == 0, rename(draft, path) == 0 else {
            throw StoreError("\(path): cannot be written: \(String(cString: strerror(errno)))")
        }
        let folder = open(
            URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        Glibc.close(folder)
    }
}

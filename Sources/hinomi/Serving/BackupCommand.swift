// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import HinomiStore

/// `hinomi backup`.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the server's database to a file, also while the server runs.",
        discussion: """
            The backup is the database as it is at one moment: findings, lists, members, keys, and how far logs were read. The key that \
            seals secrets (seal.key in the folder) is not in it: keep a copy of that apart, once. Without it a backup can be \
            restored, and access keys have to be made anew.
            """)

    @OptionGroup var folder: DataFolder

    @Argument(help: ArgumentHelp("Where to write it.", valueName: "file"))
    var file: String

    @Flag(name: .long, help: "Replace a file that is there.")
    var force = false

    func run() throws {
        guard force || !FileManager.default.fileExists(atPath: file) else {
            throw ValidationError("\(file) is there already; --force replaces it.")
        }
        try Store.backUp(folder: folder.path, to: file)
    }
}

/// `hinomi restore`.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup into the server's folder, while no server runs.",
        discussion: """
            The backup is checked before anything is changed. Logs go on where the backup has them: files that are still there are \
            read from there on, so that findings made since come back.
            """)

    @OptionGroup var folder: DataFolder

    @Argument(help: ArgumentHelp("The backup.", valueName: "file"))
    var file: String

    @Flag(name: .long, help: "Replace the database that is there.")
    var force = false

    func run() throws {
        let lock = try FolderLock(folder: folder.path)
        guard force || !FileManager.default.fileExists(atPath: Store.path(in: folder.path)) else {
            throw ValidationError("There is a database in \(folder.path) already; --force replaces it.")
        }
        let useless = try Store.restore(file, folder: folder.path)
        if useless > 0 {
            Console(isQuiet: false).say(
                "hinomi: \(useless) access keys cannot be used, since they were sealed with another seal.key: "
                    + "put that into the folder, or make new ones with 'hinomi keys create'")
        }
        withExtendedLifetime(lock) {}
    }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import HinomiStore

/// Where the server keeps what it knows.
struct DataFolder: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Folder of the server's database and key; made where it is not there. Or HINOMI_DATA.", valueName: "dir"))
    var data: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "File of settings, one a line as 'listen = 127.0.0.1:8017'. Or HINOMI_CONFIG.", valueName: "file"))
    var config: String?

    /// The folder: as told, or the user's data folder.
    var path: String {
        if let data { return data }
        let home = ProcessInfo.processInfo.environment["XDG_DATA_HOME"] ?? NSHomeDirectory() + "/.local/share"
        return home + "/hinomi"
    }

    /// Opens the store in it, which may grow up to a limit in bytes.
    func open(sizeLimit: Int64? = nil) throws -> (store: Store, seal: SecretSeal) {
        let store = try Store(folder: path, sizeLimit: sizeLimit)
        return (store, try SecretSeal(folder: path))
    }
}

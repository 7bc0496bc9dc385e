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

    /// The folder: as told, or as the environment says, or the user's data folder.
    var path: String {
        let environment = ProcessInfo.processInfo.environment
        if let data = data ?? environment["HINOMI_DATA"] { return data }
        let home = environment["XDG_DATA_HOME"] ?? NSHomeDirectory() + "/.local/share"
        return home + "/hinomi"
    }

    /// Opens the store in it.
    func open() throws -> (store: Store, seal: SecretSeal) {
        let store = try Store(folder: path)
        return (store, try SecretSeal(folder: path))
    }
}

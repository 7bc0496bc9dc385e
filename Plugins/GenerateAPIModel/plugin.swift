// SPDX-License-Identifier: Apache-2.0

import PackagePlugin

/// Writes the Swift of the API out of its facts, before the target that holds them is built.
@main
struct GenerateAPIModel: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) async throws -> [Command] {
        let model = target.directoryURL.appending(path: "guardduty-2017-11-28.json")
        let folder = context.pluginWorkDirectoryURL
        let files = ["Operations", "Enumerations", "Requests", "Responses", "Shapes", "GuardDutyAPI"]
            .map { folder.appending(path: "\($0).swift") }
        return [
            .buildCommand(
                displayName: "Generating the API's types", executable: try context.tool(named: "APIModelGenerator").url,
                arguments: [model.path(), folder.path()], inputFiles: [model], outputFiles: files)
        ]
    }
}

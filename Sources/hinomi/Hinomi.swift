// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// The command line: one subcommand a file.
@main
struct Hinomi: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hinomi",
        abstract: "Find threats in CloudTrail, VPC Flow Logs and DNS query logs.",
        discussion: """
            hinomi reads logs as AWS delivers them and reports what looks like an attack, in GuardDuty's finding format, \
            each finding with its reasons and the raw records behind it. No AWS account is needed.

            Start with:  hinomi scan FOLDER
            """,
        version: HinomiVersion.current,
        subcommands: [
            ScanCommand.self, WatchCommand.self, ServeCommand.self, KeysCommand.self, MailCommand.self,
            BackupCommand.self, RestoreCommand.self, EvaluateCommand.self,
            TypesCommand.self, LimitsCommand.self, SamplesCommand.self, SimulateCommand.self, AWSPolicyCommand.self,
            ScoreDomainsCommand.self,
        ])
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HinomiStore

/// `hinomi mail`: who wants no invitations by e-mail.
struct MailCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail", abstract: "Say which addresses want no invitations by e-mail.",
        subcommands: [MailOptOutCommand.self, MailOptInCommand.self, MailOptedOutCommand.self])
}

/// `hinomi mail opt-out`.
struct MailOptOutCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "opt-out", abstract: "Send no more mails to an address. Invitations still work without.")

    @OptionGroup var folder: DataFolder
    @Argument var address: MailAddress

    func run() throws {
        let (store, _) = try folder.open()
        try store.writeNow { try $0.optOut(address, now: .now) }
    }
}

/// `hinomi mail opt-in`.
struct MailOptInCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "opt-in", abstract: "Let an address that opted out get mails again.")

    @OptionGroup var folder: DataFolder
    @Argument var address: MailAddress

    func run() throws {
        let (store, _) = try folder.open()
        guard try store.writeNow({ try $0.optIn(address) }) else {
            throw ValidationError("\(address) has not opted out.")
        }
    }
}

/// `hinomi mail opted-out`.
struct MailOptedOutCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "opted-out", abstract: "List the addresses that want no mails, one a line.")

    @OptionGroup var folder: DataFolder

    func run() throws {
        let (store, _) = try folder.open()
        try Console.print(try store.readNow { try $0.optedOut() }.map { $0 + "\n" }.joined())
    }
}

extension MailAddress: ExpressibleByArgument {
    init?(argument: String) { self.init(argument) }
}

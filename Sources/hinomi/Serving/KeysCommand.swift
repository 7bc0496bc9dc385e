// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HinomiFindings
import HinomiRecords
import HinomiSources
import HinomiStore

/// `hinomi keys`: who may sign requests.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Make, list and delete the access keys that requests are signed with.",
        subcommands: [CreateKeyCommand.self, ListKeysCommand.self, DeleteKeyCommand.self, OperatorCommand.self])
}

/// `hinomi keys create`.
struct CreateKeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a key for an account; its secret is shown once.",
        discussion: "Works before the server's first start and while it runs.")

    @OptionGroup var folder: DataFolder

    @Option(name: .long, help: ArgumentHelp("The account, twelve digits.", valueName: "id"))
    var account: AccountArgument

    @Option(
        name: .long,
        help: ArgumentHelp(
            "What the key allows: read, operate (also archive findings and make samples), administer; or push (logs of any account, and nothing else).",
            valueName: "level"))
    var level: AccessLevel = .administer

    @Option(
        name: .long,
        help: ArgumentHelp("Let the key expire after so many hours; it comes with a session token.", valueName: "hours")
    )
    var hours: Int?

    @Option(name: .long, help: ArgumentHelp("What it is for.", valueName: "text"))
    var note = ""

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func validate() throws {
        if let hours, !(1...8_760).contains(hours) { throw ValidationError("--hours must be from 1 to 8760") }
        if note.utf8.count > 200 { throw ValidationError("--note must be at most 200 bytes long") }
    }

    func run() throws {
        let (store, seal) = try folder.open()
        let made = try store.writeNow {
            try $0.makeKey(
                account: account.id, level: level, lifetime: hours.map { Int64($0) * 3_600 }, note: note,
                seal: seal,
                now: .now)
        }
        try Console.print(json ? made.jsonLine : made.environmentLines)
    }
}

/// `hinomi keys list`.
struct ListKeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the keys, without secrets.")

    @OptionGroup var folder: DataFolder

    @Option(name: .long, help: ArgumentHelp("Only those of this account.", valueName: "id"))
    var account: AccountArgument?

    @Flag(name: .long, help: "Print JSON, one key a line.")
    var json = false

    func run() throws {
        let (store, _) = try folder.open()
        let keys = try store.readNow { try $0.keys(of: account?.id) }
        try Console.print(
            keys.map { key in
                json
                    ? key.jsonLine
                    : "\(key.id)  \(key.account)  \(key.level.rawValue)  \(key.createdAt.iso8601)"
                        + (key.expiresAt.map { "  until \($0.iso8601)" } ?? "")
                        + (key.note.isEmpty ? "" : "  \(key.note)") + "\n"
            }.joined())
    }
}

/// `hinomi keys delete`.
struct DeleteKeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a key. Requests signed with it are refused from then on.")

    @OptionGroup var folder: DataFolder

    @Argument(help: ArgumentHelp("The key.", valueName: "access-key-id"))
    var id: String

    func run() throws {
        let (store, _) = try folder.open()
        guard try store.writeNow({ try $0.deleteKey(id) }) else { throw ValidationError("There is no key \(id).") }
    }
}

/// `hinomi keys operator`.
struct OperatorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "operator", abstract: "Tell or name the operator's account.",
        discussion: """
            The account that had the first key to administer with is the operator's, unless another is named. It is the management \
            account of the organization, and may have findings exported to any bucket that the server can write to.
            """)

    @OptionGroup var folder: DataFolder

    @Argument(help: ArgumentHelp("The account that is to be the operator's.", valueName: "account"))
    var account: AccountArgument?

    func run() throws {
        let (store, _) = try folder.open()
        if let account {
            try store.writeNow { try $0.setOperator(account.id) }
        } else if let known = try store.readNow({ try $0.operatorAccount() }) {
            try Console.print("\(known)\n")
        } else {
            throw ValidationError("Nobody has a key yet.")
        }
    }
}

extension AccessKey {
    fileprivate func write(to json: inout JSONWriter) {
        json.member("accessKeyId", id)
        json.member("account", account.description)
        json.member("level", level.rawValue)
        json.member("createdAt", createdAt.iso8601)
        json.member("expiresAt", expiresAt?.iso8601 ?? "")
        json.member("note", note)
    }

    fileprivate var jsonLine: String {
        var json = JSONWriter()
        json.object { write(to: &$0) }
        return String(decoding: json.bytes, as: UTF8.self) + "\n"
    }
}

extension NewAccessKey {
    fileprivate var jsonLine: String {
        var json = JSONWriter()
        json.object {
            key.write(to: &$0)
            $0.member("secretAccessKey", secret)
            $0.member("sessionToken", sessionToken ?? "")
        }
        return String(decoding: json.bytes, as: UTF8.self) + "\n"
    }

    /// Lines for a shell.
    var environmentLines: String {
        "export AWS_ACCESS_KEY_ID=\(key.id)\nexport AWS_SECRET_ACCESS_KEY=\(secret)\n"
            + (sessionToken.map { "export AWS_SESSION_TOKEN=\($0)\n" } ?? "")
    }
}

extension AccessLevel: ExpressibleByArgument {}

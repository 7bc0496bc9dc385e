// SPDX-License-Identifier: Apache-2.0

/// What a person's laptop runs. Versions grow in the course of time.
struct ClientSoftware: Sendable {
    private enum System: Sendable { case mac, linux, windows }
    private var system: System
    private var command: Bool
    /// The day of the year's quarter on which the laptop updates, so that not all do so at once.
    private var delay: Int

    init(_ random: inout Randomness) {
        system = random.pick([.mac, .mac, .mac, .linux, .windows], or: .mac)
        command = random.chance(0.75)
        delay = random.below(21)
    }

    // The command line is released weekly and browsers monthly; people follow when they get round to it.
    private func release(_ day: Int, every days: Int) -> Int { max(0, (day - delay) / days) }

    /// The user agent of a command, or of a script.
    func tool(_ api: API, day: Int, script: Bool) -> String {
        let patch = release(day, every: 21)
        if script || !command {
            let os =
                switch system {
                case .mac: "ua/2.0 os/macos#23.6.0 md/arch#arm64 lang/python#3.11.9"
                case .linux: "ua/2.0 os/linux#6.8.0-45-generic md/arch#x86_64 lang/python#3.12.3"
                case .windows: "ua/2.0 os/windows#10 md/arch#amd64 lang/python#3.12.5"
                }
            return
                "Boto3/1.35.\(20 + patch) md/Botocore#1.35.\(20 + patch) \(os) md/pyimpl#CPython cfg/retry-mode#legacy "
                + "Botocore/1.35.\(20 + patch)"
        }
        let os =
            switch system {
            case .mac: "md/awscrt#0.21.2 ua/2.0 os/macos#23.6.0 md/arch#arm64 lang/python#3.11.9 md/pyimpl#CPython"
            case .linux:
                "md/awscrt#0.21.2 ua/2.0 os/linux#6.8.0-45-generic md/arch#x86_64 lang/python#3.11.9 md/pyimpl#CPython"
            case .windows: "md/awscrt#0.21.2 ua/2.0 os/windows#10 md/arch#amd64 lang/python#3.11.9 md/pyimpl#CPython"
            }
        return "aws-cli/2.18.\(patch) \(os) cfg/retry-mode#standard md/installer#exe md/prompt#off "
            + "md/command#\(api.service).\(api.dashed)"
    }

    /// The browser of the console.
    func browser(day: Int) -> String {
        let version = 129 + release(day, every: 28)
        let os =
            switch system {
            case .mac: "Macintosh; Intel Mac OS X 10_15_7"
            case .linux: "X11; Linux x86_64"
            case .windows: "Windows NT 10.0; Win64; x64"
            }
        return "Mozilla/5.0 (\(os)) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/\(version).0.0.0 Safari/537.36"
    }
}

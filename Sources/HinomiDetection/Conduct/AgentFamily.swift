// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// What kind of software a user agent names, without the versions that change every week: `aws-cli, macOS`.
enum AgentFamily {
    /// The family of a user agent as a log has it, in words; "unnamed" where there is none.
    static func of(_ userAgent: UnsafeBufferPointer<UInt8>) -> String {
        var text = userAgent.prefix(400)
        // Some services put what they pass on into brackets.
        if text.first == 0x5B { text = text.dropFirst() }
        guard let first = text.first else { return "unnamed" }
        let words = String(decoding: text, as: UTF8.self)
        // The console calls under many names of its services.
        if words.contains("aws-internal") || words.contains(".amazonaws.com") || words.contains("Console")
            || words.hasPrefix("Coral/")
        {
            return "AWS console"
        }
        for tool in tools where words.contains(tool.mark) { return tool.name }
        if first == 0x4D, words.hasPrefix("Mozilla/") { return "browser" + system(words) }
        let name = words.prefix { $0 != "/" && $0 != " " && $0 != ";" && $0 != "(" }.prefix(40)
        return (name.isEmpty ? "unnamed" : String(name)) + system(words)
    }

    // Tools that stand behind the name of the library they are made with.
    private static let tools: [(mark: String, name: String)] = [
        ("Terraform", "Terraform"), ("Pulumi", "Pulumi"), ("aws-cdk", "AWS CDK"), ("CDKToolkit", "AWS CDK"),
        ("cloudformation", "CloudFormation"), ("Ansible", "Ansible"), ("Prowler", "Prowler"),
        ("steampipe", "Steampipe"), ("S3 Browser", "S3 Browser"), ("CyberDuck", "Cyberduck"),
        ("Cyberduck", "Cyberduck"), ("rclone", "rclone"), ("pacu", "Pacu"),
    ]

    private static func system(_ words: String) -> String {
        let words = words.lowercased()
        for (mark, name) in systems where words.contains(mark) { return ", " + name }
        return ""
    }

    // Android calls itself Linux too, and iPhones say they are like Mac OS X.
    private static let systems: [(mark: String, name: String)] = [
        ("android", "Android"), ("iphone", "iOS"), ("windows", "Windows"), ("darwin", "macOS"), ("macos", "macOS"),
        ("mac os", "macOS"), ("kali", "Kali Linux"), ("parrot", "Parrot Linux"), ("pentoo", "Pentoo Linux"),
        ("amzn", "Amazon Linux"), ("linux", "Linux"),
    ]
}

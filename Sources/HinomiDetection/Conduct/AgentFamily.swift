// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// What kind of software a user agent names, without the versions that change every week: `aws-cli, macOS`.
enum AgentFamily {
    /// The family of a user agent as a log has it, in words; "unnamed" where there is none.
    ///
    /// Bytes are compared, not characters: many records name a user agent that was never met before.
    static func of(_ userAgent: UnsafeBufferPointer<UInt8>) -> String {
        var text = UnsafeBufferPointer(rebasing: userAgent.prefix(400))
        // Some services put what they pass on into brackets.
        if text.first == 0x5B { text = UnsafeBufferPointer(rebasing: text.dropFirst()) }
        guard !text.isEmpty else { return "unnamed" }
        // The console calls under many names of its services.
        if has("aws-internal", in: text) || has(".amazonaws.com", in: text) || has("Console", in: text)
            || isAt(0, "Coral/", in: text)
        {
            return "AWS console"
        }
        for tool in tools where has(tool.mark, in: text) { return tool.name }
        if isAt(0, "Mozilla/", in: text) { return "browser" + system(text) }
        let end = text.firstIndex { $0 == 0x2F || $0 == 0x20 || $0 == 0x3B || $0 == 0x28 } ?? text.count
        let name = String(decoding: text[..<end], as: UTF8.self).prefix(40)
        return (name.isEmpty ? "unnamed" : String(name)) + system(text)
    }

    // Tools that stand behind the name of the library they are made with.
    private static let tools: [(mark: StaticString, name: String)] = [
        ("Terraform", "Terraform"), ("Pulumi", "Pulumi"), ("aws-cdk", "AWS CDK"), ("CDKToolkit", "AWS CDK"),
        ("cloudformation", "CloudFormation"), ("Ansible", "Ansible"), ("Prowler", "Prowler"),
        ("steampipe", "Steampipe"), ("S3 Browser", "S3 Browser"), ("CyberDuck", "Cyberduck"),
        ("Cyberduck", "Cyberduck"), ("rclone", "rclone"), ("pacu", "Pacu"),
    ]

    private static func system(_ text: UnsafeBufferPointer<UInt8>) -> String {
        for (mark, name) in systems where has(mark, in: text, ignoringCase: true) { return ", " + name }
        return ""
    }

    // Android calls itself Linux too, and iPhones say they are like Mac OS X.
    private static let systems: [(mark: StaticString, name: String)] = [
        ("android", "Android"), ("iphone", "iOS"), ("windows", "Windows"), ("darwin", "macOS"), ("macos", "macOS"),
        ("mac os", "macOS"), ("kali", "Kali Linux"), ("parrot", "Parrot Linux"), ("pentoo", "Pentoo Linux"),
        ("amzn", "Amazon Linux"), ("linux", "Linux"),
    ]

    private static func has(
        _ mark: StaticString, in text: UnsafeBufferPointer<UInt8>, ignoringCase: Bool = false
    ) -> Bool {
        let last = text.count - mark.utf8CodeUnitCount
        guard last >= 0 else { return false }
        let bit: UInt8 = ignoringCase ? 0x20 : 0
        let first = mark.utf8Start.pointee
        for start in 0...last where text[start] | bit == first {
            if isAt(start, mark, in: text, ignoringCase: ignoringCase) { return true }
        }
        return false
    }

    // Marks that are compared without case are in lower case.
    private static func isAt(
        _ start: Int, _ mark: StaticString, in text: UnsafeBufferPointer<UInt8>, ignoringCase: Bool = false
    ) -> Bool {
        guard start + mark.utf8CodeUnitCount <= text.count else { return false }
        let bit: UInt8 = ignoringCase ? 0x20 : 0
        for i in 0..<mark.utf8CodeUnitCount where text[start + i] | bit != mark.utf8Start[i] { return false }
        return true
    }
}

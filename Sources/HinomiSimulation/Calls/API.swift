// SPDX-License-Identifier: Apache-2.0

/// An API operation: `ec2:DescribeInstances`.
struct API: Sendable, Hashable {
    /// As in `eventSource`, without `.amazonaws.com`.
    var service: String
    var name: String

    init(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1)
        service = parts.first.map(String.init) ?? ""
        name = parts.count > 1 ? String(parts[1]) : ""
    }

    init(_ service: String, _ name: String) {
        self.service = service
        self.name = name
    }

    /// Whether it changes nothing.
    var isRead: Bool {
        API.reading.contains { name.hasPrefix($0) } || API.otherReads.contains(name)
    }

    /// Services that exist once for all regions log in us-east-1.
    var isGlobal: Bool { API.global.contains(service) }

    /// Whether its calls are made on objects and logged as data events.
    var isData: Bool {
        service == "s3" && (name.hasSuffix("Object") || name.hasSuffix("Objects"))
    }

    /// `describe-instances`, as the command line spells it.
    var dashed: String {
        var text = ""
        // Lambda's names carry the version of its interface.
        let plain = name.split(separator: "2").first.map(String.init) ?? name
        for letter in name.contains("2015") ? plain : name {
            if letter.isUppercase, !text.isEmpty { text += "-" }
            text += letter.lowercased()
        }
        return text
    }

    private static let reading = [
        "Get", "List", "Describe", "Head", "Lookup", "BatchGet", "Search", "Simulate", "View", "FilterLog", "Query",
        "Scan",
    ]
    private static let otherReads: Set<String> = [
        "AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "GenerateDataKey", "Decrypt", "StartQuery",
        "GenerateCredentialReport",
    ]
    private static let global: Set<String> = [
        "iam", "route53", "cloudfront", "organizations", "ce", "budgets", "health", "support", "signin",
        "compute-optimizer",
    ]
}

// SPDX-License-Identifier: Apache-2.0

/// The patterns that texts of the API must match, each as a rule in words and as a loop that takes time in proportion.
enum TextPattern {
    case expectedBucketOwner
    case guardDutyArn
    case instanceArn
    case resourceArn
    case tagKey

    var rule: String {
        switch self {
        case .expectedBucketOwner: "it must be digits"
        case .guardDutyArn: "it must be the ARN of a GuardDuty resource"
        case .instanceArn, .resourceArn: "it must be an ARN"
        case .tagKey: "it must be letters, digits and + - = . _ : / and must not begin with aws:"
        }
    }

    func matches(_ text: String) -> Bool {
        switch self {
        case .expectedBucketOwner: text.utf8.allSatisfy { 0x30...0x39 ~= $0 }
        case .guardDutyArn: isARN(text, service: "guardduty")
        case .instanceArn, .resourceArn: isARN(text, service: nil)
        // The published pattern has a range from + to = in it, and no space; people use spaces, and the service takes them.
        case .tagKey: !text.lowercased().hasPrefix("aws:")
        }
    }

    private func isARN(_ text: String, service: Substring?) -> Bool {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        return parts.count == 6 && parts[0] == "arn" && !parts[1].isEmpty && parts[2] == service ?? parts[2]
            && !parts[2].isEmpty && parts[4].utf8.allSatisfy { 0x30...0x39 ~= $0 } && !parts[5].isEmpty
    }
}

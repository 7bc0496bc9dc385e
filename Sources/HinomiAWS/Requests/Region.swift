// SPDX-License-Identifier: Apache-2.0

/// Names of regions, and what follows from them.
package enum Region {
    /// Whether a text may be a region's name: it becomes part of the names of hosts.
    package static func isName(_ text: String) -> Bool {
        2...32 ~= text.utf8.count
            && text.utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "-") }
    }

    /// The domain of the services of a region.
    package static func domain(of region: String) -> String {
        region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
    }

    /// What ARNs of a region begin with, behind `arn:`.
    package static func partition(of region: String) -> String {
        region.hasPrefix("cn-") ? "aws-cn" : region.hasPrefix("us-gov-") ? "aws-us-gov" : "aws"
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

extension FirstUseRule {
    /// An instance asks a DNS server on the internet that it never asked before.
    ///
    /// What instances ask the resolver of their VPC is in no flow log: what is there goes around it, and around what
    /// watches it.
    static let dnsResolver = FirstUseRule(
        type: "DefenseEvasion:EC2/UnusualDNSResolver",
        name: { $0.remote.description },
        contacts: \.resolverContacts, bytes: \.resolverBytes)
}

// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

extension FirstUseRule {
    /// An instance asks a server for names over TLS that it never asked before: nobody on the way can read what.
    static let dnsOverTLS = FirstUseRule(
        type: "DefenseEvasion:EC2/UnusualDoTActivity",
        name: { $0.remote.description },
        contacts: \.dotContacts, bytes: \.dotBytes)
}

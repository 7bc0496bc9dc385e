// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

extension FirstUseRule {
    /// An instance talks to a server port it never used before. High ports count as one, since servers that hand them out
    /// do so at random.
    static let networkPort = FirstUseRule(
        type: "Behavior:EC2/NetworkPortUnusual",
        name: { $0.remotePort < highPorts ? String($0.remotePort) : "\(highPorts) and above" },
        severity: { isDirectory($0.remotePort) ? .high : .medium },
        contacts: \.portContacts, bytes: \.portBytes,
        context: { isDirectory($0.remotePort) ? "LDAP over the internet, as in a Log4Shell call-back" : nil })

    /// The called port as a thing; of those that systems hand out to callers one is as good as another.
    static func port(of contact: ObservedContact) -> UInt64 {
        var hash = StableHash(seed: 8)
        hash.combine(UInt64(min(contact.remotePort, highPorts)) << 8 | UInt64(contact.protocolNumber))
        return hash.value
    }

    // The first port of those that systems hand out to callers.
    private static let highPorts: UInt16 = 32_768

    // The ports of LDAP, over which Log4Shell fetches its code.
    private static func isDirectory(_ port: UInt16) -> Bool { port == 389 || port == 1389 }
}

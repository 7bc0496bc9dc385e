// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

/// The expected ids were computed with Python's hashlib over length-prefixed parts.
struct FindingIdentityTests {
    private func id(_ type: FindingType, _ identity: [String], _ role: ResourceRole) -> String {
        var signal = Samples.scan
        signal.type = type
        signal.identity = identity
        signal.role = role
        return FindingIdentity.findingID(of: signal)
    }

    @Test func `ids are the published hashes`() {
        #expect(
            FindingIdentity.detectorID(account: Samples.account, region: "us-east-1")
                == "698b59723acf8a9fad531f81a93f0e0e")
        #expect(id("Recon:EC2/Portscan", ["i-0abc", "203.0.113.9"], .actor) == "20243167016ad3d09fa55d879c022b62")
        #expect(
            id("UnauthorizedAccess:EC2/SSHBruteForce", ["i-0abc"], .actor) == "b1989cc8fa7e77be07327c18ea7f2981")
        #expect(
            id("UnauthorizedAccess:EC2/SSHBruteForce", ["i-0abc"], .target) == "68631855bfa2b2680e5be6da66b1ff98")
    }

    @Test func `the role is part of the identity only where a type has two`() {
        #expect(id("Recon:EC2/Portscan", ["i"], .actor) == id("Recon:EC2/Portscan", ["i"], .target))
    }

    @Test func `parts do not run together`() {
        #expect(id("A:B/C", ["ab", "c"], .actor) != id("A:B/C", ["a", "bc"], .actor))
        #expect(id("A:B/C", ["ab"], .actor) != id("A:B/C", ["ab", ""], .actor))
    }
}

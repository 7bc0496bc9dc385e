// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HinomiDetection

@Suite struct FailedDomainsTests {
    private static func hash(_ domain: Int) -> UInt64 { UInt64(domain + 1) &* 0x9E37_79B9_7F4A_7C15 }

    @Test(arguments: [2, 3, 7]) func `it agrees with keeping everything`(share: Int) {
        var numbers = Numbers(UInt64(share))
        var domains = FailedDomains()
        var latest: [Int] = []
        var generated: Set<Int> = []
        for round in 0..<2_000 {
            // Of ever more domains, each asked for again and again.
            let domain = numbers.below(1 + round / 9)
            #expect(domains.contains(Self.hash(domain)) == latest.contains(domain))
            guard !latest.contains(domain) else { continue }
            let isGenerated = domain % share == 0
            let isNew = isGenerated && !generated.contains(domain)
            if isGenerated { generated.insert(domain) }
            let mayBeNew = domains.insert(Self.hash(domain), isGenerated: isGenerated)
            latest = latest.suffix(63) + [domain]
            if generated.count <= 64 {
                #expect(mayBeNew == isNew)
                #expect(domains.generated == generated.count)
            } else {
                #expect(isGenerated || !mayBeNew)
                #expect(abs(domains.generated - generated.count) * 4 <= generated.count)
            }
        }
        #expect(generated.count > 20)
    }

    @Test func `it is read as it was written`() throws {
        var domains = FailedDomains()
        for domain in 0..<150 {
            domains.insert(Self.hash(domain), isGenerated: domain % 2 == 0)
            let bytes = StateWriter.bytes(of: domains)
            var reader = StateReader(bytes)
            let read = try reader.decode(FailedDomains.self)
            #expect(read.generated == domains.generated)
            #expect(StateWriter.bytes(of: read) == bytes)
        }
    }
}

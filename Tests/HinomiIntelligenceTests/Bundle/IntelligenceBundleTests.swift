// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence
import HinomiRecords
import Testing

@Suite struct IntelligenceBundleTests {
    @Test func `trusted lists win over threats on every level`() throws {
        for trustedFirst in [true, false] {
            var builder = IntelligenceBundle.Builder()
            let trusted = "203.0.113.0/28\n198.51.100.7\ngood.bad.net\n*.fine.org\n2001:db8::/64\n10.0.0.0/8\n"
            if trustedFirst { try builder.trust(trusted) }
            try builder.add(
                "203.0.113.3\n203.0.113.0/24\n198.51.100.0/24\nbad.net\nevil.good.bad.net\nfine.org\nx.fine.org\n2001:db8::/32\n",
                category: .custom)
            if !trustedFirst { try builder.trust(trusted) }
            let bundle = builder.build()
            for miss in [
                "203.0.113.3", "203.0.113.15", "198.51.100.7", "good.bad.net", "a.good.bad.net", "evil.good.bad.net",
                "fine.org", "x.fine.org", "2001:db8::1",
            ] { #expect(!bundle.has(miss), "\(miss)") }
            for hit in ["203.0.113.16", "198.51.100.8", "bad.net", "other.bad.net", "2001:db8:1::1"] {
                #expect(bundle.has(hit), "\(hit)")
            }
            let statistics = try #require(bundle.lists.first { $0.name == "list" })
            #expect(statistics.droppedByTrusted == 4)
            #expect(statistics.inForce == 4)
        }
    }

    @Test func `what everybody uses never alerts, what lies below may`() throws {
        var builder = IntelligenceBundle.Builder()
        let statistics = try builder.add(
            """
            google.com
            www.google.com
            evil.google.com
            github.io
            bad.github.io
            0.pool.ntp.org
            f.root-servers.net
            amazonaws.com
            8.8.8.8
            8.8.8.0/24
            9.9.9.9
            198.41.0.4
            2606:4700:4700::1111
            104.16.3.4
            """, category: .malware)
        let bundle = builder.build()
        for miss in [
            "google.com", "www.google.com", "mail.google.com", "github.io", "x.github.io", "0.pool.ntp.org",
            "f.root-servers.net", "amazonaws.com", "8.8.8.8", "9.9.9.9", "198.41.0.4", "2606:4700:4700::1111", "104.16.3.4",
        ] { #expect(!bundle.has(miss), "\(miss)") }
        for hit in ["evil.google.com", "bad.github.io", "x.bad.github.io", "8.8.8.9"] { #expect(bundle.has(hit), "\(hit)") }
        #expect(statistics.droppedByNeverAlert == 6)
        #expect(bundle.lists.first { $0.name == "list" }?.droppedByNeverAlert == 6 + 5)
        #expect(bundle.lists.first { $0.name == "list" }?.inForce == 3)
    }

    @Test func `entries above a name that everybody uses do not reach it`() throws {
        var builder = IntelligenceBundle.Builder()
        try builder.add("3.amazonaws.example\nwindows.com\n", name: "vendor")
        try builder.add("ubuntu.com\n", name: "own", category: .custom)
        try builder.add("launchpad.net\nubuntu.com\n", name: "other")
        let bundle = builder.build()
        // `windows.com` is dropped itself; `time.windows.com` is on the list in its own right.
        #expect(!bundle.has("time.windows.com") && !bundle.has("a.windows.com"))
        // A customer's own list is believed, also below names that others must not touch.
        #expect(bundle.lists("ubuntu.com") == ["own"])
        #expect(bundle.lists("x.archive.ubuntu.com") == ["own"])
        #expect(bundle.lists("ntp.ubuntu.com") == ["own"])
    }

    @Test func `customers' own lists are believed about everything`() throws {
        let (bundle, statistics) = try bundle("8.8.8.8\ngoogle.com\n", category: .custom)
        #expect(bundle.has("8.8.8.8") && bundle.has("google.com") && bundle.has("www.google.com"))
        #expect(statistics.droppedByNeverAlert == 0)
    }

    @Test(arguments: [
        ("guarddutyc2activityb.com", ThreatCategory.commandAndControl), ("c2.guarddutyc2activityb.com", .commandAndControl),
        ("other.guarddutyc2activityb.com", .commandAndControl), ("crypto.guarddutyc2activityb.com", .mining),
        ("abused-rep.guarddutyc2activityb.com", .reputationAbused), ("crypto-rep.guarddutyc2activityb.com", .reputationBitcoin),
        ("malicious-rep.guarddutyc2activityb.com", .reputationMalicious),
        ("suspicious-rep.guarddutyc2activityb.com", .reputationSuspicious), ("guarddutydroppointactivity.com", .dropPoint),
        ("guarddutyblackholeactivity.com", .blackhole), ("guarddutyphishingactivity.com", .phishing),
        ("guarddutydrivebyactivity.com", .driveBy), ("www.guarddutydgaactivity.com", .dga),
    ])
    func `canary names are built in with their own category each`(name: String, category: ThreatCategory) {
        let hits = IntelligenceBundle.builtIn().hits(name)
        #expect(hits.map(\.category) == [category])
        #expect(hits.first?.threatName == "canary")
        #expect(hits.first?.list == "Hinomi built-in")
    }

    @Test func `the hash of the content does not depend on the order of adding`() throws {
        let lists = [("a", "bad.net\n203.0.113.1\n2001:db8::1\n"), ("b", "worse.net\nbad.net\n198.51.100.0/24\n"), ("c", "x.bad.net")]
        func hash(_ order: [Int], trusted: String = "fine.net", reversed: Bool = false) throws -> UInt64 {
            var builder = IntelligenceBundle.Builder()
            for i in order {
                let lines = lists[i].1.split(separator: "\n")
                try builder.add((reversed ? lines.reversed() : lines).joined(separator: "\n"), name: lists[i].0)
            }
            try builder.trust(trusted)
            return builder.build().contentHash
        }
        let first = try hash([0, 1, 2])
        #expect(try first == hash([2, 0, 1]))
        #expect(try first == hash([1, 2, 0], reversed: true))
        #expect(try first != hash([0, 1]))
        #expect(try first != hash([0, 1, 2], trusted: "other.net"))
        var other = IntelligenceBundle.Builder()
        try other.add(lists[0].1, name: "a", category: .phishing)
        var same = IntelligenceBundle.Builder()
        try same.add(lists[0].1 + lists[0].1, name: "a", category: .malware)
        var once = IntelligenceBundle.Builder()
        try once.add(lists[0].1, name: "a", category: .malware)
        #expect(other.build().contentHash != once.build().contentHash)
        #expect(same.build().contentHash == once.build().contentHash)
    }

    @Test func `lists too long or of one name are refused with a reason`() throws {
        var builder = IntelligenceBundle.Builder()
        try builder.add("bad.net", name: "a")
        #expect(throws: IntelligenceError.duplicateList("a")) { try builder.add("bad.net", name: "a") }
        let long = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: IntelligenceBundle.Builder.byteLimit + 1)
        defer { long.deallocate() }
        #expect(throws: IntelligenceError.listTooLong(list: "b", bytes: long.count)) {
            try builder.add(list: UnsafeBufferPointer(long), name: "b", category: .malware)
        }
    }

    @Test func `every built-in name and address can be read and has a reason`() {
        #expect(NeverAlert.reason(forName: "a.root-servers.net") == "root and registry name servers")
        #expect(NeverAlert.reason(forName: "de.pool.ntp.org") == "public time service")
        #expect(NeverAlert.reason(forName: "www.google.com") == "one of the most visited sites")
        #expect(NeverAlert.reason(forName: "evil.google.com") == nil)
        #expect(NeverAlert.reason(forAddress: IPAddress(8, 8, 8, 8)) == "public DNS resolver")
        #expect(NeverAlert.reason(forAddress: IPAddress(169, 254, 169, 254)) != nil)
        #expect(NeverAlert.reason(forAddress: IPAddress(8, 8, 8, 9)) == nil)
        #expect(NeverAlert.reason(forAddress: IPAddress("2001:7fe::53")!) == "root name server")
    }

    @Test func `categories have the spellings of manifests`() {
        #expect(Set(ThreatCategory.allCases.map(\.spelling)).count == ThreatCategory.allCases.count)
        #expect(ThreatCategory(spelling: "command-and-control") == .commandAndControl)
        #expect(ThreatCategory(spelling: "trap") == nil)
        #expect(Confidence.hint < .low && Confidence.low < .medium && Confidence.medium < .high)
        let set: ThreatCategories = [ThreatCategories(.mining), ThreatCategories(.malware)]
        #expect(set.contains(.mining) && !set.contains(.dga))
        #expect(set.categories == [.malware, .mining])
    }
}

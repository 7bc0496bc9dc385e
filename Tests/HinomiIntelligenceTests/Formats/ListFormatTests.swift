// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence
import Testing

@Suite struct ListFormatTests {
    @Test func `plain text holds addresses, networks and names`() throws {
        let (bundle, statistics) = try bundle(
            """
            # comment
            192.0.2.0/24
            198.51.100.1   # trailing comment
            *.bad.example.org

            2001:db8::/32 ; SBL1
            evil.example.net
            203.0.113.7:8080
            [2001:db9::1]:53
            203.0.113.16-203.0.113.19
            203.0.113.32 - 203.0.113.33
            http://203.0.113.99/x
            https://user@host.example.com:8443/path?x
            """)
        #expect(statistics.format == .txt)
        #expect(statistics.entries == 11)
        #expect(statistics.refused == 0)
        for hit in [
            "192.0.2.0", "192.0.2.255", "198.51.100.1", "bad.example.org", "x.y.bad.example.org", "2001:db8:1::1",
            "evil.example.net", "www.evil.example.net", "203.0.113.7", "2001:db9::1", "203.0.113.16", "203.0.113.19",
            "203.0.113.33", "203.0.113.99", "host.example.com",
        ] { #expect(bundle.has(hit), "\(hit)") }
        for miss in [
            "192.0.3.0", "198.51.100.2", "notbad.example.org", "example.org", "2001:dba::1", "203.0.113.20",
            "203.0.113.15", "203.0.113.34", "x.host.example.com", "example.net",
        ] { #expect(!bundle.has(miss), "\(miss)") }
        #expect(bundle.hits("203.0.113.7").first?.port == 8080)
        #expect(bundle.hits("2001:db9::1").first?.port == 53)
        #expect(bundle.hits("198.51.100.1").first?.port == nil)
    }

    @Test func `hosts files give their names`() throws {
        let (bundle, statistics) = try bundle(
            "127.0.0.1 localhost\n0.0.0.0 a.bad.net b.bad.net # why\n::1\tc.bad.net\r\n0.0.0.0 0.0.0.0\n")
        #expect(statistics.entries == 3)
        #expect(statistics.refused == 2)
        #expect(bundle.has("a.bad.net") && bundle.has("b.bad.net") && bundle.has("c.bad.net"))
        #expect(!bundle.has("0.0.0.0"))
    }

    @Test func `columns tell entry and family`() throws {
        let (bundle, statistics) = try bundle(
            "# c\nbad.net\tqakbot\nworse.net\temotet\n\tfamily only\n", columns: ["domain", "family"])
        #expect(statistics.entries == 2)
        #expect(statistics.refusedSamples.map(\.line) == [4])
        #expect(statistics.refusedSamples.first?.reason == .missingField)
        #expect(statistics.refusedSamples.first?.text == "\tfamily only")
        #expect(bundle.hits("bad.net").first?.threatName == "qakbot")
        #expect(bundle.hits("worse.net").first?.threatName == "emotet")
        let (ports, _) = try HinomiIntelligenceTests.bundle(
            "203.0.113.1:443\tx\n203.0.113.1:80\ty\n203.0.113.2\tz\n", columns: ["ip[:port]", "family"])
        #expect(ports.hits("203.0.113.1").map(\.port) == [443, 80])
        #expect(ports.hits("203.0.113.1").map(\.threatName) == ["x", "y"])
        let (counts, _) = try HinomiIntelligenceTests.bundle("203.0.113.1\t10\n", columns: ["ip", "lists"])
        #expect(counts.hits("203.0.113.1").first?.threatName == "")
    }

    @Test func `bad lines are counted and sampled, the rest is loaded`() throws {
        let (bundle, statistics) = try bundle(
            "203.0.113.300\nlocalhost\ngood.net\n0.0.0.0/0\n203.0.113.1:99999\n*.co.uk\na b c\n203.0.113.9-203.0.113.1\nx..y\n1.0.0.0/7\n::/8\n10.0.0.1\nme@example.com")
        #expect(bundle.has("good.net"))
        #expect(statistics.entries == 1)
        #expect(statistics.ignored == 2)
        #expect(statistics.refused == 10)
        #expect(
            statistics.refusedSamples.map(\.reason) == [
                .notAnEntry, .oneLabel, .tooWide, .badPort, .wildcardOverSuffix, .tooManyFields, .badRange, .notAnEntry,
                .tooWide, .tooWide,
            ])
        #expect(statistics.refusedSamples.map(\.line) == [1, 2, 4, 5, 6, 7, 8, 9, 10, 11])
    }

    @Test func `OTX rows give networks, addresses and names`() throws {
        let (bundle, statistics) = try bundle(
            """
            Indicator type, Indicator, Description
            CIDR, 192.0.2.0/24, example
            IPv4, 198.51.100.1, "quoted, with comma"
            Domain name, bad.example.net, example
            FileHash-MD5, 00dbb9e1c09dbdafb360f3163ba5a3de, example
            URL, http://worse.example.net/x, "two
            lines"
            IPv4, nonsense, example
            IPv4
            """)
        #expect(statistics.format == .otxCSV)
        #expect(statistics.entries == 4)
        #expect(statistics.ignored == 1)
        #expect(statistics.refusedSamples.map(\.line) == [8, 9])
        #expect(bundle.has("192.0.2.77") && bundle.has("198.51.100.1") && bundle.has("bad.example.net"))
        #expect(bundle.has("worse.example.net") && !bundle.has("x.worse.example.net"))
    }

    @Test func `AlienVault rows give the address and the activity`() throws {
        let (bundle, statistics) = try bundle(
            """
            # reputation data
            192.0.2.2#4#2#Scanning Host#IN#Gurgaon#28.4666996002,77.0333023071#3
            bad.example.com#4#2#Malicious Host#US##0.0,0.0#3
            """)
        #expect(statistics.format == .alienVault)
        #expect(statistics.entries == 2)
        #expect(bundle.hits("192.0.2.2").first?.threatName == "Scanning Host")
        #expect(bundle.hits("bad.example.com").first?.threatName == "Malicious Host")
    }

    @Test func `Proofpoint rows give the first column`() throws {
        let (bundle, statistics) = try bundle(
            """
            ip, category, score, first_seen, last_seen, ports (|)
            203.0.113.1, 1, 100, 2000-01-01, 2000-01-01,
            203.0.113.2, 1, 100, 2000-01-01, 2000-01-01, 80
            """)
        #expect(statistics.format == .proofPoint)
        #expect(statistics.entries == 2)
        #expect(bundle.has("203.0.113.1") && bundle.hits("203.0.113.2").first?.port == nil)
        let (names, nameStatistics) = try HinomiIntelligenceTests.bundle(
            "domain, category, score, first_seen, last_seen, ports (|)\nbad.example.net, 1, 100, 2000-01-01, 2000-01-01, 80\n")
        #expect(nameStatistics.format == .proofPoint)
        #expect(names.has("bad.example.net"))
    }

    private static let fireEyeHeader =
        "reportId, title, threatScape, audience, intelligenceType, publishDate, reportLink, webLink, emailIdentifier, "
        + "senderAddress, senderName, sourceDomain, sourceIp, subject, recipient, emailLanguage, fileName, fileSize, fuzzyHash, "
        + "fileIdentifier, md5, sha1, sha256, description, fileType, packer, userAgent, registry, fileCompilationDateTime, "
        + "filePath, asn, cidr, domain, domainTimeOfLookup, networkIdentifier, ip, port, protocol, registrantEmail, "
        + "registrantName, networkType, url, malwareFamily, malwareFamilyId, actor, actorId, observationTime"

    @Test func `FireEye rows are read by their columns`() throws {
        var cells = [String](repeating: "", count: 47)
        cells[0] = "01-00000002"
        cells[6] = "https://reports.example.com/01-00000002"
        cells[11] = "mail.example.org"
        cells[31] = "192.0.2.0/24"
        cells[34] = "Related"
        cells[40] = "network"
        cells[42] = "Ursnif"
        let cidr = cells.joined(separator: ", ")
        cells[31] = ""
        cells[35] = "198.51.100.1"
        let address = cells.joined(separator: ", ")
        cells[35] = ""
        cells[32] = "bad.example.net"
        let name = cells.joined(separator: ", ")
        cells[32] = ""
        let nothing = cells.joined(separator: ", ")
        let (bundle, statistics) = try bundle(
            Self.fireEyeHeader + "\n\n" + [cidr, address, name, nothing].joined(separator: "\n"))
        #expect(statistics.format == .fireEye)
        #expect(statistics.entries == 3)
        #expect(statistics.ignored == 1)
        #expect(bundle.hits("192.0.2.9").first?.threatName == "Ursnif")
        #expect(bundle.has("198.51.100.1") && bundle.has("bad.example.net"))
        #expect(!bundle.has("reports.example.com") && !bundle.has("mail.example.org"))
    }

    @Test func `FireEye rows with too few cells are searched`() throws {
        let (bundle, statistics) = try bundle(
            Self.fireEyeHeader + """


                01-00000002, https://www.example.com/report/01-00000002, , , , , , , 192.0.2.0/24, , , Related, , , , , network, , Ursnif
                01-00000003, https://www.example.com/report/01-00000003, , , invoice.zip, , , , , 198.51.100.1, , , network, , Ursnif
                01-00000004, https://www.example.com/report/01-00000004, , , , , bad.example.net, , , network
                """)
        #expect(statistics.entries == 3)
        #expect(bundle.has("192.0.2.9") && bundle.has("198.51.100.1") && bundle.has("bad.example.net"))
        #expect(!bundle.has("invoice.zip"))
    }

    @Test func `formats have the names of the API`() {
        #expect(
            ListFormat.allCases.map(\.rawValue) == ["TXT", "STIX", "OTX_CSV", "ALIEN_VAULT", "PROOF_POINT", "FIRE_EYE"])
    }

    @Test func `a named format is not guessed at`() throws {
        let (_, statistics) = try bundle("CIDR, 192.0.2.0/24, x", format: .otxCSV)
        #expect(statistics.entries == 1)
    }

    @Test func `kinds of entries that are not wanted are ignored`() throws {
        var builder = IntelligenceBundle.Builder()
        let statistics = try builder.add("bad.net\n203.0.113.1\n", kinds: .addresses)
        let bundle = builder.build()
        #expect(statistics.entries == 1 && statistics.ignored == 1)
        #expect(!bundle.has("bad.net") && bundle.has("203.0.113.1"))
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence
import Testing

private func package(_ properties: String, prolog: String = "") -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <!-- a comment with <tags> & more -->\(prolog)
    <stix:STIX_Package xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:stix="http://stix.mitre.org/stix-1"
        xmlns:cybox="http://cybox.mitre.org/cybox-2" xmlns:AddressObject="http://cybox.mitre.org/objects#AddressObject-2"
        xmlns:DomainNameObj="http://cybox.mitre.org/objects#DomainNameObject-1"
        xmlns:URIObj="http://cybox.mitre.org/objects#URIObject-2" xmlns:c="http://stix.mitre.org/common-1">
      <stix:Observables><cybox:Observable><cybox:Object>\(properties)</cybox:Object></cybox:Observable></stix:Observables>
      <c:Confidence><c:Value>High</c:Value></c:Confidence>
    </stix:STIX_Package>
    """
}

private func address(_ value: String, _ attributes: String = "", category: String = "ipv4-addr") -> String {
    """
    <cybox:Properties xsi:type="AddressObject:AddressObjectType" category="\(category)">
    <AddressObject:Address_Value \(attributes)>\(value)</AddressObject:Address_Value></cybox:Properties>
    """
}

@Suite struct STIXListTests {
    @Test func `STIX 1 addresses, lists and ranges are taken`() throws {
        let (bundle, statistics) = try bundle(
            package(
                address("198.51.100.1") + address("192.0.2.5##comma##192.0.2.6", "condition=\"Equals\" apply_condition=\"ANY\"")
                    + address("203.0.113.0##comma##203.0.113.9", "condition='InclusiveBetween'")
                    + address("2001:db8::/64", category: "ipv6-addr") + address("192.0.2.128/25", category: "cidr")))
        #expect(statistics.format == .stix)
        #expect(statistics.refused == 0)
        for hit in [
            "198.51.100.1", "192.0.2.5", "192.0.2.6", "203.0.113.0", "203.0.113.9", "2001:db8::7", "192.0.2.200",
        ] { #expect(bundle.has(hit), "\(hit)") }
        for miss in ["203.0.113.10", "192.0.2.7", "2001:db8:0:1::1"] { #expect(!bundle.has(miss), "\(miss)") }
    }

    @Test func `STIX 1 names, host names and URIs are taken`() throws {
        let (bundle, statistics) = try bundle(
            package(
                """
                <cybox:Properties xsi:type="DomainNameObj:DomainNameObjectType">
                <DomainNameObj:Value condition="Equals">bad.example.com</DomainNameObj:Value></cybox:Properties>
                <cybox:Properties xsi:type="URIObj:URIObjectType" type="URL">
                <URIObj:Value>http://host.example.net/a?b=1&amp;c=&#x32;</URIObj:Value></cybox:Properties>
                <cybox:Properties xsi:type="HostnameObj:HostnameObjectType">
                <HostnameObj:Hostname_Value><![CDATA[www.example.org]]></HostnameObj:Hostname_Value></cybox:Properties>
                <cybox:Properties xsi:type="WinRegistryKeyObj:WindowsRegistryKeyObjectType">
                <WinRegistryKeyObj:Value>not.a.name.com</WinRegistryKeyObj:Value></cybox:Properties>
                """))
        #expect(statistics.entries == 3)
        #expect(statistics.refused == 0)
        #expect(bundle.has("bad.example.com") && bundle.has("host.example.net") && bundle.has("www.example.org"))
        #expect(!bundle.has("not.a.name.com"))
    }

    @Test func `STIX 1 values of other kinds are ignored`() throws {
        let (_, statistics) = try bundle(
            package(
                address("user@example.com", category: "e-mail") + address("00:11:22:33:44:55", category: "mac")
                    + address("198.51.100.1", "condition=\"DoesNotEqual\"") + address("10.0.0.1")))
        #expect(statistics.entries == 0)
        #expect(statistics.ignored == 4)
        let (_, contains) = try bundle(package(address("198.51.100", "condition=\"StartsWith\"")))
        #expect(contains.refusedSamples.map(\.reason) == [.unknownCondition])
    }

    @Test func `entities are not expanded`() throws {
        let doctype = """
            <!DOCTYPE x [ <!ENTITY a "198.51.100.1"> <!ENTITY b "&a;&a;&a;&a;"> <!ENTITY f SYSTEM "file:///etc/passwd"> ]>
            """
        for entity in ["&a;", "&b;", "&f;", "&unknown", "&#0;", "&#xD800;"] {
            let (bundle, statistics) = try bundle(package(address("198.51.100.9") + address(entity), prolog: doctype))
            #expect(statistics.refusedSamples.map(\.reason) == [.badMarkup])
            #expect(bundle.has("198.51.100.9"))
            #expect(!bundle.has("198.51.100.1"))
        }
    }

    @Test(arguments: [
        "<a>", "<a></b>", "<a b></a>", "<a b=c></a>", "<a b=\"c></a>", "<", "<a", "<a/", "<!DOCTYPE a [", "<!--", "<a><![CDATA[x</a>",
        "<a/>text", "<1/>x", "<?xml", String(repeating: "<a>", count: 1000),
    ])
    func `damaged markup is refused`(text: String) throws {
        let (_, statistics) = try bundle(text, format: .stix)
        #expect(statistics.refusedSamples.map(\.reason) == [.badMarkup], "\(text.prefix(20))")
    }

    private func pattern(_ pattern: String) throws -> (IntelligenceBundle, ListStatistics) {
        let escaped = pattern.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return try bundle(
            """
            {"type":"bundle","id":"bundle--1","objects":[{"type":"indicator","spec_version":"2.1","name":"Poison Ivy",
            "pattern_type":"stix","pattern":"\(escaped)"},{"type":"malware","name":"x"}]}
            """)
    }

    @Test func `STIX 2 patterns give what they compare`() throws {
        let (bundle, statistics) = try pattern(
            "[ipv4-addr:value = '198.51.100.1' OR domain-name:value='bad.example.com' AND url:value = 'http://u.example.net/x'] "
                + "FOLLOWEDBY [ipv6-addr:value ISSUBSET '2001:db8::/48'] WITHIN 5 SECONDS OR "
                + "[ipv4-addr:value IN ('192.0.2.1', '192.0.2.2') AND network-traffic:dst_ref.value = '192.0.2.3'] OR "
                + "[domain-name:resolves_to_refs[*].value = '192.0.2.4' AND file:hashes.'SHA-256' = 'ab:c']")
        #expect(statistics.refused == 0)
        #expect(statistics.entries == 8)
        #expect(statistics.ignored == 1)
        for hit in [
            "198.51.100.1", "bad.example.com", "a.bad.example.com", "u.example.net", "2001:db8:0:ffff::1", "192.0.2.1",
            "192.0.2.2", "192.0.2.3", "192.0.2.4",
        ] { #expect(bundle.has(hit), "\(hit)") }
        #expect(bundle.hits("bad.example.com").first?.threatName == "Poison Ivy")
    }

    @Test func `STIX 2 negations, other objects and revoked indicators are ignored`() throws {
        let (_, negated) = try pattern(
            "[ipv4-addr:value != '198.51.100.1' AND NOT domain-name:value = 'x.example.com' AND domain-name:value MATCHES '^a']")
        #expect(negated.entries == 0)
        #expect(negated.ignored == 3)
        let (_, revoked) = try bundle(
            #"{"type":"bundle","objects":[{"type":"indicator","revoked":true,"pattern":"[ipv4-addr:value = '198.51.100.1']"}]}"#)
        #expect(revoked.entries == 0 && revoked.ignored == 1)
        let (escaped, _) = try pattern(#"[file:name = 'it\'s' OR domain-name:value LIKE '%.wild.example.com']"#)
        #expect(escaped.has("a.wild.example.com"))
    }

    @Test(arguments: ["", "[", "[ipv4-addr:value = '1", "[ipv4-addr:value =", "ipv4-addr:value]", "[]", "[ipv4-addr:value IN '1']", "[(ipv4-addr:value = '1.2.3.4']"])
    func `damaged patterns are refused`(text: String) throws {
        let (_, statistics) = try pattern(text)
        #expect(statistics.refusedSamples.contains { $0.reason == .badPattern })
    }

    @Test func `STIX 2 observables and single objects are taken`() throws {
        let (bundle, statistics) = try bundle(
            """
            {"objects":[{"type":"ipv4-addr","value":"198.51.100.0/30"},{"type":"ipv6-addr","value":"2001:db8::1"},
            {"type":"domain-name","value":"bad.example.com"},{"type":"url","value":"https://u.example.net/"},
            {"type":"ipv4-addr"},{"type":"email-addr","value":"a@b.c"}]}
            """)
        #expect(statistics.entries == 4)
        #expect(statistics.refusedSamples.map(\.line) == [5])
        #expect(bundle.has("198.51.100.3") && bundle.has("2001:db8::1") && bundle.has("u.example.net"))
        let (single, _) = try HinomiIntelligenceTests.bundle(
            #"{"type":"indicator","pattern":"[ipv4-addr:value = '198.51.100.1']"}"#)
        #expect(single.has("198.51.100.1"))
        let (_, damaged) = try HinomiIntelligenceTests.bundle(
            #"{"objects":[{"type":"ipv4-addr","value":"198.51.100.9"},{"type":"#)
        #expect(damaged.entries == 1)
        #expect(damaged.refusedSamples.map(\.reason) == [.badMarkup])
    }

    /// Counted in the files by other tools.
    @Test(.enabled(if: SharedData.isPresent, "the shared data folder is absent"))
    func `published STIX samples are read`() throws {
        var read = [String: ListStatistics]()
        var bundles = [String: IntelligenceBundle]()
        for file in SharedData.files(in: "intel/stix") {
            var builder = IntelligenceBundle.Builder()
            let bytes = try SharedData.read("intel/stix/" + file)
            read[file] = try bytes.withUnsafeBufferPointer { try builder.add(list: $0, name: file, category: .malware) }
            bundles[file] = builder.build()
            #expect(read[file]?.format == .stix, "\(file)")
            #expect(read[file]?.refusedSamples.filter { $0.reason == .badMarkup } == [], "\(file)")
        }
        #expect(read.count == 20)
        // Three private addresses.
        #expect(read["stix1-samples_STIX_IP_Watchlist.xml.gz"]?.ignored == 3)
        #expect(read["stix1-samples_STIX_Domain_Watchlist.xml.gz"]?.entries == 3)
        #expect(bundles["stix1-samples_STIX_Domain_Watchlist.xml.gz"]?.has("malicious2.example.com") == true)
        #expect(read["stix1-samples_APT1_Appendix_D_FQDNs.xml.gz"]?.entries == 2046)
        #expect(bundles["stix1-samples_APT1_Appendix_D_FQDNs.xml.gz"]?.has("zone.canoedaily.com") == true)
        let ivy = try #require(read["stix1-samples_Poison Ivy_fireeye-pivy-indicators.xml.gz"])
        #expect(ivy.entries + ivy.ignored + ivy.refused == 165 + 147)
        #expect(bundles["stix1-samples_Poison Ivy_fireeye-pivy-indicators.xml.gz"]?.has("124.237.77.25") == true)
        #expect(read["stix1-samples_APT1_Appendix_F_SSLCertificates.xml.gz"]?.entries == 0)
        // Three names, four networks.
        #expect(read["stix2-threat-reports_apt1.json.gz"]?.entries == 7)
        #expect(bundles["stix2-threat-reports_apt1.json.gz"]?.has("58.247.1.1") == true)
        #expect(bundles["stix2-threat-reports_poisonivy.json.gz"]?.has("www.webserver.fartit.com") == true)
        for (file, statistics) in read.sorted(by: { $0.key < $1.key }) {
            print(file, statistics.entries, "entries", statistics.ignored, "ignored", statistics.refusedSamples)
        }
    }
}

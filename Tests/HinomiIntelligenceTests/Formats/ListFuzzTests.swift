// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence
import Testing

@Suite struct ListFuzzTests {
    static let seeds: [(ListFormat, String)] = [
        (.txt, "192.0.2.0/24\n203.0.113.1:80\tfamily\n*.bad.example.org\n0.0.0.0 a.b c.d # x\n2001:db8::/32\n1.1.1.1-1.1.1.9\nhttp://u@h.net:1/x\n[::1]:9\nbücher.de\n"),
        (.otxCSV, "Indicator type, Indicator, Description\nCIDR, 192.0.2.0/24, \"a, \"\"b\"\"\"\nDomain name, x.net, \"y\nz\"\n"),
        (.alienVault, "192.0.2.2#4#2#Scanning Host#IN#Gurgaon#28.4,77.0#3\nbad.net#1#2#x;y#US##0.0,0.0#3\n"),
        (.proofPoint, "ip, category, score, first_seen, last_seen, ports (|)\n203.0.113.1, 1, 100, 2000-01-01, 2000-01-01, 80\n"),
        (.fireEye, "reportId, title, cidr, domain, networkIdentifier, ip, threatScape\n01, , 192.0.2.0/24, , Related, , \n02, , , bad.net, , 198.51.100.1\n"),
        (.stix, "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><p:a xmlns:D='x#DomainNameObject-1'><D:Value condition=\"Equals\">a.net##comma##b.net</D:Value><x category='ipv4-addr' xsi:type='AddressObjectType'><Address_Value condition='InclusiveBetween'>192.0.2.0##comma##192.0.2.9&#49;</Address_Value></x><!-- c --><![CDATA[x]]></p:a>"),
        (.stix, #"{"type":"bundle","objects":[{"type":"indicator","name":"n","pattern":"[ipv4-addr:value = '192.0.2.1' OR domain-name:value IN ('a.net','b\\'.net') AND file:hashes.'MD5' != 'x']"},{"type":"url","value":"http://u.net/"}]}"#),
    ]

    @Test(arguments: seeds.indices)
    func `mutated lists never trap`(seed: Int) throws {
        let (format, text) = Self.seeds[seed]
        let original = Array(text.utf8)
        let alphabet = Array("\n\r\t ,;#\"'<>&[]{}()/\\:.-*=%!a0\u{0}é".utf8)
        var random = Random(UInt64(seed) + 100)
        for _ in 0..<1_500 {
            var bytes = original
            for _ in 0...random.below(6) {
                guard !bytes.isEmpty else { break }
                let at = random.below(bytes.count)
                switch random.below(6) {
                case 0: bytes[at] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: at)
                case 2: bytes.insert(alphabet[random.below(alphabet.count)], at: at)
                case 3: bytes.removeSubrange(at...)
                case 4: bytes.insert(contentsOf: original[..<random.below(original.count)], at: at)
                default: bytes.removeSubrange(at..<min(bytes.count, at + random.below(20)))
                }
            }
            for chosen in [format, nil] {
                var builder = IntelligenceBundle.Builder(includingBuiltIns: false)
                let statistics = try bytes.withUnsafeBufferPointer {
                    try builder.add(list: $0, name: "fuzz", format: chosen, category: .malware)
                }
                #expect(statistics.refusedSamples.count == min(statistics.refused, ListStatistics.sampleLimit))
            }
        }
    }

    @Test func `no format is taken for another`() throws {
        for (format, text) in Self.seeds {
            let recognised = Array(text.utf8).withUnsafeBufferPointer { ListFormat.recognise($0) }
            #expect(recognised == format)
        }
    }

    @Test(arguments: ["", "\n", "\u{FEFF}", "\u{FEFF}203.0.113.1", "\u{0}", "\"", ",", "#", "<", "{", "reportId", "ip, category, score"])
    func `short contents do no harm`(text: String) throws {
        for format in ListFormat.allCases {
            _ = try bundle(text, format: format)
        }
        #expect(try bundle("\u{FEFF}203.0.113.1").bundle.has("203.0.113.1"))
    }
}

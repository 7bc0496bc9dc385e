// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence
import HinomiRecords
import Testing

private func table(_ files: String...) throws -> GeoTable {
    var builder = GeoTable.Builder()
    for (number, file) in files.enumerated() {
        _ = try Array(file.utf8).withUnsafeBufferPointer { try builder.add($0, file: "file \(number)") }
    }
    return builder.build()
}

private func found(_ table: GeoTable, _ address: String) -> String {
    let (country, asn) = table.lookup(IPAddress(address)!)
    return "\(country) \(asn)"
}

@Suite struct GeoTableTests {
    static let countries = "# comment\n15726992,15726999,??\n16777216,16777471,AU\n16777472,16778239,CN\n\"3405803776\",\"3405804031\",\"NZ\"\n"
    static let networks = "1.0.0.0/8\tAU\t0\t\n1.0.0.0/24\tUS\t13335\tis-anycast\n1.0.1.0/24\tCN\t4134\n2001::/32\t??\t6939\t\n2001:200::/23\tAU\t0\n2001:200::/32\tJP\t2500\n"

    @Test func `country ranges are found`() throws {
        let table = try table(Self.countries)
        #expect(found(table, "1.0.0.0") == "AU 0")
        #expect(found(table, "1.0.0.255") == "AU 0")
        #expect(found(table, "1.0.1.0") == "CN 0")
        #expect(found(table, "1.0.4.0") == " 0")
        #expect(found(table, "0.239.249.80") == " 0")
        #expect(found(table, "203.0.113.9") == "NZ 0")
        #expect(found(table, "255.255.255.255") == " 0")
        #expect(found(table, "2001::1") == " 0")
    }

    @Test func `the most specific network counts`() throws {
        let table = try table(Self.networks)
        #expect(found(table, "1.0.0.1") == "US 13335")
        #expect(found(table, "1.0.1.1") == "CN 4134")
        #expect(found(table, "1.0.2.1") == "AU 0")
        #expect(found(table, "1.255.255.255") == "AU 0")
        #expect(found(table, "2.0.0.0") == " 0")
        #expect(found(table, "2001::9") == " 6939")
        #expect(found(table, "2001:200::1") == "JP 2500")
        #expect(found(table, "2001:201::1") == "AU 0")
        #expect(found(table, "2001:400::1") == " 0")
    }

    @Test func `country files decide on countries, network files on systems`() throws {
        for order in [[0, 1, 2], [2, 1, 0]] {
            let files = [Self.networks, Self.countries, "13335\tCLOUDFLARENET\nAS4134\tChinanet Backbone\n"]
            var builder = GeoTable.Builder()
            for i in order {
                _ = try Array(files[i].utf8).withUnsafeBufferPointer { try builder.add($0, file: "\(i)") }
            }
            let table = builder.build()
            let place = try #require(table.place(of: IPAddress(1, 0, 0, 1)))
            #expect(place.countryCode == "AU" && place.countryName == "Australia")
            #expect(place.asn == 13335 && place.asnOrganization == "CLOUDFLARENET")
            #expect(table.place(of: IPAddress(1, 0, 1, 1))?.asnOrganization == "Chinanet Backbone")
            #expect(table.place(of: IPAddress(203, 0, 113, 1))?.asn == nil)
            #expect(table.place(of: IPAddress(9, 0, 0, 1)) == nil)
        }
    }

    @Test func `files tell their kind, others are refused`() throws {
        func kind(_ text: String) -> GeoTable.FileKind? { Array(text.utf8).withUnsafeBufferPointer { .recognise($0) } }
        #expect(kind(Self.countries) == .countryRanges)
        #expect(kind("2001::,2001:0:ffff:ffff:ffff:ffff:ffff:ffff,US\n") == .countryRanges)
        #expect(kind(Self.networks) == .networks)
        #expect(kind("1\tLVLT-1\n") == .organizations)
        #expect(kind("hello\n") == nil)
        #expect(throws: GeoTable.Fault.unknownKind(file: "file 0")) { try table("hello") }
        var builder = GeoTable.Builder()
        let statistics = try Array((Self.countries + "5,4,US\nx\n").utf8).withUnsafeBufferPointer { try builder.add($0, file: "f") }
        #expect(statistics.rows == 4 && statistics.refused == 2)
    }

    @Test func `random networks are found as by trying all of them`() throws {
        var random = Random(21)
        var rows = [(CIDR, String, Int)]()
        for _ in 0..<600 {
            let network = CIDR(
                IPAddress(v4: UInt32(random.below(1 << 20)) << 6), prefixLength: 96 + 8 + random.below(25))
            if rows.contains(where: { $0.0 == network }) { continue }
            rows.append((network, ["AU", "CN", "US", "DE"][random.below(4)], random.below(50)))
        }
        let table = try table(rows.map { "\($0.0)\t\($0.1)\t\($0.2)" }.map { $0.contains("/") ? $0 : $0.replacing("\t", with: "/32\t", maxReplacements: 1) }.joined(separator: "\n"))
        for _ in 0..<5_000 {
            let address = IPAddress(v4: UInt32(random.below(1 << 26)))
            let best = rows.filter { $0.0.contains(address) }.max { $0.0.prefixLength < $1.0.prefixLength }
            #expect(found(table, address.description) == (best.map { "\($0.1) \($0.2)" } ?? " 0"))
        }
    }

    @Test func `every country of ISO 3166 has a name`() {
        #expect(CountryNames.name(ofCode: "DE") == "Germany")
        #expect(CountryNames.name(ofCode: "CI") == "Ivory Coast")
        #expect(CountryNames.name(ofCode: "QQ") == nil)
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        let known = letters.flatMap { a in letters.compactMap { b in CountryNames.name(ofCode: "\(a)\(b)") } }
        // 249 countries, and the reserved codes EU and XK.
        #expect(known.count == 251)
    }

    @Test(.enabled(if: SharedData.isPresent, "the shared data folder is absent"))
    func `the geo files of the data folder load`() throws {
        var builder = GeoTable.Builder()
        for file in SharedData.files(in: "geo") {
            let bytes = try SharedData.read("geo/" + file)
            let statistics = try bytes.withUnsafeBufferPointer { try builder.add($0, file: file) }
            print("PRINT", file, statistics.kind, statistics.rows, statistics.refused)
            #expect(statistics.refused * 1000 <= statistics.rows)
        }
        let table = builder.build()
        print("PRINT geo", table.count, "ranges", table.byteCount, "bytes")
        let google = try #require(table.place(of: IPAddress(8, 8, 8, 8)))
        #expect(google.countryCode == "US" && google.asn == 15169)
        #expect(google.asnOrganization.uppercased().contains("GOOGLE"))
        #expect(table.lookup(IPAddress("2001:200::1")!).countryCode == "JP")
        #expect(table.place(of: IPAddress(10, 0, 0, 1)) == nil)
    }
}

// SPDX-License-Identifier: Apache-2.0
import HinomiSources
import Testing

struct RawRecordFetcherTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    private func fetch(_ bytes: [UInt8], _ offsets: [Int], _ shape: RawRecordFetcher.Shape, packed: Bool = false) throws
        -> [FetchedRecord]
    {
        let path = try folder.write("a", packed ? Packing.gzip(bytes) : bytes)
        let file = DiscoveredFile(path: LocalPath(path), size: 0)
        return try RawRecordFetcher().fetch(file: file, offsets: offsets.map { UInt64($0) }, shape: shape)
    }

    private func text(_ record: FetchedRecord) -> String { String(decoding: record.raw, as: UTF8.self) }

    @Test
    func `lines come with their numbers and without their ends`() throws {
        let content = Array("first\nsecond\r\n\nfourth".utf8)
        let records = try fetch(content, [14, 0, 6, 15, 6], .line)
        #expect(records.map(text) == ["first", "second", "", "fourth"])
        #expect(records.map(\.line) == [1, 2, 3, 4])
        #expect(records.map(\.offset) == [0, 6, 14, 15])
        #expect(records.allSatisfy { !$0.wasCut })
    }

    @Test
    func `lines far into a compressed file have the right numbers`() throws {
        let content = logLines(30_000)
        var starts = [0]
        for (index, byte) in content.enumerated() where byte == 10 { starts.append(index + 1) }
        let chosen = [0, 1, 7, 3_999, 4_000, 15_000, 29_999]
        let records = try fetch(content, chosen.map { starts[$0] }, .line, packed: true)
        #expect(records.map(\.line) == chosen.map { UInt64($0 + 1) })
        for (record, index) in zip(records, chosen) {
            #expect(record.raw == Array(content[starts[index]..<starts[index + 1] - 1]))
        }
    }

    @Test
    func `long lines are cut and marked, and one that just fits is not`() throws {
        let limit = 64 << 10
        let line = [UInt8](repeating: 65, count: limit)
        let fits = try fetch(line + [10, 66], [0], .line)
        #expect(fits.first?.raw == line)
        #expect(fits.first?.wasCut == false)
        let cut = try fetch(line + [65, 10, 66], [0, limit + 2], .line)
        #expect(cut.map(\.wasCut) == [true, false])
        #expect(cut.first?.raw == line)
        #expect(cut.last?.line == 2)
    }

    @Test
    func `JSON values end where their braces balance`() throws {
        let content = Array(#"{"Records":[{"a":"}\"]{","b":[1,{"c":2}]},{"d":3}, 42 ,"x\\"]}"#.utf8)
        let starts = [12, 41, 50, 54, 11]
        let records = try fetch(content, starts, .jsonValue, packed: true)
        #expect(
            records.map(text) == [
                #"[{"a":"}\"]{","b":[1,{"c":2}]},{"d":3}, 42 ,"x\\"]"#, #"{"a":"}\"]{","b":[1,{"c":2}]}"#, #",{"d":3}"#,
                " 42", #","x\\""#,
            ])
        #expect(records.allSatisfy { $0.line == 1 && !$0.wasCut })
    }

    /// A text as JSON writes it in a string.
    private func quoted(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    @Test(arguments: [
        #"{"eventName":"A","b":[1,{"c":"x\"}{"}],"d":"\\","e":"\u00e9"}"#,
        "{\n  \"eventName\": \"A\",\n  \"b\": {}\n}", #"[{"a":"]"}]"#,
    ])
    func `a record in a string comes whole and without the escapes`(record: String) throws {
        for padding in ["", " ", "\n "] {
            let front = #"{"Events":[{"EventId":"1","CloudTrailEvent":""#
            let content = "\(front)\(quoted(padding + record))\",\"Username\":\"}\"},{\"a\":\"b\"}]}"
            let fetched = try fetch(Array(content.utf8), [front.utf8.count], .jsonValue)
            #expect(fetched.map(text) == [record])
            #expect(fetched.allSatisfy { !$0.wasCut })
        }
    }

    @Test
    func `a long record in a string is whole up to the limit, and readable when it is cut`() throws {
        for count in [40_000, 90_000, 200_000] {
            let record = #"{"a":""# + String(repeating: #"\"\u00e9 "#, count: count) + #""}"#
            let fetched = try fetch(Array("[\"\(quoted(record))\"]".utf8), [2], .jsonValue, packed: true)
            let whole = quoted(record).utf8.count <= 1 << 20
            #expect(fetched.map(\.wasCut) == [!whole])
            let shown = try #require(fetched.first.map(text))
            #expect(whole ? shown == record : record.hasPrefix(shown) && shown.utf8.count > 700_000)
        }
        let open = try fetch(Array(#"["{\"a\":\"b"#.utf8), [2], .jsonValue)
        #expect(open.map(text) == [#"{"a":"b"#])
        #expect(open.map(\.wasCut) == [true])
    }

    @Test
    func `JSON values over many buffers and lines are whole`() throws {
        let filler = (0..<40_000).map { "  {\"n\":\($0),\"s\":\"{[\"}" }.joined(separator: ",\n")
        let content = Array("{\"Records\":[\n\(filler)\n]}".utf8)
        var offsets: [Int] = []
        for (index, byte) in content.enumerated() where byte == 123 && index > 2 && content[index - 1] == 32 {
            offsets.append(index)
        }
        #expect(offsets.count == 40_000)
        let records = try fetch(content, offsets, .jsonValue, packed: true)
        #expect(records.count == 40_000)
        for (index, record) in records.enumerated() {
            #expect(text(record) == "{\"n\":\(index),\"s\":\"{[\"}")
            #expect(record.line == UInt64(index + 2))
        }
    }

    @Test
    func `huge and unfinished JSON values are cut and marked`() throws {
        let huge = Array("{\"a\":\"".utf8) + [UInt8](repeating: 97, count: 2 << 20) + Array("\"}".utf8)
        let cut = try fetch(huge, [0], .jsonValue)
        #expect(cut.first?.raw.count == 1 << 20)
        #expect(cut.first?.wasCut == true)
        let open = try fetch(Array("{\"a\":1".utf8), [0], .jsonValue)
        #expect(open.map(text) == ["{\"a\":1"])
        #expect(open.first?.wasCut == true)
        #expect(try fetch(Array("12345".utf8), [0], .jsonValue).map(\.wasCut) == [false])
    }

    @Test
    func `damage keeps what came before it, and offsets behind the end are missing`() throws {
        let content = logLines(3000)
        let packed = Packing.gzip(content)
        let path = try folder.write("torn.gz", Array(packed.prefix(packed.count / 2)))
        let file = DiscoveredFile(path: LocalPath(path), size: 0)
        let records = try RawRecordFetcher().fetch(
            file: file, offsets: [0, UInt64(content.count - 5), .max], shape: .line)
        #expect(records.map(\.offset) == [0])
        #expect(records.first?.raw == Array(content.prefix { $0 != 10 }))
        let missing = DiscoveredFile(path: LocalPath(folder.path + "/none"), size: 0)
        #expect(throws: SourceError.self) {
            try RawRecordFetcher().fetch(file: missing, offsets: [0], shape: .line)
        }
    }

    @Test
    func `reading stops behind the last record`() throws {
        // Junk behind the data would be an error, were it reached.
        let content = logLines(40_000)
        let path = try folder.write("a.gz", Packing.gzip(content, crc: 5))
        let file = DiscoveredFile(path: LocalPath(path), size: 0)
        let records = try RawRecordFetcher().fetch(file: file, offsets: [0], shape: .line)
        #expect(records.map(\.wasCut) == [false])
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiFindings
import Testing

struct FormatTests {
    private func lines(_ data: Data) -> [Data] { data.split(separator: UInt8(ascii: "\n")).map { Data($0) } }

    private func objects(_ data: Data) throws -> [[String: Any]] {
        try lines(data).map { try #require(try JSONSerialization.jsonObject(with: $0) as? [String: Any]) }
    }

    private func hasNoControls(_ data: Data) -> Bool {
        String(decoding: data, as: UTF8.self).unicodeScalars.allSatisfy {
            $0 == "\n" || !($0.value < 0x20 || (0x7F..<0xA0).contains($0.value) || $0.value == 0x202E)
        }
    }

    @Test func `ndjson has a finding a line`() throws {
        let findings = Samples.findings()
        let objects = try objects(FindingFormat.ndjson.data(findings))
        #expect(objects.compactMap { $0["id"] as? String } == findings.map(\.id))
    }

    @Test func `json is one document with the same findings`() throws {
        let findings = Samples.findings()
        let document = try #require(
            try JSONSerialization.jsonObject(with: FindingFormat.json.data(findings)) as? [String: [NSDictionary]])
        let single = try objects(FindingFormat.ndjson.data(findings)).map { $0 as NSDictionary }
        #expect(document["findings"] == single)
        let empty = try JSONSerialization.jsonObject(with: FindingFormat.json.data([])) as? [String: [NSDictionary]]
        #expect(empty == ["findings": []])
    }

    @Test(arguments: [FindingFormat.json, .ndjson, .asff, .ocsf])
    func `hostile texts leave the documents whole`(_ format: FindingFormat) throws {
        let findings = Hostile.findings()
        let data = format.data(findings)
        #expect(hasNoControls(data))
        switch format {
        case .json:
            let document = try JSONSerialization.jsonObject(with: data) as? [String: [Any]]
            #expect(document?["findings"]?.count == findings.count)
        case .asff:
            let batches = try objects(data).compactMap { $0["Findings"] as? [Any] }
            #expect(batches.map(\.count).reduce(0, +) == findings.count)
            #expect(batches.allSatisfy { $0.count <= 100 })
        default: #expect(try objects(data).count == findings.count)
        }
    }

    @Test func `hostile texts read back as they were`() throws {
        for text in Hostile.texts where text.utf8.count <= 1024 {
            let finding = try #require(Samples.findings([Hostile.signal(Samples.lookup, text)]).first)
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(finding.json())) as? [String: Any])
            let service = try #require(object["service"] as? [String: Any])
            let action = try #require(service["action"] as? [String: Any])
            let request = try #require(action["dnsRequestAction"] as? [String: Any])
            let domain = try #require(request["domain"] as? String)
            #expect(Array(domain.unicodeScalars) == Array(text.unicodeScalars))
        }
    }

    @Test func `random bytes leave the documents whole`() throws {
        var numbers = Numbers(seed: 7)
        for _ in 0..<300 {
            let bytes = (0..<Int.random(in: 0...60, using: &numbers)).map { _ in
                UInt8.random(in: 0...255, using: &numbers)
            }
            let text = String(decoding: bytes, as: UTF8.self)
            let base = Samples.all.randomElement(using: &numbers) ?? Samples.scan
            let findings = Samples.findings([Hostile.signal(base, text)])
            for format in [FindingFormat.ndjson, .asff, .ocsf] {
                #expect(try objects(format.data(findings)).count == 1)
            }
            #expect(CSVFormatTests.rows(FindingFormat.csv.data(findings)).map(\.count) == [38, 38])
            let report = TextReport().text(findings)
            #expect(report.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
        }
    }

    @Test(.enabled(if: Python.has("botocore"), "python3 with botocore is not here"))
    func `Security Hub takes every batch`() throws {
        let data = FindingFormat.asff.data(Samples.findings() + Hostile.findings())
        let result = try Python.check("check_asff.py", input: data)
        #expect(result.status == 0, "\(result.output)")
    }

    @Test(.enabled(if: Python.has("ocsf_json_schema", "jsonschema"), "ocsf-json-schema and jsonschema are not here"))
    func `events follow the published OCSF schema`() throws {
        let data = FindingFormat.ocsf.data(Samples.findings())
        let result = try Python.check("check_ocsf.py", input: data)
        #expect(result.status == 0, "\(result.output)")
    }

    @Test func `OCSF events have what every Detection Finding must have`() throws {
        for event in try objects(FindingFormat.ocsf.data(Samples.findings())) {
            #expect(event["class_uid"] as? Int == 2004)
            #expect(event["category_uid"] as? Int == 2)
            #expect(event["activity_id"] as? Int == 1)
            #expect(event["type_uid"] as? Int == 200401)
            #expect((2...5).contains(try #require(event["severity_id"] as? Int)))
            #expect(event["time"] is Int)
            let metadata = try #require(event["metadata"] as? [String: Any])
            #expect(metadata["version"] as? String == "1.3.0")
            #expect((metadata["product"] as? [String: Any])?["vendor_name"] as? String == "Hinomi")
            let info = try #require(event["finding_info"] as? [String: Any])
            #expect(info["uid"] is String && info["title"] is String)
            let cloud = try #require(event["cloud"] as? [String: Any])
            #expect(cloud["provider"] as? String == "AWS")
            let evidences = try #require(event["evidences"] as? [[String: Any]])
            let known: Set = ["api", "actor", "connection_info", "data", "dst_endpoint", "src_endpoint", "query"]
            for evidence in evidences { #expect(!evidence.isEmpty && Set(evidence.keys).isSubset(of: known)) }
        }
    }
}

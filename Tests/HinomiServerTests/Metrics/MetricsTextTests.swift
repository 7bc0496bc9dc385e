// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HinomiServer

struct MetricsTextTests {
    @Test func `labels are escaped`() {
        var text = MetricsText()
        text.begin("a", .gauge, "What it is.")
        text.sample("a", ["path": "C:\\x \"y\"\nb 1"], 1.5)
        #expect(text.text == "# HELP a What it is.\n# TYPE a gauge\na{path=\"C:\\\\x \\\"y\\\"\\nb 1\"} 1.5\n")
    }

    @Test func `times are counted in ranges that add up`() {
        let figures = RequestFigures()
        for seconds in [0.0001, 0.001, 0.0011, 0.3, 100] { figures.count("GetFindings", status: 200, seconds: seconds) }
        var text = MetricsText()
        text.write(figures.counts)
        let lines = text.text.split(separator: "\n").filter { $0.contains("_bucket") }
        let counts = lines.compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
        #expect(counts == [2, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 5])
        #expect(lines.last == "hinomi_request_duration_seconds_bucket{operation=\"GetFindings\",le=\"+Inf\"} 5")
        #expect(text.text.contains("hinomi_request_duration_seconds_count{operation=\"GetFindings\"} 5\n"))
        #expect(text.text.contains("hinomi_requests_total{operation=\"GetFindings\",status=\"200\"} 5\n"))
    }

    @Test func `the process is told of by the kernel`() {
        let figures = ProcessFigures()
        #expect(figures.residentBytes > 1 << 20)
        #expect(figures.virtualBytes > figures.residentBytes)
        #expect(figures.openFiles > 2)
        #expect(figures.maximumFiles > Double(figures.openFiles))
        #expect(figures.startSeconds > 1_600_000_000)
        #expect(figures.cpuSeconds > 0)
    }
}

// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Testing

@testable import HinomiFindings

struct TextReportTests {
    private func plain(_ findings: [Finding], _ width: Int = 80) -> String {
        var report = TextReport()
        report.width = width
        return report.text(findings)
    }

    @Test func `nothing found is said plainly`() {
        #expect(plain([]) == "No findings.\n")
    }

    @Test func `a scan reads like this`() {
        let expected = """
            1 finding: 1 medium
            Seen from 2026-03-01 10:00:00 to 10:04:59 UTC

            ◆ MEDIUM  Recon:EC2/Portscan
              Instance i-0abc is scanning ports of 203.0.113.9

              Instance i-0abc tried 500 different ports of 203.0.113.9 within 5 minutes.

              Who        instance i-0abc “web-1” (eni-0abc, 10.0.0.7, public 198.51.100.7,
                         vpc-1), in account 111122223333, us-east-1
              What       TCP outbound, 10.0.0.7:40001 → 203.0.113.9:443 (HTTPS)
              Where      203.0.113.9 is in Amsterdam, Netherlands; AS64496 Example Net
              When       2026-03-01 10:00:00 to 10:04:59 UTC (4 min 59 s)
              How often  37 times
              Why        distinct ports tried on 203.0.113.9: 500 (limit 100)
                         share of refused connections: 98.25% (limit 50%)
              Evidence   30 records; the first one:
                         logs/flow.log.gz:12
                         2 111122223333 eni-0abc 10.0.0.7 203.0.113.9 40001 443 6 1 40 1 2 …
              Caution    No reply was seen, because the flow log has no return direction.
            """
        let report = plain(Samples.findings([Samples.scan]))
        #expect(report.hasPrefix(expected), "\(report)")
        #expect(report.contains("  Do next    1. "))
    }

    @Test func `counts by severity come first`() {
        #expect(plain(Samples.findings()).hasPrefix("10 findings: 1 critical, 2 high, 2 medium, 5 low\n"))
    }

    @Test(arguments: [40, 60, 80, 120])
    func `lines fit the width`(_ width: Int) {
        for line in plain(Samples.findings() + Hostile.findings(), width).split(separator: "\n") {
            // The heading of a finding stays whole, so that its type can be searched for.
            if ["■", "▲", "◆", "●"].contains(line.first) { continue }
            #expect(DisplayWidth.of(String(line)) <= width, "\(line)")
        }
    }

    @Test func `nothing from a log steers the terminal`() {
        var report = TextReport()
        for usesColor in [false, true] {
            report.usesColor = usesColor
            var text = report.text(Hostile.findings())
            // Colour may come from us only: these sequences and no others.
            for code in ["1", "2", "0", "1;35", "1;31", "1;33", "1;34"] {
                text = text.replacing("\u{1B}[" + code + "m", with: "")
            }
            for scalar in text.unicodeScalars where scalar != "\n" { #expect(!VisibleText.isHidden(scalar)) }
        }
        #expect(VisibleText.of("a\u{1B}[2Jb\n\u{202E}") == "a\\u{1b}[2Jb\\n\\u{202e}")
    }

    @Test func `colour adds to the words and takes none away`() {
        var report = TextReport()
        report.usesColor = true
        let findings = Samples.findings()
        let colored = report.text(findings)
        var bare = colored
        for code in ["1", "2", "0", "1;35", "1;31", "1;33", "1;34"] {
            bare = bare.replacing("\u{1B}[" + code + "m", with: "")
        }
        #expect(bare == plain(findings))
        #expect(colored.contains("\u{1B}[1;31m▲ HIGH\u{1B}[0m"))
        #expect(colored.contains("\u{1B}[1;33m◆ MEDIUM\u{1B}[0m"))
        #expect(colored.contains("\u{1B}[1;34m● LOW\u{1B}[0m"))
    }

    @Test(arguments: [
        (0, "less than a second"), (59, "59 s"), (60, "1 min"), (3605, "1 h"), (90061, "1 d 1 h"), (86_400, "1 d"),
        (3660, "1 h 1 min"),
    ])
    func `durations read naturally`(_ seconds: Int64, _ expected: String) {
        #expect(PlainTime.duration(Samples.noon, Samples.noon.advanced(seconds: seconds)) == expected)
    }

    @Test(arguments: [
        (5.0, "5"), (1234567.0, "1,234,567"), (-1234.0, "-1,234"), (0.12345, "0.123"), (98.254, "98.25"),
        (123.456, "123.5"),
        (1234.6, "1,235"), (0.00001, "1e-05"), (.nan, "unknown"),
    ])
    func `numbers read naturally`(_ number: Double, _ expected: String) {
        #expect(PlainNumber.text(number) == expected)
    }
}

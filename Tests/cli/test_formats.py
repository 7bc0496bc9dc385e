# SPDX-License-Identifier: Apache-2.0
import csv
import io
import json
import os
import pty
import select
import subprocess

from support import ATTACK, INTEL, PROGRAM, ScanTestCase, portscan, scan, scan_attack


class Formats(ScanTestCase):
    def test_ndjson_is_the_default_where_no_terminal_is(self):
        self.assertEqual(scan_attack().output, scan_attack("--format", "ndjson").output)

    def test_json_and_ndjson_say_the_same(self):
        self.assertEqual(json.loads(scan_attack("--format", "json").output)["findings"], scan_attack("--format", "ndjson").findings)

    def test_findings_have_what_guardduty_findings_have(self):
        for finding in scan_attack().findings:
            for member in ("schemaVersion", "accountId", "region", "partition", "id", "arn", "type", "resource",
                           "service", "severity", "createdAt", "updatedAt", "title", "description"):
                self.assertIn(member, finding)
            self.assertRegex(finding["id"], r"^[0-9a-f]{32}$")
            self.assertEqual(finding["accountId"], "111122223333")
            self.assertEqual(finding["region"], "us-east-1")
            self.assertIn(f"/finding/{finding['id']}", finding["arn"])
            self.assertLessEqual(finding["service"]["eventFirstSeen"], finding["service"]["eventLastSeen"])
            self.assertGreaterEqual(finding["service"]["count"], 1)

    def test_csv_has_a_heading_and_a_row_a_finding(self):
        rows = list(csv.reader(io.StringIO(scan_attack("--format", "csv").text)))
        self.assertEqual(rows[0][:4], ["id", "severity", "severity_label", "type"])
        self.assertEqual({len(row) for row in rows}, {len(rows[0])})
        self.assertEqual([row[0] for row in rows[1:]], [f["id"] for f in scan_attack().findings])

    def test_csv_without_findings_is_its_heading(self):
        rows = list(csv.reader(io.StringIO(scan_attack("--format", "csv", "--type", "None:*").text)))
        self.assertEqual(len(rows), 1)

    def test_asff_has_what_security_hub_asks_for(self):
        findings = json.loads(scan_attack("--format", "asff").output)["Findings"]
        self.assertEqual(len(findings), len(scan_attack().findings))
        for finding in findings:
            for member in ("SchemaVersion", "Id", "ProductArn", "GeneratorId", "AwsAccountId", "CreatedAt", "UpdatedAt",
                           "Severity", "Title", "Description", "Resources"):
                self.assertIn(member, finding)
            self.assertEqual(finding["SchemaVersion"], "2018-10-08")
            self.assertIn(finding["Severity"]["Label"], ("LOW", "MEDIUM", "HIGH", "CRITICAL"))

    def test_ocsf_events_are_detection_findings(self):
        lines = scan_attack("--format", "ocsf").output.splitlines()
        self.assertEqual(len(lines), len(scan_attack().findings))
        for line in lines:
            event = json.loads(line)
            self.assertEqual(event["class_uid"], 2004)
            self.assertEqual(event["type_uid"], 200400 + event["activity_id"])

    def test_text_names_every_finding_with_its_reason(self):
        text = scan_attack("--format", "text").text
        for finding in scan_attack().findings:
            self.assertIn(finding["id"], text)
            self.assertIn(finding["type"], text)
        self.assertNotIn("\x1b", text)

    def test_text_without_findings_says_so(self):
        self.assertRegex(scan_attack("--format", "text", "--type", "None:*").text, r"(?i)no findings|nothing")

    def test_json_without_findings_is_still_json(self):
        for form, document in (("json", {"findings": []}), ("asff", {"Findings": []})):
            self.assertEqual(json.loads(scan_attack("--format", form, "--type", "None:*").output), document)
        for form in ("ndjson", "ocsf"):
            self.assertEqual(scan_attack("--format", form, "--type", "None:*").output, b"")

    def test_positions_are_told_when_asked_for(self):
        self.write("scan.log", portscan())
        self.assertNotIn(b"scan.log", scan(self.logs).output)
        self.assertIn(b"scan.log", scan(self.logs, "--positions").output)

    def test_what_logs_say_cannot_change_the_output(self):
        # A user name with quotes, control characters, an escape sequence and a spreadsheet formula.
        call = {
            "eventVersion": "1.08", "eventTime": "2026-11-23T12:00:00Z", "eventSource": "iam.amazonaws.com",
            "eventName": "ListUsers", "awsRegion": "us-east-1", "sourceIPAddress": "203.0.113.9",
            "userAgent": "aws-cli/2 Linux/6.1.0-kali9 \u001b[31mred\u001b[0m \u202ertl",
            "userIdentity": {"type": "IAMUser", "accountId": "111122223333", "userName": "=cmd|'/c calc'!A1\",\n\u0000x",
                             "accessKeyId": "AKIAIOSFODNN7EXAMPLE", "arn": "arn:aws:iam::111122223333:user/x",
                             "principalId": "AIDAEXAMPLE"},
            "eventID": "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee", "eventType": "AwsApiCall", "eventCategory": "Management",
            "recipientAccountId": "111122223333",
        }
        self.write("calls.json", {"Records": [call]})
        self.assertEqual(scan(self.logs).types, ["PenTest:IAMUser/KaliLinux"])
        for form in ("text", "json", "ndjson", "csv", "asff", "ocsf"):
            result = scan(self.logs, "--format", form)
            self.assertStatus(result, 0)
            for forbidden in ("\x1b", "\x00", "\u202e"):
                self.assertNotIn(forbidden, result.text, form)
        rows = list(csv.reader(io.StringIO(scan(self.logs, "--format", "csv").text)))
        self.assertEqual(len(rows), 2)
        for field in rows[1]:
            self.assertNotRegex(field, r"^[=+@]|^-[^0-9]", "a spreadsheet would run this")


class Terminals(ScanTestCase):
    def on_terminal(self, *arguments, env=None):
        """Runs with standard output and error on a terminal; returns what a person would see."""
        master, slave = pty.openpty()
        environment = {**os.environ, "TERM": "xterm", **(env or {})}
        if not env or "NO_COLOR" not in env:
            environment.pop("NO_COLOR", None)
        process = subprocess.Popen(
            [PROGRAM, "scan", *map(str, arguments)], stdout=slave, stderr=slave, stdin=subprocess.DEVNULL,
            env=environment)
        os.close(slave)
        seen = b""
        while True:
            try:
                if not select.select([master], [], [], 60)[0]:
                    break
                chunk = os.read(master, 65_536)
            except OSError:
                break
            if not chunk:
                break
            seen += chunk
        os.close(master)
        process.wait(60)
        return seen.decode()

    def test_a_terminal_gets_coloured_text(self):
        seen = self.on_terminal(ATTACK, "--intel", INTEL)
        self.assertIn("Recon:EC2/Portscan", seen)
        self.assertIn("\x1b[", seen)
        self.assertNotIn('"schemaVersion"', seen)

    def test_no_color_is_respected(self):
        for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
            seen = self.on_terminal(ATTACK, "--intel", INTEL, "--quiet", env=env)
            self.assertIn("Recon:EC2/Portscan", seen)
            self.assertNotIn("\x1b[3", seen)

    def test_color_can_be_forced_and_forbidden(self):
        self.assertIn(b"\x1b[", scan_attack("--format", "text", "--color", "always").output)
        self.assertNotIn("\x1b[3", self.on_terminal(ATTACK, "--intel", INTEL, "--color", "never", "--quiet"))

    def test_nothing_is_drawn_where_no_terminal_is(self):
        self.assertNotIn("\r", scan_attack().errors)
        self.assertNotIn("\x1b", scan_attack().errors)

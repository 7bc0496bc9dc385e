# SPDX-License-Identifier: Apache-2.0
"""--limits, and hinomi limits, which lists what it may say."""
import gzip
import json
import re

from support import ATTACK, INTEL, ROOT, ScanTestCase, portscan, run, scan

PORTSCAN = "Recon:EC2/Portscan"
PAGES = ROOT / "Documentation/detections"


class Limits(ScanTestCase):
    def limits(self, **groups):
        return self.write("limits.json", json.dumps({name.replace("_", "-"): limits for name, limits in groups.items()}),
                          folder="limits")

    def assertRefused(self, said, *arguments):
        result = run(*arguments)
        self.assertStatus(result, 2)
        self.assertEqual(result.output, b"")
        self.assertIn(said, result.errors)
        self.assertLess(len(result.errors), 1_500)

    def test_a_limit_moves_what_is_found_both_ways(self):
        self.write("vpc.log", portscan(ports=20))
        self.assertEqual(scan(self.logs).types, [PORTSCAN])
        self.assertEqual(scan(self.logs, "--limits", self.limits(portscan={"ports": 21})).types, [])
        self.assertEqual(scan(self.logs, "--limits", self.limits(portscan={"ports": 20})).types, [PORTSCAN])
        self.write("vpc.log", portscan(ports=10))
        self.assertEqual(scan(self.logs).types, [])
        self.assertEqual(scan(self.logs, "--limits", self.limits(portscan={"ports": 10})).types, [])
        self.assertEqual(
            scan(self.logs, "--limits", self.limits(portscan={"ports": 10, "alarm": 9})).types, [PORTSCAN])

    def test_a_finding_says_the_limits_that_were_in_force(self):
        self.write("vpc.log", portscan(ports=30))
        told = scan(self.logs, "--limits", self.limits(portscan={"ports": 23}), "--format", "text").text
        self.assertRegex(told, r"distinct ports of 198\.51\.100\.20 .*\b23\b")

    def test_a_list_of_all_limits_is_a_file_that_changes_nothing(self):
        usual = run("limits", "--json")
        path = self.write("all.json", usual.text, folder="limits")
        self.assertEqual(run("limits", "--json", "--limits", path).text, usual.text)
        arguments = ["--intel", INTEL, "--format", "json"]
        found = scan(ATTACK, *arguments)
        self.assertStatus(found, 0)
        self.assertGreater(len(found.output), 1_000)
        self.assertEqual(scan(ATTACK, *arguments, "--limits", path).output, found.output)

    def test_what_cannot_be_set_is_a_usage_error_that_names_it(self):
        self.write("vpc.log", portscan())
        for text, said in (
            ('{"portscan": {"port": 20}}', "portscan.port: there is no limit of this name; there are ports, "),
            ('{"portscn": {}}', "portscn: there is no detector of this name"),
            ('{"portscan": {"ports": "20"}}', "portscan.ports: must be a whole number from 2 to 10000"),
            ('{"portscan": {"ports": 1e9}}', "portscan.ports: must be a whole number from 2 to 10000"),
            ('{"portscan": {"ports": 20}', "the text ends too early (byte 26)"),
            ("[1]", "must be an object as "), ("", "the text ends too early"), ("[" * 100_000, "deeper than allowed"),
            ('{"' + "x" * (1 << 20) + '": {}}', "longer than allowed"),
        ):
            with self.subTest(text[:30]):
                self.assertRefused(said, "limits", "--limits", self.write("limits.json", text, folder="limits"))
        path = self.write("limits.json", '{"portscan": {"port": 20}}', folder="limits")
        for arguments in (["scan", self.logs], ["evaluate", self.logs], ["watch", self.logs, "--state", self.folder / "state"],
                          ["serve", "--check", "--data", self.folder / "data"]):
            with self.subTest(arguments[0]):
                self.assertRefused(f"{path}: portscan.port: there is no limit", *arguments, "--limits", path)
        self.assertStatus(scan(self.logs, "--limits", self.folder / "nowhere.json"), 2)

    def test_evaluate_goes_by_them(self):
        recording = self.folder / "recording"
        recording.mkdir()
        (recording / "vpcflow.log.gz").write_bytes(gzip.compress(portscan(ports=20).encode()))
        (recording / "labels.json").write_text(json.dumps({
            "scenario": "a scan of twenty ports", "hosts": [],
            "expected_findings": [{"type": PORTSCAN, "certainty": "certain"}]}))
        self.assertStatus(run("evaluate", recording), 0)
        self.assertStatus(run("evaluate", recording, "--limits", self.limits(portscan={"ports": 20})), 0)
        missed = run("evaluate", recording, "--limits", self.limits(portscan={"ports": 21}))
        self.assertStatus(missed, 1)
        self.assertIn("a scan of twenty ports", missed.text)

    def test_watch_goes_by_them(self):
        self.write("vpc.log", portscan(ports=20))
        for ports, types in ((20, [PORTSCAN]), (21, [])):
            with open(self.logs / "vpc.log", "rb") as log:
                result = run("watch", "-", "--state", self.folder / f"state-{ports}", "--format", "ndjson",
                             "--limits", self.limits(portscan={"ports": ports}), stdin=log)
            self.assertStatus(result, 0)
            self.assertEqual(result.types, types)

    def test_a_limit_that_was_moved_is_shown_beside_the_usual_one(self):
        shown = run("limits", "portscan", "tor", "--limits", self.limits(portscan={"ports": 23})).text
        self.assertRegex(shown, r"(?m)^  ports +23  .* \(usually 15; from 2 to 10000 ports\)$")
        self.assertRegex(shown, r"(?m)^  called +2  .* \(from 1 to 1000 relays\)$")
        self.assertNotIn("spambot", shown)
        refused = run("limits", "portscn")
        self.assertNotEqual(refused.status, 0)
        self.assertIn("portscn", refused.errors)

    def test_the_page_of_limits_is_the_programs(self):
        page = (ROOT / "Documentation/limits.md").read_text()
        self.assertEqual(run("limits", "--markdown").text, page, "make docs writes the page anew")
        for name in re.findall(r"\(detections/(.*?)\)", page):
            self.assertTrue((PAGES / name).is_file(), name)

    def test_pages_of_detectors_give_the_values_that_are_in_force(self):
        groups = json.loads(run("limits", "--json").text)
        page_of = dict(re.findall(r"^## (\S+)\n\n\[.*\]\(detections/(\S+)\.md\)", run("limits", "--markdown").text, re.M))
        self.assertEqual(page_of.keys(), groups.keys())
        for page in sorted(set(page_of.values())):
            mine = [limits for name, limits in groups.items() if page_of[name] == page]
            text = (PAGES / f"{page}.md").read_text()
            named = set(re.findall(r"`(\w+)`", text))
            for name in {name for limits in mine for name in limits}:
                with self.subTest(page=page, limit=name):
                    self.assertIn(name, named)
            # Rows as "| `ports` | 15 | why |", and "| `others`, `othersOfListed` | 0, 2 | … |".
            for names, values in re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| ([-+0-9.,  ]+) \|", text, re.M):
                names = re.findall(r"\w+", names)
                values = [float(value.replace(",", "")) for value in re.split(r", ", values)]
                self.assertEqual(len(names), len(values), (page, names))
                for name, value in zip(names, values):
                    with self.subTest(page=page, limit=name):
                        self.assertIn(value, [limits[name] for limits in mine if name in limits])

# SPDX-License-Identifier: Apache-2.0
import pathlib
import re
import unittest

from support import ROOT, ScanTestCase, portscan, run, scan, scan_attack


class Commands(ScanTestCase):
    def test_help_names_every_subcommand(self):
        result = run("--help")
        self.assertStatus(result, 0)
        for command in ("scan", "types"):
            self.assertRegex(result.text, rf"(?m)^  {command} ")

    def test_help_of_scan_explains_every_option_and_exit_status(self):
        result = scan("--help")
        self.assertStatus(result, 0)
        for option in ("--format", "--output", "--intel", "--trusted", "--geo", "--inventory", "--profiles", "--since",
                       "--until", "--severity", "--type", "--threads", "--fail-on", "--signals", "--signals-output", "--stats", "--quiet", "--color"):
            self.assertRegex(result.text, rf"(?m)^  {option} ", option)
        self.assertIn("Exit status", result.text)

    def test_help_fits_a_terminal(self):
        for arguments in (["--help"], ["scan", "--help"], ["types", "--help"]):
            widest = max(run(*arguments, env={"COLUMNS": "80"}).text.splitlines(), key=len)
            self.assertLessEqual(len(widest), 80, widest)

    def test_version_is_a_version(self):
        result = run("--version")
        self.assertStatus(result, 0)
        self.assertRegex(result.text.strip(), r"^\d+\.\d+\.\d+$")

    def test_nonsense_is_a_usage_error(self):
        for arguments in (
            ["scan"], ["scan", "--no-such-option", "."], ["scan", "--format", "xml", "."], ["no-such-command"],
            ["scan", "--severity", "scary", "."], ["scan", "--threads", "0", "."], ["scan", "--threads", "many", "."],
            ["scan", "--since", "yesterday", "."], ["scan", "--since", "2026-13-45", "."],
            ["scan", "--since", "2026-11-02", "--until", "2026-11-01", "."], ["scan", "--color", "blue", "."],
            ["types", "--form", "html"],
        ):
            with self.subTest(arguments):
                result = run(*arguments)
                self.assertStatus(result, 2)
                self.assertEqual(result.output, b"")
                self.assertIn("rror:", result.errors)

    def test_a_clean_scan_exits_with_0_also_when_there_are_findings(self):
        self.write("scan.log", portscan())
        result = scan(self.logs)
        self.assertStatus(result, 0)
        self.assertEqual(result.types, ["Recon:EC2/Portscan"])

    def test_fail_on_exits_with_1_from_that_severity_on(self):
        self.write("scan.log", portscan())
        for severity, status in (("low", 1), ("medium", 1), ("MEDIUM", 1), ("high", 0), ("critical", 0)):
            self.assertStatus(scan(self.logs, "--fail-on", severity), status)

    def test_fail_on_counts_what_is_shown_only(self):
        self.write("scan.log", portscan())
        self.assertStatus(scan(self.logs, "--fail-on", "low", "--type", "Trojan:*"), 0)

    def test_damage_exits_with_3_and_findings_win_over_damage(self):
        self.write("scan.log", portscan())
        self.write("torn.log.gz", portscan())
        torn = self.logs / "torn.log.gz"
        torn.write_bytes(torn.read_bytes()[:-30])
        self.assertStatus(scan(self.logs), 3)
        self.assertStatus(scan(self.logs, "--fail-on", "medium"), 1)

    def test_a_path_that_is_not_there_is_said_and_exits_with_3(self):
        self.write("scan.log", portscan())
        result = scan(self.logs, self.folder / "nowhere")
        self.assertStatus(result, 3)
        self.assertIn("nowhere", result.errors)
        self.assertEqual(result.types, ["Recon:EC2/Portscan"])

    def test_types_are_those_of_the_coverage_page(self):
        page = pathlib.Path(ROOT / "Documentation/coverage.md").read_text()
        detected = page.split("## Not detected yet")[0]
        self.assertEqual(run("types").text.split("\n")[:-1], re.findall(r"^\| `([^`]+)`", detected, re.M))
        self.assertEqual(run("types", "--form", "markdown").text, page, "make docs writes the page anew")

    def test_meanings_of_apis_are_those_of_their_page(self):
        page = pathlib.Path(ROOT / "Documentation/api-meanings.md").read_text()
        self.assertEqual(run("types", "--form", "apis").text, page, "make docs writes the page anew")

    def test_all_types_says_which_are_not_detected(self):
        lines = run("types", "--all").text.splitlines()
        self.assertGreater(len(lines), 100)
        self.assertTrue(any(line.endswith("(not detected yet)") for line in lines))

    def test_completions_are_written_for_three_shells(self):
        for shell in ("bash", "zsh", "fish"):
            result = run("--generate-completion-script", shell)
            self.assertStatus(result, 0)
            self.assertIn("--fail-on" if shell != "fish" else "fail-on", result.text)

    def test_quiet_says_nothing_when_all_is_well(self):
        self.write("scan.log", portscan())
        result = scan(self.logs, "--quiet")
        self.assertStatus(result, 0)
        self.assertEqual(result.errors, "")

    def test_quiet_still_names_damage(self):
        self.write("torn.log.gz", portscan())
        torn = self.logs / "torn.log.gz"
        torn.write_bytes(torn.read_bytes()[:-30])
        result = scan(self.logs, "--quiet")
        self.assertStatus(result, 3)
        self.assertIn("torn.log.gz", result.errors)

    def test_the_summary_counts_what_was_read(self):
        self.write("scan.log", portscan(60))
        result = scan(self.logs)
        self.assertIn("120 records in 1 file", result.errors)
        self.assertIn("1 Medium", result.errors)
        self.assertIn("VPC flow records 120", scan(self.logs, "--stats").errors)

    def test_a_folder_without_logs_is_no_error_but_is_said(self):
        self.write("notes.txt", "shopping list\nmilk\n")
        result = scan(self.logs)
        self.assertStatus(result, 0)
        self.assertIn("No log records were found", result.errors)
        self.assertEqual(result.output, b"")


class Filters(ScanTestCase):
    def test_severity_shows_that_and_above(self):
        everything = scan_attack().findings
        for word, floor in (("low", 0), ("medium", 4), ("high", 7), ("critical", 9)):
            shown = scan_attack("--severity", word).findings
            self.assertEqual([f["id"] for f in shown], [f["id"] for f in everything if f["severity"] >= floor])

    def test_type_takes_globs_in_any_case_and_several(self):
        shown = scan_attack("--type", "*bruteforce", "--type", "Recon:EC2/?ortscan").types
        self.assertEqual(
            set(shown),
            {"UnauthorizedAccess:EC2/SSHBruteForce", "UnauthorizedAccess:EC2/RDPBruteForce", "Recon:EC2/Portscan"})
        self.assertEqual(scan_attack("--type", "Nothing:*").output, b"")

    def test_since_and_until_cut_the_records(self):
        # The scan was at 17:29:51, SSH guessing from 17:39:25, RDP guessing at 17:50:27 (see Samples/README.md).
        shown = scan_attack("--since", "2026-11-23T17:35:00Z", "--until", "2026-11-23T17:45:00Z").types
        self.assertEqual(set(shown), {"UnauthorizedAccess:EC2/SSHBruteForce"})
        self.assertEqual(scan_attack("--until", "2026-11-23").output, b"")
        self.assertEqual(scan_attack("--since", "2026-11-24").output, b"")
        self.assertEqual(scan_attack("--since", "2026-11-23", "--until", "2026-11-24").types, scan_attack().types)

    def test_region_is_told_of_records_that_lack_it(self):
        self.write("scan.log", portscan())
        (finding,) = scan(self.logs, "--region", "eu-central-1").findings
        self.assertEqual(finding["region"], "eu-central-1")


if __name__ == "__main__":
    unittest.main()

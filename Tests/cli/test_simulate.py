# SPDX-License-Identifier: Apache-2.0
import hashlib
import json
import unittest

from support import ScanTestCase, run, scan

KALI = "PenTest:IAMUser/KaliLinux"
SMALL = ("--days", "2", "--principals", "8")


class Simulate(ScanTestCase):
    def simulate(self, name, *arguments):
        folder = self.folder / name
        result = run("simulate", "--output", folder, *SMALL, *arguments)
        self.assertStatus(result, 0)
        return folder

    def digests(self, folder):
        return {path.relative_to(folder): hashlib.sha256(path.read_bytes()).hexdigest()
                for path in folder.rglob("*") if path.is_file()}

    def test_the_same_arguments_write_the_same_bytes(self):
        first = self.digests(self.simulate("a", "--seed", "5"))
        self.assertGreater(len(first), 20)
        self.assertEqual(first, self.digests(self.simulate("b", "--seed", "5")))
        self.assertNotEqual(first, self.digests(self.simulate("c", "--seed", "6")))

    def test_an_attack_is_found_by_scan_and_evaluate(self):
        folder = self.simulate("attack", "--attack", KALI)
        geo = ("--geo", folder / "networks.tsv", "--geo", folder / "organisations.tsv")
        found = scan(folder / "AWSLogs", *geo)
        self.assertStatus(found, 0)
        self.assertIn(KALI, found.types)
        report = run("evaluate", folder, *geo)
        self.assertStatus(report, 0)
        self.assertIn("of 1 certain labels of types with a detector 1 were found", report.text)
        labels = json.loads((folder / "expected.json").read_text())["labels"]
        self.assertEqual([label["type"] for label in labels], [KALI])

    def test_evaluate_says_when_the_attack_was_not_found(self):
        folder = self.simulate("calm", "--calm")
        labels = json.loads((folder / "expected.json").read_text())
        case = labels["folders"]["simulated organisation"]
        self.assertEqual((case["kind"], case["expected"]), ("background", []))
        self.assertStatus(run("evaluate", folder), 0)
        case["expected"] = [{"type": KALI, "certainty": "certain"}]
        (folder / "expected.json").write_text(json.dumps(labels))
        missed = run("evaluate", folder)
        self.assertStatus(missed, 1)
        self.assertIn("1 missed", missed.text)

    def test_scan_says_what_it_is_still_learning(self):
        words = "Still learning what is usual in the calls of 1 account:"
        for days, is_learning in (("3", True), ("16", False)):
            folder = self.folder / days
            self.assertStatus(
                run("simulate", "--output", folder, "--days", days, "--principals", "20", "--calm"), 0)
            result = scan(folder / "AWSLogs")
            self.assertEqual(words in result.errors, is_learning, result.errors)

    def test_days_begin_where_they_are_told_to(self):
        folder = self.simulate("dated", "--calm", "--start", "2024-02-28")
        days = {"/".join(path.parts[-4:-1]) for path in folder.rglob("*_CloudTrail_*")}
        self.assertLessEqual({"2024/02/28", "2024/02/29"}, days)

    def test_wrong_arguments_are_said(self):
        for arguments, words in [
            (("--attack", "help"), "AttackSequence:IAM/CompromisedCredentials"),
            (("--calm", "--attack", "all"), "--calm"),
            (("--days", "0"), "from 1 to 366"),
            (("--accounts", "1000"), "from 1 to 100"),
        ]:
            result = run("simulate", "--output", self.folder / "x", *arguments)
            self.assertStatus(result, 2)
            self.assertIn(words, result.errors)
        self.assertFalse((self.folder / "x").exists())

    def test_a_folder_with_files_is_left_alone(self):
        path = self.write("mine.txt", "mine")
        result = run("simulate", "--output", path.parent, *SMALL)
        self.assertStatus(result, 2)
        self.assertEqual([item.name for item in path.parent.iterdir()], ["mine.txt"])

    def test_a_folder_that_cannot_be_made_is_said(self):
        path = self.write("file", "text")
        result = run("simulate", "--output", path / "below", *SMALL)
        self.assertStatus(result, 4)
        self.assertIn("could not be written", result.errors)


if __name__ == "__main__":
    unittest.main()

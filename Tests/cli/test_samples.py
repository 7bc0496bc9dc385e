# SPDX-License-Identifier: Apache-2.0
import csv
import importlib.util
import io
import json
import pathlib
import re
import subprocess
import sys
import unittest

from support import ScanTestCase, run

SUPPORT = pathlib.Path(__file__).resolve().parent.parent / "Support"
NOON = ("--at", "2026-11-23T12:00:00Z")


def samples(*arguments, **options):
    return run("samples", *NOON, *arguments, **options)


class SampleFindings(ScanTestCase):
    def check(self, script, form, *modules):
        for module in modules:
            if importlib.util.find_spec(module) is None:
                self.skipTest(f"{module} is not here")
        result = samples("--format", form)
        self.assertStatus(result, 0)
        checked = subprocess.run(
            [sys.executable, SUPPORT / script], input=result.output, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual(checked.returncode, 0, checked.stdout.decode()[-3000:])

    def test_there_is_one_of_every_type_that_is_listed_and_not_retired(self):
        listed = [line.split(" ")[0] for line in run("types", "--all").text.splitlines()]
        result = samples()
        self.assertStatus(result, 0)
        self.assertGreater(len(result.types), 226)
        made = set(result.types)
        self.assertEqual(result.types, [name for name in listed if name in made])
        # Types that GuardDuty has given up are listed where they are detected here.
        for name in set(listed) - made:
            refused = samples("--type", name)
            self.assertStatus(refused, 2)
            self.assertIn("is retired", refused.errors)

    def test_each_says_that_it_is_a_sample(self):
        for finding in samples().findings:
            self.assertTrue(finding["title"].startswith("[SAMPLE] "), finding["type"])
            self.assertIs(finding["service"]["additionalInfo"]["sample"], True)
            self.assertEqual(finding["hinomi"]["evidence"], {"total": 0, "records": []})
            self.assertEqual(finding["createdAt"], "2026-11-23T12:00:00.000Z")

    def test_again_is_the_same_and_elsewhere_is_another(self):
        def ids(*arguments):
            return [finding["id"] for finding in run("samples", *arguments).findings]
        first = ids()
        self.assertEqual(first, ids())
        self.assertEqual(len(set(first)), len(first))
        self.assertTrue(set(first).isdisjoint(ids("--region", "eu-west-1")))
        self.assertTrue(set(first).isdisjoint(ids("--account", "999999999999")))

    def test_account_and_region_are_told(self):
        (finding,) = samples("--type", "Recon:EC2/Portscan", "--account", "000000000042", "--region", "eu-west-3").findings
        self.assertEqual((finding["accountId"], finding["region"]), ("000000000042", "eu-west-3"))
        self.assertTrue(finding["arn"].startswith("arn:aws:guardduty:eu-west-3:000000000042:detector/"))

    def test_types_are_chosen_by_name_and_by_pattern(self):
        result = samples("--type", "Trojan:EC2/DropPoint", "--type", "recon:ec2/port*")
        self.assertEqual(result.types, [
            "Recon:EC2/PortProbeEMRUnprotectedPort", "Recon:EC2/PortProbeUnprotectedPort", "Recon:EC2/Portscan",
            "Trojan:EC2/DropPoint"])

    def test_a_wrong_command_line_is_refused_by_name(self):
        for arguments, words in (
                (("--type", "Recon:EC2/Portscan", "--type", "No:Such/Type"), "No:Such/Type”? is no finding type"),
                (("--type", "Discovery:S3/BucketEnumeration.Unusual"), "is retired; in its place came"),
                (("--account", "12345"), "account"), (("--account", "12345678901x"), "account"),
                (("--region", "EU West\n"), "--region"), (("--at", "yesterday"), "at"), (("--format", "xml"), "format")):
            result = samples(*arguments)
            self.assertStatus(result, 2)
            self.assertRegex(result.errors, words)
            self.assertEqual(result.output, b"")

    def test_a_file_is_written_whole(self):
        path = self.folder / "samples.csv"
        self.assertStatus(samples("--format", "csv", "--output", path), 0)
        rows = list(csv.reader(io.StringIO(path.read_bytes().decode())))
        self.assertEqual(len(rows), len(samples().findings) + 1)
        self.assertStatus(samples("--output", self.folder / "none" / "samples.json"), 4)

    def test_text_names_every_sample(self):
        text = samples("--format", "text").text
        for finding in samples().findings:
            self.assertIn(finding["id"], text)
        self.assertEqual(len(re.findall(r"This is a sample", re.sub(r"\s+", " ", text))), len(samples().findings))

    def test_clients_of_guardduty_read_them(self):
        self.check("check_wire.py", "json", "botocore")

    def test_security_hub_takes_them(self):
        self.check("check_asff.py", "asff", "botocore")

    def test_events_follow_the_ocsf_schema(self):
        self.check("check_ocsf.py", "ocsf", "jsonschema", "ocsf_json_schema")

    def test_json_is_one_document(self):
        self.assertEqual(json.loads(samples("--format", "json").output)["findings"], samples().findings)


if __name__ == "__main__":
    unittest.main()

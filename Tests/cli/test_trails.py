# SPDX-License-Identifier: Apache-2.0
import gzip
import json
import pathlib
import tempfile
import unittest

from support import ScanTestCase, run, scan

ORGANISATION = "o-a1b2c3d4e5"
GLOBAL = ("iam.amazonaws.com", "sts.amazonaws.com", "signin.amazonaws.com")


class Trails(ScanTestCase):
    """The same events, as several trails deliver them: findings must be those of one trail."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        world = pathlib.Path(temporary.name)
        attacks = (
            "PenTest:IAMUser/KaliLinux", "Stealth:IAMUser/CloudTrailLoggingDisabled",
            "Policy:S3/BucketAnonymousAccessGranted", "Discovery:IAMUser/AnomalousBehavior",
            "AttackSequence:IAM/CompromisedCredentials")
        run("simulate", "--output", world, "--seed", "5", "--days", "11", "--accounts", "2", "--principals", "8",
            *(argument for attack in attacks for argument in ("--attack", attack)))
        cls.own = world / "AWSLogs"
        cls.trails = sorted(cls.own.glob("*/CloudTrail"))
        cls.files = sorted(cls.own.glob("*/CloudTrail/**/*.json.gz"))
        cls.expected = scan(*cls.trails, "--format", "ndjson")

    def setUp(self):
        super().setUp()
        self.assertStatus(self.expected, 0)
        self.assertGreater(len(self.files), 50)
        self.assertGreater(len(set(self.expected.types)), 4)

    def deliver(self, path, records):
        path.parent.mkdir(parents=True, exist_ok=True)
        content = json.dumps({"Records": records}, separators=(",", ":"), ensure_ascii=False)
        path.write_bytes(gzip.compress(content.encode(), 1))

    def records(self, path):
        return json.loads(gzip.decompress(path.read_bytes()))["Records"]

    def findings(self, *folders):
        result = scan(*folders, "--format", "ndjson")
        self.assertStatus(result, 0)
        return result

    def test_findings_are_those_of_one_trail(self):
        # A trail of the whole organisation puts an account's events below the organisation's id, under other names and
        # cut into other files.
        other = self.folder / "other"
        for place, path in enumerate(self.files):
            relative = path.relative_to(self.own)
            name = relative.name.removesuffix(".json.gz")
            records = self.records(path)
            half = len(records) // 2
            for part, some in enumerate((records[half:], records[:half])):
                self.deliver(
                    other / "AWSLogs" / ORGANISATION / relative.parent / f"{name}{place}{part}.json.gz", some)
        organisation = other / "AWSLogs" / ORGANISATION
        self.assertEqual(self.findings(organisation).output, self.expected.output, "the organisation's trail alone")

        # Trails of single regions each deliver the events of global services, in their own region's folder.
        regions = self.folder / "regions"
        copies = 0
        for place, path in enumerate(self.files):
            some = [record for record in self.records(path) if record["eventSource"] in GLOBAL]
            copies += len(some)
            for region in ("eu-north-1", "ap-southeast-2") if some else ():
                self.deliver(
                    regions / path.relative_to(self.own).parts[0] / "CloudTrail" / region / f"{place}.json.gz", some)
        self.assertGreater(copies, 100)
        every = self.findings(*self.trails, organisation, regions)
        self.assertEqual(every.output, self.expected.output, "all trails at once")

    def test_files_that_overlap_count_once(self):
        # Delivered twice by the same trail, the second time with what came meanwhile.
        again = self.folder / "again"
        for first, second in zip(self.files, self.files[1:]):
            if first.parent == second.parent:
                self.deliver(again / f"{first.parts[-6]}_{second.name}", self.records(first) + self.records(second))
        repeated = self.findings(*self.trails, again)
        self.assertEqual(repeated.output, self.expected.output)


if __name__ == "__main__":
    unittest.main()

# SPDX-License-Identifier: Apache-2.0
import json
import os
import pathlib
import random
import shutil
import subprocess
import tempfile
import time
import unittest

import support

ATTACK, INTEL = support.ROOT / "Samples/attack", support.ROOT / "Samples/intel"
ACCOUNT = "111122223333"  # Whose logs the samples are.


class Watching(support.APITest):
    """Logs arrive in a folder; findings are in the API, as a scan of the same logs tells them."""

    @classmethod
    def setUpClass(cls):
        if support.boto3 is None:
            raise unittest.SkipTest("boto3 is not installed")
        done = subprocess.run(
            [support.PROGRAM, "scan", ATTACK, "--intel", INTEL, "--format", "ndjson", "--quiet"], capture_output=True,
            check=True)
        cls.scanned = {f["id"]: f for f in map(json.loads, done.stdout.splitlines())}
        cls.region = next(iter(cls.scanned.values()))["region"]

    def setUp(self):
        self.logs = tempfile.mkdtemp(prefix="hinomi-logs-")
        self.addCleanup(shutil.rmtree, self.logs, ignore_errors=True)
        self.server = support.Server("--watch", self.logs, "--intel", str(INTEL))
        self.addCleanup(self.server.close)
        self.key = self.server.key(ACCOUNT)

    def findings(self):
        client = self.server.client(region=self.region, key=self.key)
        detectors = client.list_detectors()["DetectorIds"]
        if not detectors:
            return {}
        ids = [i for p in client.get_paginator("list_findings").paginate(DetectorId=detectors[0]) for i in p["FindingIds"]]
        found = {}
        for i in range(0, len(ids), 50):
            for f in client.get_findings(DetectorId=detectors[0], FindingIds=ids[i:i + 50])["Findings"]:
                found[f["Id"]] = f
        return found

    def wait_until_all_is_found(self):
        expected = {i: f["service"]["count"] for i, f in self.scanned.items()}
        end = time.monotonic() + 60
        while time.monotonic() < end:
            found = {i: f["Service"]["Count"] for i, f in self.findings().items()}
            if found == expected:
                return
            time.sleep(0.3)
        self.assertEqual(found, expected, self.server.messages[-2000:])

    def files(self):
        files = [f for f in ATTACK.rglob("*") if f.is_file()]
        random.shuffle(files)
        return files

    def deliver(self, file):
        """Puts a file into its place whole, as those do who copy logs."""
        target = pathlib.Path(self.logs, file.relative_to(ATTACK))
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name("." + target.name)
        shutil.copyfile(file, draft)
        os.rename(draft, target)

    def test_findings_are_those_of_a_scan(self):
        for file in self.files():
            self.deliver(file)
        self.wait_until_all_is_found()
        # The account was met in the logs: its detector was turned on for it.
        client = self.server.client(region=self.region, key=self.key)
        self.assertEqual(len(client.list_detectors()["DetectorIds"]), 1)
        some = next(iter(self.findings().values()))
        self.assertEqual(some["Service"]["DetectorId"], client.list_detectors()["DetectorIds"][0])
        self.assertEqual(self.server.stop(), 0, self.server.messages[-2000:])
        self.server.start()
        self.wait_until_all_is_found()

    def test_nothing_is_lost_or_counted_twice_by_kill_9(self):
        for file in self.files():
            self.deliver(file)
            time.sleep(random.uniform(0, 0.4))
            self.server.stop(kill=True)
            self.server.start()
        self.wait_until_all_is_found()


if __name__ == "__main__":
    unittest.main()

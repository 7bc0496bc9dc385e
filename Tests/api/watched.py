# SPDX-License-Identifier: Apache-2.0
"""What the watcher must find in the recorded attack, whatever way its logs come."""
import json
import subprocess
import time
import unittest

import support

ATTACK, INTEL = support.ROOT / "Samples/attack", support.ROOT / "Samples/intel"
ACCOUNT = "111122223333"  # Whose logs the samples are.


class WatchTest(support.APITest):
    """Tests that end with the findings of a scan of the same logs: the same ids and counts."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        if support.boto3 is None:
            raise unittest.SkipTest("boto3 is not installed")
        cls.scanned = cls.scan(ATTACK)
        cls.region = next(iter(cls.scanned.values()))["region"]

    @staticmethod
    def scan(path, *options):
        """What a scan finds, by id."""
        done = subprocess.run(
            [support.PROGRAM, "scan", path, "--intel", INTEL, "--format", "ndjson", "--quiet", *options],
            capture_output=True, check=True)
        return {f["id"]: f for f in map(json.loads, done.stdout.splitlines())}

    def serve(self, *options, **settings):
        self.server = support.Server(*options, "--intel", str(INTEL), **settings)
        self.addCleanup(self.server.close)
        self.key = self.server.key(ACCOUNT)

    def files(self):
        return sorted(f for f in ATTACK.rglob("*") if f.is_file())

    @property
    def attacked(self):
        """A client of the account, and its detector; the detector is None while nothing of the account was read."""
        client = self.server.client(region=self.region, key=self.key)
        return client, next(iter(client.list_detectors()["DetectorIds"]), None)

    def findings(self):
        client, detector = self.attacked
        if not detector:
            return {}
        ids = [i for p in client.get_paginator("list_findings").paginate(DetectorId=detector) for i in p["FindingIds"]]
        found = {}
        for i in range(0, len(ids), 50):
            for f in client.get_findings(DetectorId=detector, FindingIds=ids[i:i + 50])["Findings"]:
                found[f["Id"]] = f
        return found

    def wait_until_all_is_found(self, timeout=60):
        expected = {i: f["service"]["count"] for i, f in self.scanned.items()}
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            found = {i: f["Service"]["Count"] for i, f in self.findings().items()}
            if found == expected:
                return
            time.sleep(0.3)
        self.assertEqual(found, expected, self.server.messages[-3000:])

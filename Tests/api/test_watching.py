# SPDX-License-Identifier: Apache-2.0
import os
import pathlib
import random
import shutil
import tempfile
import unittest

from watched import ATTACK, WatchTest


class Watching(WatchTest):
    """Logs arrive in a folder; findings are in the API, as a scan of the same logs tells them."""

    def setUp(self):
        self.logs = tempfile.mkdtemp(prefix="hinomi-logs-")
        self.addCleanup(shutil.rmtree, self.logs, ignore_errors=True)
        self.serve("--watch", self.logs)

    def deliver(self, file):
        """Puts a file into its place whole, as those do who copy logs."""
        target = pathlib.Path(self.logs, file.relative_to(ATTACK))
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name("." + target.name)
        shutil.copyfile(file, draft)
        os.rename(draft, target)

    def test_findings_are_those_of_a_scan(self):
        files = self.files()
        random.shuffle(files)
        for file in files:
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

    def test_detectors_go_by_the_limits_of_the_configuration(self):
        self.server.close()
        settings, limits = pathlib.Path(self.logs, ".hinomi.conf"), pathlib.Path(self.logs, ".limits.json")
        settings.write_text(f"limits = {limits}\n")
        limits.write_text('{"dns-exfiltration": {"dailyBytes": 1e9, "burstBytes": 1e9}, "portscan": {"internalPorts": 10000}}')
        usual, self.scanned = self.scanned, self.scan(ATTACK, "--limits", limits)
        self.assertEqual(
            {f["type"] for i, f in usual.items() if i not in self.scanned},
            {"Trojan:EC2/DNSDataExfiltration", "Recon:EC2/Portscan"})
        self.serve("--watch", self.logs, "--config", str(settings))
        for file in self.files():
            self.deliver(file)
        self.wait_until_all_is_found()


if __name__ == "__main__":
    unittest.main()

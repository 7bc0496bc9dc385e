# SPDX-License-Identifier: Apache-2.0
import json
import os
import pathlib
import shutil
import sqlite3
import stat
import subprocess
import tempfile
import threading
import unittest

import support
from test_running import wait_until

ATTACK, INTEL = support.ROOT / "Samples/attack", support.ROOT / "Samples/intel"
ACCOUNT = "111122223333"  # Whose logs the samples are.


class Backup(support.APITest):
    """Backups of a server that runs, and what becomes of them."""

    @classmethod
    def setUpClass(cls):
        if support.boto3 is None:
            raise unittest.SkipTest("boto3 is not installed")

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hinomi-backup-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.file = self.folder / "backup.sqlite"

    def serve(self, *options):
        server = support.Server(*options)
        self.addCleanup(server.close)
        return server

    def program(self, *arguments, status=0):
        done = subprocess.run([support.PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, status, done.stderr)
        return done.stderr

    def answers(self, server, key):
        """Everything that an account is told: detectors, findings, filters."""
        client = server.client(region="us-east-1", key=key)
        told = {}
        for detector in client.list_detectors()["DetectorIds"]:
            pages = client.get_paginator("list_findings").paginate(DetectorId=detector)
            ids = sorted(i for page in pages for i in page["FindingIds"])
            told[detector] = (
                client.get_detector(DetectorId=detector), client.list_filters(DetectorId=detector)["FilterNames"],
                sorted((f["Id"], json.dumps(f, default=str)) for i in range(0, len(ids), 50)
                       for f in client.get_findings(DetectorId=detector, FindingIds=ids[i:i + 50])["Findings"]))
            told[detector][0].pop("ResponseMetadata")
        return told

    def test_what_was_backed_up_is_answered_after_a_restore(self):
        server = self.serve()
        key = server.key(ACCOUNT)
        client = server.client(region="us-east-1", key=key)
        detector = client.create_detector(Enable=True)["DetectorId"]
        client.create_sample_findings(DetectorId=detector)
        client.create_filter(DetectorId=detector, Name="calm", FindingCriteria={"Criterion": {"severity": {"Lt": 4}}})
        before = self.answers(server, key)
        self.assertGreater(len(before[detector][2]), 50)
        self.program("backup", self.file, "--data", server.folder)
        self.assertEqual(stat.S_IMODE(self.file.stat().st_mode), 0o600)
        self.assertEqual([f.name for f in self.folder.iterdir()], ["backup.sqlite"])
        secret = key["secretAccessKey"].encode()
        self.assertNotIn(secret, self.file.read_bytes())
        self.assertNotIn(pathlib.Path(server.folder, "seal.key").read_bytes(), self.file.read_bytes())
        client.delete_detector(DetectorId=detector)
        self.assertIn("in use by another server", self.program("restore", self.file, "--force", "--data", server.folder, status=4))
        server.stop()
        self.assertIn("--force", self.program("restore", self.file, "--data", server.folder, status=2))
        self.assertEqual(self.program("restore", self.file, "--force", "--data", server.folder), "")
        server.start()
        self.assertEqual(self.answers(server, key), before)

    def test_without_the_seal_findings_come_back_and_keys_do_not(self):
        server = self.serve()
        key = server.key(ACCOUNT)
        client = server.client(region="us-east-1", key=key)
        client.create_sample_findings(DetectorId=client.create_detector(Enable=True)["DetectorId"])
        before = self.answers(server, key)
        self.program("backup", self.file, "--data", server.folder)
        other = self.serve()
        other.stop()
        shutil.rmtree(other.folder)
        said = self.program("restore", self.file, "--data", other.folder)
        self.assertIn("2 access keys cannot be used", said)
        other.start()
        self.assertEqual(self.answers(other, other.key(ACCOUNT)), before)

    def test_backups_while_findings_arrive_are_whole(self):
        logs = self.folder / "logs"
        logs.mkdir()
        server = self.serve("--watch", str(logs), "--intel", str(INTEL))
        server.wait_for("Watching")
        key = server.key(ACCOUNT)
        stop = threading.Event()
        files = [f for f in ATTACK.rglob("*") if f.is_file()]

        def deliver():
            for file in files:
                target = logs / file.relative_to(ATTACK)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target.with_name("." + target.name))
                os.rename(target.with_name("." + target.name), target)
                stop.wait(0.3)

        thread = threading.Thread(target=deliver)
        thread.start()
        self.addCleanup(stop.set)
        backups = []
        while thread.is_alive():
            backups.append(self.folder / f"{len(backups)}.sqlite")
            self.program("backup", backups[-1], "--data", server.folder)
        thread.join()
        self.assertGreater(len(backups), 1)
        scanned = subprocess.run(
            [support.PROGRAM, "scan", ATTACK, "--intel", INTEL, "--format", "ndjson", "--quiet"], capture_output=True,
            check=True, text=True).stdout.splitlines()
        expected = {f["id"]: f["service"]["count"] for f in map(json.loads, scanned)}
        server.stop(kill=True)
        # From a backup of the midst, with the logs still there, everything is found that there is.
        self.program("restore", backups[len(backups) // 2], "--force", "--data", server.folder)
        server.start()

        def found():
            with server.database() as database:
                return {i: json.loads(d)["service"]["count"] for i, d in database.execute("SELECT id, document FROM finding")}

        wait_until(lambda: found() == expected, timeout=60)

    def test_what_is_no_backup_is_refused_and_changes_nothing(self):
        server = self.serve()
        key = server.key(ACCOUNT)
        self.program("backup", self.file, "--data", server.folder)
        told = self.answers(server, key)
        server.stop()
        database = pathlib.Path(server.folder, "hinomi.sqlite")
        before = database.read_bytes()
        good = self.file.read_bytes()
        torn, text, foreign, newer = (self.folder / name for name in ("torn", "text", "foreign", "newer"))
        damaged = self.folder / "damaged"
        torn.write_bytes(good[: len(good) // 2])
        text.write_text("this is no database, " * 100)
        damaged.write_bytes(good[:8192] + b"\xa5" * 32768 + good[40960:])
        with sqlite3.connect(foreign) as other:
            other.execute("CREATE TABLE note (text)")
        newer.write_bytes(good)
        with sqlite3.connect(newer) as other:
            other.execute("INSERT INTO grdb_migrations VALUES ('from-the-future')")
        for file, said in (
            (torn, "torn"), (text, "is no database"), (damaged, "damaged"), (foreign, "no database of hinomi"),
            (newer, "newer version"), (self.folder / "none", "no such file"),
        ):
            with self.subTest(file.name):
                self.assertIn(said, self.program("restore", file, "--force", "--data", server.folder, status=4))
                self.assertEqual(database.read_bytes(), before)
                self.assertFalse([f for f in os.listdir(server.folder) if "sqlite." in f])
        server.start()
        self.assertEqual(self.answers(server, key), told)

    def test_a_backup_never_replaces_by_accident(self):
        server = self.serve()
        self.file.write_text("mine")
        self.assertIn("--force", self.program("backup", self.file, "--data", server.folder, status=2))
        self.assertEqual(self.file.read_text(), "mine")
        self.program("backup", self.file, "--force", "--data", server.folder)
        self.program("backup", self.folder / "none/x", "--data", server.folder, status=4)
        self.program("backup", self.folder / "y", "--data", self.folder / "nothing", status=4)
        self.assertFalse((self.folder / "nothing").exists())


class Limit(support.APITest):
    """A database that may not become larger than so much."""

    server_options = ("--store-limit", "16M", "--metrics-listen", "127.0.0.1:0")

    def test_the_oldest_findings_go_and_the_file_stays_within(self):
        client, detector = self.with_detector(support.ADMIN, "us-east-1")
        path = pathlib.Path(self.server.folder, "hinomi.sqlite")
        client.create_sample_findings(DetectorId=detector, FindingTypes=["Recon:EC2/Portscan"])
        [first] = client.list_findings(DetectorId=detector)["FindingIds"]
        for i in range(40):
            other, home = self.with_detector(support.ADMIN, f"eu-made-{i}")
            try:
                other.create_sample_findings(DetectorId=home)
            except support.botocore.exceptions.ClientError as error:
                self.assertEqual(error.response["Error"]["Code"], "InternalServerErrorException")
                break
        else:
            self.fail("it never became full")
        self.assertLessEqual(path.stat().st_size, 16 << 20)
        self.server.wait_for("near its limit", timeout=80)
        wait_until(lambda: client.list_findings(DetectorId=detector)["FindingIds"] == [])
        other.create_sample_findings(DetectorId=home, FindingTypes=["Recon:EC2/Portscan"])
        self.assertLessEqual(path.stat().st_size, 16 << 20)


if __name__ == "__main__":
    unittest.main()

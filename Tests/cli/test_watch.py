# SPDX-License-Identifier: Apache-2.0
"""hinomi watch: what it tells is what hinomi scan finds, whatever happens to it and to the files."""
import contextlib
import datetime
import gzip
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import time
import unittest

from support import ATTACK, INTEL, NOON, PROGRAM, ROOT_CALL, ScanTestCase, run

# Times that the watcher is killed in one test.
KILLS = int(os.environ.get("HINOMI_KILLS", "10"))


def root_call(number, minute=None):
    minute = number if minute is None else minute
    return {
        **ROOT_CALL, "eventID": f"aaaaaaaa-bbbb-4ccc-8ddd-{number:012d}",
        "eventTime": f"2026-11-23T12:{minute:02d}:00Z",
    }


def document(*calls):
    return json.dumps({"Records": list(calls)}).encode()


class Watch:
    """A running watcher, and what it told over all its lives."""

    def __init__(self, folder, state, log, *options):
        self.arguments = [PROGRAM, "watch", "--state", state, "--threads", "2", *options, folder]
        self.log = log
        self.process = None

    def start(self):
        self.output = open(self.log, "ab")
        self.errors = open(str(self.log) + ".errors", "ab")
        self.process = subprocess.Popen(
            [os.fspath(argument) for argument in self.arguments], stdin=subprocess.DEVNULL, stdout=self.output,
            stderr=self.errors)
        # From then on it stops in order when it is told to.
        begun = self.said.count("Watching.")
        self.wait_for(lambda watch: watch.said.count("Watching.") > begun or watch.process.poll() is not None)

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.close()

    def stop(self, timeout=60):
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout)
        self.close()
        return status

    def close(self):
        self.output.close()
        self.errors.close()

    @property
    def said(self):
        return pathlib.Path(str(self.log) + ".errors").read_text()

    @property
    def findings(self):
        """What holds by the last line of each id."""
        told = {}
        for line in pathlib.Path(self.log).read_bytes().split(b"\n"):
            # A line that a kill cut off is told again.
            try:
                finding = json.loads(line)
            except ValueError:
                continue
            if finding.get("withdrawn"):
                told.pop(finding["id"], None)
            else:
                told[finding["id"]] = finding
        return told

    def wait_for(self, what, seconds=20):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if what(self):
                return True
            time.sleep(0.05)
        return what(self)

    def tells(self, counts, seconds=20):
        return self.wait_for(lambda watch: watch.counts == counts, seconds)

    @property
    def counts(self):
        return {id: finding["service"]["count"] for id, finding in self.findings.items()}


class Watching(ScanTestCase):
    def setUp(self):
        super().setUp()
        self.logs.mkdir()
        self.watch = Watch(self.logs, self.folder / "state", self.folder / "told.ndjson", "--intel", INTEL)
        self.addCleanup(lambda: self.watch.process and self.watch.process.poll() is None and self.watch.kill())

    def scanned(self, folder=None):
        result = run("scan", "--format", "ndjson", "--quiet", "--intel", INTEL, folder or self.logs)
        return {finding["id"]: finding["service"]["count"] for finding in result.findings}

    def put(self, name, content, age=0):
        """Renamed into its place, as tools do; last changed so many seconds ago."""
        (self.logs / ("." + name)).write_bytes(content)
        os.utime(self.logs / ("." + name), times=(time.time() - age,) * 2)
        (self.logs / ("." + name)).rename(self.logs / name)

    def test_what_is_told_is_what_a_scan_finds_though_it_is_killed_all_the_time(self):
        numbers = random.Random(7)
        pieces = self.pieces(numbers)
        self.watch.start()
        kills = 0
        for number, (name, content) in enumerate(pieces):
            # It seems quiet for long enough to be read by the next life at once.
            self.put(name, content, age=60)
            time.sleep(numbers.uniform(0, 0.1))
            if kills < KILLS and (number * KILLS) // len(pieces) >= kills:
                time.sleep(numbers.uniform(0, 1))
                self.watch.kill()
                kills += 1
                self.watch.start()
        expected = self.scanned()
        self.assertGreater(len(expected), 10)
        self.assertTrue(self.watch.tells(expected, 60), self.watch.said[-2000:])
        self.assertEqual(self.watch.stop(), 0)
        self.assertEqual(self.watch.counts, expected)
        # A restart with nothing new tells nothing.
        size = self.watch.log.stat().st_size
        self.watch.start()
        time.sleep(1)
        self.assertEqual(self.watch.stop(), 0)
        self.assertEqual(self.watch.log.stat().st_size, size)

    def pieces(self, numbers):
        """The logs of the sample attack as files that arrive out of order by less than the lateness."""
        pieces = []
        for path in sorted(ATTACK.rglob("*.gz")):
            content = gzip.decompress(path.read_bytes())
            if "CloudTrail" in path.name:
                records = [(json.dumps(call), self.call_time(call)) for call in json.loads(content)["Records"]]
                join = lambda texts: ("{\"Records\":[" + ",".join(texts) + "]}").encode()
            elif "dns" in str(path):
                records = [(line, self.call_time({"eventTime": json.loads(line)["query_timestamp"]}))
                           for line in content.decode().splitlines()]
                join = lambda texts: "\n".join(texts).encode() + b"\n"
            else:
                header, *lines = content.decode().splitlines()
                start = header.split().index("start")
                records = [(line, int(line.split()[start])) for line in lines]
                join = lambda texts, header=header: "\n".join([header, *texts]).encode() + b"\n"
            slots = {}
            for text, at in records:
                slots.setdefault(int(at + numbers.uniform(0, 600)) // 300, []).append(text)
            for slot, texts in slots.items():
                kind = path.parent.parts[-5] if len(path.parent.parts) > 5 else "log"
                pieces.append((slot, f"{kind}-{path.name[:20]}-{slot}.gz", gzip.compress(join(texts))))
        pieces.sort()
        return [(name, content) for _, name, content in pieces]

    @staticmethod
    def call_time(call):
        text = call["eventTime"].replace("Z", "+0000")
        form = "%Y-%m-%dT%H:%M:%S.%f%z" if "." in text else "%Y-%m-%dT%H:%M:%S%z"
        return datetime.datetime.strptime(text, form).timestamp()

    def test_a_finding_is_printed_within_two_seconds(self):
        self.watch.start()
        times = []
        # The machine may be busy with something else for a while.
        for number in range(1, 6):
            begin = time.monotonic()
            self.put(f"{number}.json", document(root_call(number)))
            self.assertTrue(self.watch.wait_for(lambda watch: list(watch.counts.values()) == [number], 10))
            times.append(time.monotonic() - begin)
            if times[-1] < 2:
                break
        self.assertLess(min(times), 2)
        self.assertEqual(self.watch.stop(), 0)

    def test_a_torn_file_is_said_and_read_on_when_it_is_whole(self):
        packed = gzip.compress(document(*(root_call(n, n % 60) for n in range(400))), 1)
        self.watch.start()
        (self.logs / "1.json.gz").write_bytes(packed[: len(packed) // 2])
        self.assertTrue(self.watch.wait_for(lambda watch: "1.json.gz" in watch.said))
        with open(self.logs / "1.json.gz", "ab") as file:
            file.write(packed[len(packed) // 2:])
        self.assertTrue(self.watch.tells(self.scanned()), self.watch.counts)
        self.assertEqual(self.watch.stop(), 0)

    def test_a_log_that_grows_is_read_line_by_line_also_over_a_restart(self):
        path = self.logs / "calls.ndjson"
        self.watch.start()
        with open(path, "ab", buffering=0) as file:
            file.write(json.dumps(root_call(1)).encode() + b"\n")
            self.assertTrue(self.watch.wait_for(lambda watch: list(watch.counts.values()) == [1]))
            line = json.dumps(root_call(2)).encode() + b"\n"
            file.write(line[:100])
            self.watch.stop()
            file.write(line[100:])
            self.watch.start()
            self.assertTrue(self.watch.wait_for(lambda watch: list(watch.counts.values()) == [2]))
        # Moved away, as logs are, and begun anew.
        path.rename(self.logs / "calls.ndjson.1")
        path.write_bytes(json.dumps(root_call(3)).encode() + b"\n")
        self.assertTrue(self.watch.wait_for(lambda watch: list(watch.counts.values()) == [3]))
        self.assertEqual(self.watch.stop(), 0)
        self.assertEqual(self.watch.counts, self.scanned())

    def test_a_file_in_the_place_of_another_is_read(self):
        self.watch.start()
        self.put("calls.json", document(root_call(1)))
        self.assertTrue(self.watch.wait_for(lambda watch: list(watch.counts.values()) == [1]))
        self.put("calls.json", document(root_call(2), root_call(3)))
        self.assertTrue(self.watch.wait_for(lambda watch: list(watch.counts.values()) == [3]))
        self.assertEqual(self.watch.stop(), 0)

    def test_what_is_no_log_is_named_once_and_passed_over(self):
        (self.logs / "notes.txt").write_text("These are no logs.\n")
        (self.logs / "nowhere").symlink_to("/nowhere/at/all")
        self.watch.start()
        self.put("1.json", document(root_call(1)))
        self.assertTrue(self.watch.wait_for(lambda watch: watch.findings and "notes.txt" in watch.said))
        self.put("2.json", document(root_call(2)))
        self.assertTrue(self.watch.wait_for(lambda watch: list(watch.counts.values()) == [2]))
        self.assertEqual(self.watch.stop(), 0)
        self.assertEqual(self.watch.said.count("notes.txt"), 1)
        self.assertEqual(self.watch.said.count("logs/nowhere"), 1)

    def test_a_state_in_use_or_damaged_is_refused(self):
        self.put("1.json", document(root_call(1)))
        self.watch.start()
        self.assertTrue(self.watch.wait_for(lambda watch: watch.findings))
        second = run("watch", "--state", self.folder / "state", self.logs)
        self.assertEqual(second.status, 4)
        self.assertIn("another process", second.errors)
        self.assertEqual(self.watch.stop(), 0)
        journal = self.folder / "state/watch.journal"
        content = b"something else" + journal.read_bytes()
        journal.write_bytes(content)
        refused = run("watch", "--state", self.folder / "state", self.logs)
        self.assertEqual(refused.status, 4)
        self.assertEqual(journal.read_bytes(), content)

    @unittest.skipUnless(os.geteuid() == 0 and shutil.which("mount"), "only root can mount a small disk")
    def test_a_full_disk_is_said_and_nothing_is_lost_when_there_is_room_again(self):
        disk = self.folder / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk], capture_output=True)
        if mounted.returncode:
            self.skipTest("mounting is not allowed here")
        self.addCleanup(lambda: subprocess.run(["umount", "-l", disk], check=False))
        self.watch = Watch(self.logs, disk / "state", self.folder / "told.ndjson")
        ballast = disk / "ballast"
        self.watch.start()
        self.assertTrue(self.watch.wait_for(lambda watch: (disk / "state/watch.journal").exists()))
        with open(ballast, "wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(b"x" * 512)
        # More than what is left of the last page.
        self.put("1.json", document(*(root_call(number) for number in range(40))))
        self.assertTrue(self.watch.wait_for(lambda watch: "could not be kept" in watch.said), self.watch.said)
        ballast.unlink()
        self.put("2.json", document(root_call(40)))
        self.assertTrue(self.watch.wait_for(lambda watch: list(watch.counts.values()) == [41]), self.watch.counts)
        self.assertEqual(self.watch.stop(), 0)


if __name__ == "__main__":
    unittest.main()

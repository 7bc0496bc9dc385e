# SPDX-License-Identifier: Apache-2.0
import os
import resource
import subprocess

from support import ATTACK, INTEL, PROGRAM, ScanTestCase, ordinary_user, scan_attack


class Output(ScanTestCase):
    def test_a_file_gets_what_standard_output_would(self):
        path = self.folder / "findings.ndjson"
        result = scan_attack("--output", path)
        self.assertStatus(result, 0)
        self.assertEqual(result.output, b"")
        self.assertEqual(path.read_bytes(), scan_attack().output)
        self.assertEqual(os.listdir(self.folder), ["findings.ndjson"], "no temporary file is left")

    def test_a_file_is_replaced_whole_and_keeps_its_permissions(self):
        path = self.folder / "findings.json"
        path.write_text("old " * 100_000)
        path.chmod(0o640)
        self.assertStatus(scan_attack("--output", path, "--format", "json"), 0)
        self.assertNotIn("old ", path.read_text()[:100])
        self.assertEqual(path.stat().st_mode & 0o777, 0o640)

    def test_a_link_stays_and_its_target_is_replaced(self):
        target = self.folder / "real.json"
        target.write_text("old")
        link = self.folder / "link.json"
        link.symlink_to(target)
        self.assertStatus(scan_attack("--output", link), 0)
        self.assertTrue(link.is_symlink())
        self.assertIn(b"Portscan", target.read_bytes())

    def test_a_full_disk_exits_with_4_and_says_why(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("there is no /dev/full here")
        for arguments in (["--output", "/dev/full"], ["--output", "/dev/full", "--format", "text"]):
            result = scan_attack(*arguments)
            self.assertStatus(result, 4)
            self.assertIn("No space left", result.errors)
        with open("/dev/full", "wb") as full:
            result = scan_attack(stdout=full)
            self.assertStatus(result, 4)

    def test_a_disk_that_fills_while_writing_leaves_what_was_there(self):
        disk = self.folder / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "none", disk], capture_output=True)
        if mounted.returncode:
            self.skipTest("a small disk cannot be mounted here")
        self.addCleanup(subprocess.run, ["umount", disk], check=True)
        path = disk / "findings.json"
        path.write_text("old")
        result = scan_attack("--output", path, "--format", "json")
        self.assertStatus(result, 4)
        self.assertIn("No space left", result.errors)
        self.assertIn(str(path), result.errors)
        self.assertEqual(path.read_text(), "old")
        self.assertEqual(os.listdir(disk), ["findings.json"], "no temporary file is left")

    def test_a_limit_on_the_size_of_files_is_no_crash(self):
        path = self.folder / "findings.json"
        result = subprocess.run(
            [PROGRAM, "scan", ATTACK, "--intel", INTEL, "--output", path, "--format", "json"], capture_output=True,
            timeout=120, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, 4_096)))
        self.assertEqual(result.returncode, 4, result.stderr.decode())
        self.assertIn(b"too large", result.stderr)
        self.assertEqual(os.listdir(self.folder), [])

    def test_an_output_that_cannot_be_made_exits_with_4(self):
        for path in (self.folder / "no/such/folder/x.json", self.folder):
            result = scan_attack("--output", path)
            self.assertStatus(result, 4)
            self.assertIn(str(path), result.errors)

    def test_a_file_that_may_not_be_written_stays(self):
        path = self.folder / "mine.json"
        path.write_text("old")
        path.chmod(0o444)
        self.folder.chmod(0o777)
        self.assertStatus(scan_attack("--output", path, user=ordinary_user()), 4)
        self.assertEqual(path.read_text(), "old")

    def test_a_reader_that_goes_away_is_no_crash(self):
        for form in ("text", "json", "csv"):
            process = subprocess.Popen(
                [PROGRAM, "scan", ATTACK, "--intel", INTEL, "--format", form, "--positions"], stdout=subprocess.PIPE,
                stderr=subprocess.PIPE)
            process.stdout.read(10)
            process.stdout.close()
            errors = process.stderr.read().decode()
            process.stderr.close()
            status = process.wait(120)
            self.assertIn(status, (0, 4), "killed by a signal" if status < 0 else errors)
            self.assertNotIn("Fatal", errors)
            self.assertNotIn("closed", errors, "who closed it knows")

    def test_a_closed_standard_output_is_no_crash(self):
        result = subprocess.run(
            ["bash", "-c", '"$0" scan "$1" --intel "$2" >&-', PROGRAM, ATTACK, INTEL], capture_output=True, timeout=120)
        self.assertEqual(result.returncode, 4, result.stderr.decode())

    def test_a_closed_standard_error_is_no_crash(self):
        result = subprocess.run(
            ["bash", "-c", '"$0" scan "$1" --intel "$2" 2>&-', PROGRAM, ATTACK, INTEL], capture_output=True, timeout=120)
        self.assertEqual(result.returncode, 0)
        self.assertEqual(result.stdout, scan_attack().output)

    def test_a_closed_pipe_for_messages_is_no_crash(self):
        reader, writer = os.pipe()
        os.close(reader)
        result = subprocess.run(
            [PROGRAM, "scan", ATTACK, "--intel", INTEL, "--stats"], stdout=subprocess.PIPE, stderr=writer, timeout=120)
        os.close(writer)
        self.assertEqual(result.returncode, 0)
        self.assertEqual(result.stdout, scan_attack().output)
